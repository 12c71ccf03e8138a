import type { Characteristic } from "../../model/level.ts";
import { refused } from "./refusal.ts";
import type { Ladder, Ruleset } from "./ruleset.ts";

/** Beyond this a half year would say next to nothing about the next one. */
const MOST_OVERDISPERSED = 20;

/** Throws a `usage` problem that names the first thing wrong with a ruleset; says nothing when it can be used. */
export function validateRuleset(ruleset: Ruleset, characteristics: readonly Characteristic[], signalIds: Iterable<string>): void {
  const known = new Set(signalIds);
  const laddered = new Set<string>();
  for (const ladder of ruleset.ladders) {
    check(known.has(ladder.signal), `has a ladder for "${ladder.signal}", which is not a signal`);
    check(!laddered.has(ladder.signal), `has two ladders for ${ladder.signal}`);
    laddered.add(ladder.signal);
    checkLadder(ladder);
  }
  const ids = new Set(characteristics.map((characteristic) => characteristic.id));
  const mainOf = new Map(
    characteristics.map(({ id, signals }) => [id, signals.filter(({ primary }) => primary).map((signal) => signal.id)]),
  );
  for (const id of Object.keys(ruleset.weights)) check(ids.has(id), `has weights for "${id}", which is not a characteristic`);
  for (const id of ids) {
    const weights = ruleset.weights[id];
    check(weights !== undefined, `has no weights for characteristic ${id}`);
    let sum = 0;
    for (const [signal, weight] of Object.entries(weights ?? {})) {
      check(known.has(signal), `weighs "${signal}" in ${id}, which is not a signal`);
      check(laddered.has(signal), `weighs ${signal} in ${id} but has no ladder for it`);
      check(Number.isFinite(weight) && weight > 0, `gives ${signal} in ${id} a weight that is not above 0`);
      sum += weight;
    }
    const main = mainOf.get(id)!;
    check(
      main.length === 0 || main.some((signal) => Object.hasOwn(weights ?? {}, signal)),
      `weighs nothing in ${id} that it mainly rests on`,
    );
    check(Math.abs(sum - 1) < 1e-6, `has weights for ${id} that sum to ${sum.toFixed(3)} instead of 1`);
  }
  const [n, p, l] = ruleset.ratingBounds;
  check(0 < n && n < p && p < l && l < 1, "has rating bounds that do not rise between 0 and 1");
  check(ruleset.power > 0 && ruleset.power <= 1, "has a power outside of (0, 1]");
  check(
    ruleset.desirabilityFloor > 0 && ruleset.desirabilityFloor < n,
    "has a desirability floor outside of (0, upper bound of N)",
  );
  for (const share of ["minimumCoverage", "widestInterval", "minimumLogQuality", "breadthShare"] as const)
    check(ruleset[share] > 0 && ruleset[share] <= 1, `has a ${share} outside of (0, 1]`);
  check(
    0 < ruleset.bestEstimateAt && ruleset.bestEstimateAt <= ruleset.confirmedAt && ruleset.confirmedAt < 1,
    "needs 0 < bestEstimateAt <= confirmedAt < 1",
  );
  const { overdispersion = 1 } = ruleset;
  check(overdispersion >= 1 && overdispersion <= MOST_OVERDISPERSED, `needs an overdispersion of 1 to ${MOST_OVERDISPERSED}`);
  check(Number.isInteger(ruleset.draws) && ruleset.draws >= 100 && ruleset.draws <= 65_536, "needs 100 to 65536 draws");
  check(Number.isInteger(ruleset.minimumTeamItems) && ruleset.minimumTeamItems >= 1, "needs a minimumTeamItems of 1 or more");
  check(ruleset.minimumTeamPeople >= 5, "shows groups of fewer than 5 people, which is never allowed");
}

function checkLadder({ signal, rungs, scale }: Ladder): void {
  check(rungs.length === 6 && rungs.every(Number.isFinite), `needs six numbers in the ladder of ${signal}`);
  const direction = Math.sign(rungs[5] - rungs[0]);
  check(direction !== 0, `has a ladder for ${signal} whose ends are equal`);
  for (let k = 1; k < 6; k++) {
    const step = Math.sign(rungs[k]! - rungs[k - 1]!);
    // Equal rungs are allowed at zero only: below them the practice is simply not there.
    check(step === direction || (step === 0 && rungs[k] === 0), `has a ladder for ${signal} that does not go one way`);
  }
  check(
    scale === "linear" || rungs.every((rung) => rung > 0),
    `has a logarithmic ladder for ${signal} with a rung that is not above 0`,
  );
}

function check(holds: boolean, what: string): void {
  if (!holds) throw refused(what);
}
