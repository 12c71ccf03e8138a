import { ACTOR_KIND, KIND, ORIGIN, type EventLog } from "../../src/event-log/columns.ts";
import { isClosed } from "../../src/model/category.ts";
import { DAY_MS } from "../../src/model/window.ts";
import { clusterShare } from "../../src/statistics/cluster-share.ts";
import { cannotTell, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 200;
/** What closing or marking stale by itself counts: it tidies up, it does not move work. */
const STALE_WEIGHT = 0.25;
/** Closed by automation after this long without a person or an agent: that was no answer to anything. */
const UNTOUCHED_MS = 14 * DAY_MS;
const STALE_LABEL = /stale|inactiv|auto-?clos|rotten|abandon/i;
/** With fewer changes whose actor kind is known, the rest could be anything. */
const LEAST_KNOWN_SHARE = 0.5;

const COUNTED = new Set<number>([KIND.status, KIND.assignee, KIND.label, KIND.priority]);
const AUTOMATED = new Set<number>([ACTOR_KIND["automation-rule"], ACTOR_KIND.integration, ACTOR_KIND["ai-agent"]]);

export const signal = defineSignal({
  id: "automation-share",
  reference: "S39",
  title: "Automation share",
  dimension: "collaboration",
  unit: "%",
  better: "higher",
  definition:
    "Changes of status, assignee, label or priority made by a rule, an integration or another app, of all such changes whose kind of actor is known. " +
    "Marking stale and closing what nobody touched for 14 days count a quarter. 0 % = every change is made by hand.",
  source: "Ratio after the CHAOSS bot activity metric; the rungs are expert priors.",
  limits: [
    "Rules that act in a person's name look like that person, or are left out where the tool says so, because callers can forge it.",
    "Changes by unknown actors say nothing: they leave the count and lower the coverage.",
    "Automation outside of the tracker is invisible.",
  ],
  guard: "Stale and auto-close bots weigh 0.25; moves in bulk do not count.",
  families: ["event"],
  minimumSample: MINIMUM,
  windowWeeks: 13,
  facets: ["status-history", "actors", "actor-kinds"],
  needs: ["log", "population", "activity"],
  measure(facts, scope) {
    const { log, population } = facts;
    if (facts.activity.actorsMissing) {
      return cannotTell("The history does not say who or what acted, so automation cannot be told from people.");
    }
    const { events, items, actors } = log;
    const { startAt, endAt } = scope.window;
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const part: number[] = [];
    const whole: number[] = [];
    const byKind = new Map<number, number>();
    let unknown = 0;
    let bulk = 0;
    let known = 0;
    let stale = 0;
    let onBehalf = 0;
    let priorities = 0;
    for (const item of scope.recent) {
      const first = items.firstEvent[item]!;
      const end = items.firstEvent[item + 1]!;
      if (first === end || !(events.at[end - 1]! >= startAt)) continue;
      const from = population.isImported[item] === 1 ? Math.max(startAt, population.enteredAt[item]! + 1) : startAt;
      let automated = 0;
      let byHand = 0;
      let changes = 0;
      let lastWork = items.createdAt[item]!;
      for (let e = first; e < end; e++) {
        const at = events.at[e]!;
        if (at >= endAt) break;
        if (events.origin[e] !== ORIGIN.history) continue;
        const actor = events.actor[e]!;
        const kind = actor < 0 ? ACTOR_KIND.unknown : actors.kind[actor]!;
        const isAutomated = AUTOMATED.has(kind);
        if (at >= from && COUNTED.has(events.kind[e]!)) {
          if (population.isBulk[e] === 1) bulk++;
          else if (kind === ACTOR_KIND.unknown) unknown++;
          else if (kind === ACTOR_KIND.human && events.viaAutomation[e] === 1) onBehalf++;
          else {
            known++;
            changes++;
            byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
            if (isAutomated && events.kind[e] === KIND.priority) priorities++;
            if (!isAutomated) byHand++;
            else if (isStaleAct(log, e, kind, at - lastWork)) {
              stale++;
              automated += STALE_WEIGHT;
            } else automated++;
          }
        }
        if (kind === ACTOR_KIND.human || kind === ACTOR_KIND["ai-agent"] || kind === ACTOR_KIND.unknown) lastWork = at;
      }
      if (changes === 0) continue;
      part.push(automated);
      whole.push(automated + byHand);
      if (automated >= 1) examples.add("meets", item, automated, () => `${changes - byHand} of ${changes} changes by automation`);
      if (automated === 0) examples.add("misses", item, byHand, () => `all ${byHand} changes by hand`);
    }
    excluded.add("change by an unknown kind of actor", unknown);
    excluded.add("change said to be by a rule in a person's name", onBehalf);
    excluded.add("change in bulk", bulk);
    const seen = known + unknown + onBehalf;
    const coverage = seen === 0 ? 0 : known / seen;
    if (seen >= MINIMUM && coverage < LEAST_KNOWN_SHARE) {
      const percent = Math.round(100 * coverage);
      return cannotTell(`Only ${percent} % of the changes say what kind of actor made them.`, known, excluded.toExclusions());
    }
    if (known < MINIMUM) return tooFew("changes by known kinds of actors", known, MINIMUM, excluded.toExclusions());
    const { value, interval90, distribution } = clusterShare(part, whole);
    return fromEstimate(
      { value, interval90, distribution },
      {
        sampleSize: known,
        coverage,
        excluded: excluded.toExclusions(),
        examples: examples.toExamples(),
        details: {
          "by rules": byKind.get(ACTOR_KIND["automation-rule"]) ?? 0,
          "by integrations": byKind.get(ACTOR_KIND.integration) ?? 0,
          "by AI agents": byKind.get(ACTOR_KIND["ai-agent"]) ?? 0,
          "by people": byKind.get(ACTOR_KIND.human) ?? 0,
          "stale or auto-close, weighted 0.25": stale,
          "changes of priority by automation": priorities,
        },
        warnings: [],
      },
    );
  },
});

function isStaleAct(log: EventLog, event: number, kind: number, untouchedMs: number): boolean {
  const { events } = log;
  if (events.kind[event] === KIND.label) {
    const text = events.to[event]! >= 0 ? events.to[event]! : events.from[event]!;
    return text >= 0 && STALE_LABEL.test(log.texts[text]!);
  }
  if (events.kind[event] !== KIND.status || kind === ACTOR_KIND["ai-agent"]) return false;
  const to = log.statuses[events.to[event]!];
  return to !== undefined && isClosed(to.category) && untouchedMs >= UNTOUCHED_MS;
}
