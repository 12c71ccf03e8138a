import { KIND, ORIGIN, type EventLog } from "../../src/event-log/columns.ts";
import { contains } from "../../src/model/window.ts";
import { bootstrapMean } from "../../src/statistics/bootstrap.ts";
import { cannotTell, coverageOf, ExamplePicker, fromEstimate, Tally, tooFew } from "../answer.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 50;
const DESCRIBED_LENGTH = 140;
/** E8: a field with one value on more than this share of the items is a default. */
const DEFAULT_SHARE = 0.9;
const MINIMUM_FIELDS = 2;

const FIELDS = ["description", "type", "priority", "grouping"] as const;
type Field = (typeof FIELDS)[number];
/** `null` = cannot be told for this item. */
type Flags = Record<Field, boolean | null>;

const MISSING_WORDS: Readonly<Record<Field, string>> = {
  description: "no description to speak of",
  type: "no type",
  priority: "no priority",
  grouping: "no parent or milestone",
};

export const signal = defineSignal({
  id: "definition-completeness-at-start",
  reference: "S03",
  title: "Definition completeness at start",
  dimension: "clarity",
  unit: "%",
  better: "higher",
  definition:
    "How much of four things an item had when it started, averaged over the items that started: a description of at least 140 characters or a filled " +
    "template, a type, a priority, a parent or milestone. 0 % = started with none of them.",
  source: "Expert prior; that refined requirements matter for delivery: Kula et al. 2022.",
  limits: [
    "Descriptions are known as they are now; of an item whose description was edited after its start this one is left out.",
    "A field in which one value covers more than 90 % of the items is a default and is left out (E8).",
    "Whether a description is any good is not judged.",
  ],
  guard: "Fields filled by default are recognised by their single value and left out.",
  families: ["field"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history", "descriptions"],
  needs: ["log", "lifecycle", "population", "quality"],
  measure(facts, scope) {
    const { log, lifecycle, population, quality } = facts;
    const excluded = new Tally();
    const started: number[] = [];
    for (const item of scope.recent) {
      const startedAt = lifecycle.startedAt[item]!;
      if (!contains(scope.window, startedAt)) continue;
      if (population.isImported[item] === 1 && startedAt <= population.enteredAt[item]!) excluded.add("started before an import");
      else if (log.items.historyComplete[item] === 0) excluded.add("history incomplete");
      else started.push(item);
    }
    if (started.length < MINIMUM) return tooFew("started items", started.length, MINIMUM, excluded.toExclusions());

    const flags: Flags[] = [];
    const priorities = new Map<number, number>();
    const types = new Map<number, number>();
    for (const item of started) {
      const at = valuesAt(log, item, lifecycle.startedAt[item]!);
      const described = isDescribed(log, item);
      flags.push({
        description: (described && isLaterText(log, item, at)) || !quality.shows(item, "descriptions") ? null : described,
        type: quality.shows(item, "types") ? log.items.typeRaw[item]! >= 0 : null,
        priority: at.isPriorityTimed && quality.shows(item, "priorities") ? at.priority >= 0 : null,
        grouping: at.hasParent || at.milestones > 0,
      });
      types.set(log.items.typeRaw[item]!, (types.get(log.items.typeRaw[item]!) ?? 0) + 1);
      if (at.priority >= 0) priorities.set(at.priority, (priorities.get(at.priority) ?? 0) + 1);
    }
    const warnings: string[] = [];
    const used: Field[] = [];
    const check = (field: Field, isVisible: boolean, isDefault: boolean): void => {
      if (!isVisible) warnings.push(`Left out: ${field} is seen on no item of the workspace.`);
      else if (isDefault) warnings.push(`Left out: ${field} has one value on more than 90 % of the items, a default.`);
      else used.push(field);
    };
    if (!quality.observed.descriptions) {
      return cannotTell(
        "No item in the workspace shows a description, without which little can be said about how well work is defined.",
        started.length,
      );
    }
    check("description", quality.observed.descriptions, false);
    check("type", quality.observed.types, isDefaulted(types, started.length));
    check("priority", quality.observed.priorities, isDefaulted(priorities, started.length));
    check("grouping", hasGroupings(log), false);
    if (used.length < MINIMUM_FIELDS) {
      const seen = used.length === 0 ? "None" : "Only one";
      return cannotTell(
        `${seen} of the four fields carries information here. ${warnings.join(" ")}`,
        started.length,
        excluded.toExclusions(),
      );
    }

    const examples = new ExamplePicker(log);
    const scores: number[] = [];
    const present = new Map<Field, { had: number; of: number }>(used.map((field) => [field, { had: 0, of: 0 }]));
    for (let i = 0; i < started.length; i++) {
      const missing: Field[] = [];
      let known = 0;
      for (const field of used) {
        const has = flags[i]![field];
        if (has === null) continue;
        known++;
        const count = present.get(field)!;
        count.of++;
        if (has) count.had++;
        else missing.push(field);
      }
      if (known < MINIMUM_FIELDS) {
        excluded.add("description edited after start, too little else to tell");
        continue;
      }
      const score = (known - missing.length) / known;
      scores.push(100 * score);
      if (missing.length === 0) examples.add("meets", started[i]!, known, () => `started with all ${known} of ${known}`);
      else if (score <= 0.5) {
        examples.add(
          "misses",
          started[i]!,
          missing.length / known,
          () => `started with ${missing.map((field) => MISSING_WORDS[field]).join(", ")}`,
        );
      }
    }
    if (scores.length < MINIMUM)
      return tooFew("started items that can be judged", scores.length, MINIMUM, excluded.toExclusions());
    const details: Record<string, number> = {};
    for (const [field, { had, of }] of present) if (of > 0) details[`with ${field} (%)`] = (100 * had) / of;
    return fromEstimate(bootstrapMean(scores, scope.random), {
      sampleSize: scores.length,
      coverage: coverageOf(scores.length, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details,
      warnings,
    });
  },
});

function isDefaulted(counts: ReadonlyMap<number, number>, total: number): boolean {
  let most = 0;
  for (const count of counts.values()) most = Math.max(most, count);
  return most > DEFAULT_SHARE * total;
}

function isDescribed(log: EventLog, item: number): boolean {
  const { length, headingsHash, emptySectionRatio } = log.items.description[item]!;
  return length >= DESCRIBED_LENGTH || (headingsHash !== null && (emptySectionRatio ?? 1) <= 0.5);
}

/** The description was edited after the start: before the log's end, or later than that. */
function isLaterText(log: EventLog, item: number, { editedAfter }: { readonly editedAfter: boolean }): boolean {
  return editedAfter || log.items.describedLater[item] === 1;
}

/** Values as they stood at an instant, by folding the events. */
function valuesAt(log: EventLog, item: number, at: number) {
  const { events, items } = log;
  let priority = -1;
  let isPriorityTimed = true;
  let hasParent = false;
  let milestones = 0;
  let editedAfter = false;
  for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]!; e++) {
    const kind = events.kind[e]!;
    if (events.at[e]! > at) {
      if (kind === KIND.description) editedAfter = true;
    } else if (kind === KIND.priority) {
      priority = events.to[e]!;
      isPriorityTimed = events.origin[e] !== ORIGIN.snapshot;
    } else if (kind === KIND.parent) hasParent = events.to[e]! !== -1;
    else if (kind === KIND.milestone) milestones += (events.to[e]! >= 0 ? 1 : 0) - (events.from[e]! >= 0 ? 1 : 0);
  }
  return { priority, isPriorityTimed, hasParent, milestones, editedAfter };
}

/** Whether parents or milestones show anywhere in the workspace; where they do not, nobody can tell whether the tool has them. */
function hasGroupings(log: EventLog): boolean {
  const { kind, count } = log.events;
  for (let e = 0; e < count; e++) if (kind[e] === KIND.parent || kind[e] === KIND.milestone) return true;
  return false;
}
