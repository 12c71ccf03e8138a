import type { Facts } from "../../src/event-log/facts.ts";
import { DAY_MS } from "../../src/model/window.ts";
import { clusterShare } from "../../src/statistics/cluster-share.ts";
import { cannotTell, coverageOf, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { finishedItems } from "../finished.ts";
import { defineSignal } from "../signal.ts";
import { stageTimes } from "../stage-times.ts";

const MINIMUM = 50;
/** A waiting status that carries less of the time than this is not where work waits. */
const WAIT_SHARE = 0.05;

export const signal = defineSignal({
  id: "flow-efficiency",
  reference: "S25",
  title: "Flow efficiency",
  dimension: "coordination",
  unit: "%",
  better: "higher",
  definition:
    "Elapsed time that finished items spent in active and review stages, unblocked, of the time they spent there, waiting or blocked, between the first start and the last finish. " +
    "Blocked is what a flag or a blocked status says. 0 % = all of it waiting.",
  source:
    "Nave: 15 % for new teams, 40 % for mature ones; other practitioners say 1 to 5 % for most and 15 to 25 % for good ones. Low evidential weight.",
  limits: [
    "A column is not work: time in an active stage may be waiting.",
    "Says nothing unless a waiting stage carries at least 5 % of the time.",
    "Time back in the backlog after the start is left out of both sides and reported.",
  ],
  guard: "Insufficient evidence unless at least one waiting state carries 5 % of the time.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits"],
  measure(facts, scope) {
    const { log, lifecycle, population } = facts;
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const teams = new Map<number, Team>();
    for (const item of finishedItems(facts, scope, excluded)) {
      const startedAt = lifecycle.startedAt[item]!;
      const reason = !(startedAt < lifecycle.doneAt[item]!)
        ? "never in progress"
        : lifecycle.startSource[item] !== "status"
          ? "start not told by a status"
          : lifecycle.doneInBulk[item] === 1 || movedInBulk(facts, item)
            ? "moved in a bulk transition"
            : null;
      if (reason !== null) {
        excluded.add(reason);
        continue;
      }
      const index = log.items.team[item]!;
      let team = teams.get(index);
      if (team === undefined) teams.set(index, (team = newTeam(log.statuses.length)));
      const times = stageTimes(facts, item, startedAt, lifecycle.doneAt[item]!, team.inStatus);
      const all = times.active + times.waiting + times.blocked;
      if (all === 0) continue;
      team.setAside += times.setAside;
      team.blocked += times.blocked;
      team.items.push(item);
      team.active.push(times.active);
      team.all.push(all);
    }
    const seen = [...teams.values()].reduce((sum, { items }) => sum + items.length, 0);
    if (seen < MINIMUM) return tooFew("finished items with a start", seen, MINIMUM, excluded.toExclusions());

    let largest = 0;
    const shown: Team[] = [];
    for (const team of teams.values()) {
      const share = largestWait(team, log.statuses);
      largest = Math.max(largest, share);
      if (share >= WAIT_SHARE) shown.push(team);
      else excluded.add("in a team whose statuses do not show waiting", team.items.length);
    }
    const active = shown.flatMap((team) => team.active);
    const all = shown.flatMap((team) => team.all);
    if (all.length < Math.max(MINIMUM, seen / 2)) {
      const most = `${(100 * largest).toFixed(1)} %`;
      return cannotTell(
        largest === 0
          ? "No status is in use in which work waits, so waiting cannot be told from working."
          : largest < WAIT_SHARE
            ? `The longest waiting status carries only ${most} of the time; under ${100 * WAIT_SHARE} % waiting cannot be told from working.`
            : "Most of the work is in teams whose statuses do not show waiting, so it cannot be told from working.",
        all.length,
        excluded.toExclusions(),
      );
    }
    for (const team of shown) team.items.forEach((item, i) => addExample(examples, item, team.active[i]!, team.all[i]!));
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    const whole = sum(all);
    const { value, interval90, distribution } = clusterShare(active, all);
    return fromEstimate(
      { value, interval90, distribution },
      {
        sampleSize: all.length,
        coverage: coverageOf(all.length, excluded.total),
        excluded: excluded.toExclusions(),
        examples: examples.toExamples(),
        details: {
          "largest waiting status of a team, share of the time (%)": 100 * largest,
          "blocked, share of the time (%)": (100 * sum(shown.map(({ blocked }) => blocked))) / whole,
          "back in the backlog after the start (d an item)": sum(shown.map((team) => team.setAside)) / DAY_MS / all.length,
        },
        warnings: [],
      },
    );

    function movedInBulk({ visits: rows }: Pick<Facts, "visits">, item: number): boolean {
      for (let v = rows.first[item]!; v < rows.first[item + 1]!; v++) {
        const event = rows.event[v]!;
        if (event >= 0 && rows.enteredAt[v]! >= lifecycle.startedAt[item]! && population.isBulk[event] === 1) return true;
      }
      return false;
    }
  },
});

/** Milliseconds; one row an item. */
interface Team {
  readonly inStatus: Float64Array;
  readonly items: number[];
  readonly active: number[];
  readonly all: number[];
  setAside: number;
  blocked: number;
}

function newTeam(statuses: number): Team {
  return { inStatus: new Float64Array(statuses), items: [], active: [], all: [], setAside: 0, blocked: 0 };
}

/** Share of the time of a team, 0-1, in the one status in which most of its work waited. */
function largestWait({ inStatus, all }: Team, statuses: Facts["log"]["statuses"]): number {
  let largest = 0;
  statuses.forEach(({ category }, status) => {
    if (category === "wait" || category === "blocked") largest = Math.max(largest, inStatus[status]!);
  });
  return largest === 0 ? 0 : largest / all.reduce((sum, ms) => sum + ms, 0);
}

function addExample(examples: ExamplePicker, item: number, active: number, all: number): void {
  const share = active / all;
  const note = (): string =>
    `active for ${(active / DAY_MS).toFixed(1)} of ${(all / DAY_MS).toFixed(1)} d (${Math.round(100 * share)} %)`;
  if (share < 0.5) examples.add("misses", item, all - active, note);
  else examples.add("meets", item, active * share, note);
}
