import type { Facts } from "../../src/event-log/facts.ts";
import { DAY_MS, WEEK_MS } from "../../src/model/window.ts";
import { clusterShare } from "../../src/statistics/cluster-share.ts";
import { cannotTell, coverageOf, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { eachStretch } from "../in-progress.ts";
import { serviceLevels } from "../service-level.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 30;
const LEARNT_WEEKS = 26;
const SILENT_DAYS = 30;
/** Slow work is given more silence: twice the time within which 85 % of its type finish. */
const TIMES_SLE = 2;

export const signal = defineSignal({
  id: "zombie-wip",
  reference: "S12",
  title: "Zombie work in progress",
  dimension: "completion",
  unit: "%",
  better: "lower",
  definition:
    "Time that items in progress spent without any event by a person or an agent for more than 30 days, or twice the 85th percentile of cycle time of their type " +
    "if that is longer, of all time items spent in progress in 13 weeks. 0 % = nothing started is forgotten.",
  source: "Expert prior; the time constant follows stale bots, 60 d to mark and 7 d to close (probot/stale).",
  limits: [
    "Work that is talked about elsewhere looks silent.",
    "Where only status changes can be seen, silence between them is no sign, and it is not measured.",
  ],
  guard: "Stale-marks and other heart-beats of bots are no activity.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 13,
  facets: ["status-history"],
  needs: ["log", "lifecycle", "population", "visits", "activity", "service", "quality"],
  measure(facts, scope) {
    const { log, lifecycle, quality } = facts;
    const { window } = scope;
    if (!quality.observed.comments && !quality.observed["assignee-history"]) {
      return cannotTell(
        "Only status changes can be seen here, no comments or other acts: silence between them is no sign of forgotten work.",
      );
    }
    const sle = serviceLevels(facts, scope, { startAt: window.endAt - LEARNT_WEEKS * WEEK_MS, endAt: window.endAt });
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const silent: number[] = [];
    const all: number[] = [];
    let zombiesNow = 0;
    let open = 0;
    for (const item of scope.recent) {
      if (!(lifecycle.startedAt[item]! < window.endAt)) continue;
      if (!quality.shows(item, "comments") && !quality.shows(item, "assignee-history")) {
        excluded.add("only status changes can be seen");
        continue;
      }
      const thresholdMs = DAY_MS * Math.max(SILENT_DAYS, TIMES_SLE * (sle(log.items.type[item]!) ?? 0));
      let silentMs = 0;
      let lastTo = NaN;
      const inProgress = eachStretch(facts, item, window, (from, to) => {
        silentMs += silentWithin(facts, item, from, to, thresholdMs);
        lastTo = to;
      });
      if (inProgress === 0) continue;
      if (log.items.historyComplete[item] === 0) {
        excluded.add("history incomplete");
        continue;
      }
      silent.push(silentMs);
      all.push(inProgress);
      if (lastTo === window.endAt) {
        open++;
        if (lastActBefore(facts, item, window.endAt) + thresholdMs < window.endAt) zombiesNow++;
      }
      if (silentMs > 0) {
        examples.add(
          "misses",
          item,
          silentMs,
          () => `in progress, silent beyond ${(thresholdMs / DAY_MS).toFixed(0)} d for ${(silentMs / DAY_MS).toFixed(0)} d`,
        );
      } else
        examples.add("meets", item, inProgress, () => `${(inProgress / DAY_MS).toFixed(0)} d in progress, never silent for long`);
    }
    if (all.length < MINIMUM) return tooFew("items in progress", all.length, MINIMUM, excluded.toExclusions());
    const { value, interval90, distribution } = clusterShare(silent, all);
    return fromEstimate(
      { value, interval90, distribution },
      {
        sampleSize: all.length,
        coverage: coverageOf(all.length, excluded.total),
        excluded: excluded.toExclusions(),
        examples: examples.toExamples(),
        details: { "in progress now": open, "of them silent for too long": zombiesNow },
        warnings: quality.allShow(scope.items, "comments")
          ? []
          : ["Comments cannot be seen: items that are only talked about look silent."],
      },
    );
  },
});

/** Milliseconds of [from, to) that lie further than the threshold after the last act on the item or its sub-tasks. Its creation is the first one. */
function silentWithin(
  facts: Pick<Facts, "log" | "activity">,
  item: number,
  from: number,
  to: number,
  thresholdMs: number,
): number {
  const { events, items } = facts.log;
  const { acts } = facts.activity;
  let silentFrom = items.createdAt[item]! + thresholdMs;
  let reached = from;
  let silent = 0;
  for (let a = acts.first[item]!; a < acts.first[item + 1]!; a++) {
    const at = events.at[acts.event[a]!]!;
    if (at >= to) break;
    if (!facts.activity.isSubstantive(acts.event[a]!)) continue;
    if (at > reached) {
      silent += Math.max(0, at - Math.max(reached, silentFrom));
      reached = at;
    }
    silentFrom = at + thresholdMs;
  }
  return silent + Math.max(0, to - Math.max(reached, silentFrom));
}

function lastActBefore(facts: Pick<Facts, "log" | "activity">, item: number, before: number): number {
  const { acts } = facts.activity;
  for (let a = acts.first[item + 1]! - 1; a >= acts.first[item]!; a--) {
    const event = acts.event[a]!;
    if (facts.log.events.at[event]! < before && facts.activity.isSubstantive(event)) return facts.log.events.at[event]!;
  }
  return facts.log.items.createdAt[item]!;
}
