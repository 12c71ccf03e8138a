import { ACTOR_KIND } from "../../src/event-log/columns.ts";
import type { Facts } from "../../src/event-log/facts.ts";
import { contains, DAY_MS, MINUTE_MS } from "../../src/model/window.ts";
import { clusterShare } from "../../src/statistics/cluster-share.ts";
import { tabulate } from "../../src/statistics/distribution.ts";
import { jeffreys } from "../../src/statistics/proportion.ts";
import { cannotTell, coverageOf, ExamplePicker, fromBootstrap, Tally, tooFew } from "../answer.ts";
import { eachStretch } from "../in-progress.ts";
import { hasNoOwnerHistory, showsOwners } from "../owner-history.ts";
import { defineSignal, type Scope } from "../signal.ts";

const MINIMUM = 50;
const GRACE_MS = 15 * MINUTE_MS;
/** One owner of more than this share of the starts is a default, unless that owner works on them. */
const NOMINAL_SHARE = 0.6;
const NOMINAL_ACTED_SHARE = 0.5;
/** Nearly all of them: then the owner is a default of the tool, and the field carries no information (E8). */
const DEFAULT_SHARE = 0.9;
/** A default owner cannot show more than that ownership is written down: partially. */
const NOMINAL_CAP = 0.5;
const DRAWS = 1_000;

export const signal = defineSignal({
  id: "assignee-coverage-at-start",
  reference: "S04",
  title: "Assignee coverage at start and orphaned work",
  dimension: "clarity",
  unit: "%",
  better: "higher",
  definition:
    "Mean of two shares: items with an owner (a person, or an agent work was delegated to) at most 15 minutes after they started, of all items started; and " +
    "the time items in progress had an owner who is still active, of all their time in progress. 0 % = nothing in progress has an owner.",
  source: "Expert prior; unassigned bugs took ten more days in Firefox (Rocha et al. 2016).",
  limits: [
    "An owner filled in by default is not an owner; it is recognised only when one owner gets most of the work.",
    "Whether an account was deactivated is known as of now, not as of then.",
    "Owners recorded outside of the assignee field are not seen.",
  ],
  guard: "Mass assignment to one owner who does not act on the items is reported and limits what the value may claim.",
  families: ["field"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history", "assignee-history"],
  needs: ["log", "lifecycle", "population", "visits", "ownership", "activity"],
  measure(facts, scope) {
    const { log, lifecycle, population } = facts;
    if (!showsOwners(facts))
      return cannotTell("No item in the workspace ever shows an assignee, so who owned what cannot be seen.");
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const owners = new Map<number, number[]>();
    const orphanMs: number[] = [];
    const wipMs: number[] = [];
    let started = 0;
    let owned = 0;
    for (const item of scope.recent) {
      const startedAt = lifecycle.startedAt[item]!;
      const isStart = contains(scope.window, startedAt);
      if (log.items.historyComplete[item] === 0 || hasNoOwnerHistory(facts, item)) {
        if (isStart) excluded.add("history incomplete");
        continue;
      }
      let orphaned = 0;
      const inProgress = eachStretch(facts, item, scope.window, (from, to) => {
        orphaned += to - from - ownedMs(facts, item, from, to, true);
      });
      if (inProgress > 0) {
        wipMs.push(inProgress);
        orphanMs.push(Math.min(inProgress, Math.max(0, orphaned)));
      }
      if (!isStart) continue;
      if (population.isImported[item] === 1 && startedAt <= population.enteredAt[item]!) {
        excluded.add("started before an import");
        continue;
      }
      started++;
      const owner = ownerWithin(facts, item, startedAt, startedAt + GRACE_MS);
      if (owner >= 0) {
        owned++;
        const items = owners.get(owner);
        if (items === undefined) owners.set(owner, [item]);
        else items.push(item);
        if (orphaned < MINUTE_MS) {
          examples.add(
            "meets",
            item,
            inProgress,
            () => `owned from its start, ${(inProgress / DAY_MS).toFixed(1)} d in progress`,
          );
        }
      } else {
        examples.add("misses", item, orphaned, () =>
          orphaned < DAY_MS / 20
            ? "started without an owner"
            : `started without an owner, ${(orphaned / DAY_MS).toFixed(1)} d in progress without one`,
        );
      }
    }
    if (started < MINIMUM) return tooFew("started items", started, MINIMUM, excluded.toExclusions());
    const atStart = jeffreys(owned, started);
    const inWork =
      wipMs.length > 0
        ? clusterShare(
            wipMs.map((ms, i) => ms - orphanMs[i]!),
            wipMs,
          )
        : atStart;
    const nominal = nominalOwnership(facts, owners, started);
    if (nominal.isDefault && nominal.share > DEFAULT_SHARE)
      return cannotTell(
        `${Math.round(100 * nominal.share)} % of the items have one owner, who has not acted on most of them: an owner that is filled in by itself says nothing about who owns the work.`,
        started,
        excluded.toExclusions(),
      );
    return {
      ...fromBootstrap((atStart.value + inWork.value) / 2, meansOf(atStart, inWork, scope), {
        sampleSize: started,
        coverage: coverageOf(started, excluded.total),
        excluded: excluded.toExclusions(),
        examples: examples.toExamples(),
        details: {
          "owned at most 15 minutes after start (%)": atStart.value,
          "time in progress with an active owner (%)": inWork.value,
          "largest share of the starts with one owner (%)": 100 * nominal.share,
        },
        warnings: nominal.warnings,
      }),
      ...(nominal.isDefault ? { cap: NOMINAL_CAP } : {}),
    };
  },
});

/** Machines own nothing; an agent does when work was delegated to it. Unnamed kinds are taken for people. */
function isOwner(facts: Pick<Facts, "log">, actor: number): boolean {
  if (actor < 0) return false;
  const kind = facts.log.actors.kind[actor]!;
  return kind !== ACTOR_KIND["automation-rule"] && kind !== ACTOR_KIND.integration;
}

/** The first owner in [from, to]; -1 = none. */
function ownerWithin(facts: Pick<Facts, "log" | "ownership">, item: number, from: number, to: number): number {
  const { ownership } = facts;
  for (let o = ownership.first[item]!; o < ownership.first[item + 1]!; o++) {
    if (ownership.from[o]! > to) break;
    const until = ownership.to[o]!;
    if ((Number.isNaN(until) || until > from) && isOwner(facts, ownership.owner[o]!)) return ownership.owner[o]!;
  }
  return -1;
}

function ownedMs(facts: Pick<Facts, "log" | "ownership">, item: number, from: number, to: number, activeOnly: boolean): number {
  const { log, ownership } = facts;
  let total = 0;
  for (let o = ownership.first[item]!; o < ownership.first[item + 1]!; o++) {
    const owner = ownership.owner[o]!;
    if (!isOwner(facts, owner) || (activeOnly && log.actors.active[owner] === 0)) continue;
    const until = ownership.to[o]!;
    total += Math.max(0, (Number.isNaN(until) ? to : Math.min(to, until)) - Math.max(from, ownership.from[o]!));
  }
  return total;
}

/** Does one owner get most of the work without working on it? Answered for the group; nothing about that owner leaves this function. */
function nominalOwnership(
  facts: Pick<Facts, "log" | "activity">,
  owners: ReadonlyMap<number, readonly number[]>,
  started: number,
) {
  const { log, activity } = facts;
  let most: readonly number[] = [];
  let owner = -1;
  for (const [actor, items] of owners) if (items.length > most.length) [owner, most] = [actor, items];
  const share = most.length / started;
  if (share <= NOMINAL_SHARE) return { share, isDefault: false, warnings: [] };
  const percent = `${Math.round(100 * share)} % of the items have one owner`;
  if (activity.actorsMissing) return { share, isDefault: false, warnings: [`${percent}: a default? Who acted cannot be seen.`] };
  let acted = 0;
  for (const item of most) {
    for (let e = log.items.firstEvent[item]!; e < log.items.firstEvent[item + 1]!; e++) {
      if (log.events.actor[e] !== owner || activity.touch[e] === 0) continue;
      acted++;
      break;
    }
  }
  const isDefault = acted < NOMINAL_ACTED_SHARE * most.length;
  const warning = isDefault ? `${percent}, who has not acted on most of them: nominal ownership.` : `${percent}.`;
  return { share, isDefault, warnings: [warning] };
}

type WithDistribution = Pick<ReturnType<typeof jeffreys>, "distribution">;

/** Means of independent draws from the two shares. */
function meansOf(a: WithDistribution, b: WithDistribution, scope: Scope): Float64Array {
  const left = tabulate(a.distribution, 200);
  const right = tabulate(b.distribution, 200);
  const draws = new Float64Array(DRAWS);
  for (let i = 0; i < DRAWS; i++)
    draws[i] = (left[scope.random.below(left.length)]! + right[scope.random.below(right.length)]!) / 2;
  return draws;
}
