import { KIND, ORIGIN } from "../src/event-log/columns.ts";
import { TOUCH_AGENT, TOUCH_AUTOMATION, TOUCH_INTEGRATION, type Facts } from "../src/event-log/facts.ts";
import { WEEK_MS, type Instant } from "../src/model/window.ts";
import { performedTrace } from "./trace.ts";

/** Of what kind a trait of the workflow is; all traits of one item come with its finish or with its creation. */
export type TraitKind = "status" | "step" | "label" | "field" | "rule" | "template";

/** Items of a team week by week, by work type, and how many of them show each trait. */
export interface TraitCounts {
  readonly weeks: number;
  /** By what the week is counted: the finish of an item for statuses and steps, its creation for all else. Type -> items a week. */
  readonly eligible: Readonly<Record<"finish" | "creation", ReadonlyMap<number, Uint32Array>>>;
  readonly traits: ReadonlyMap<string, Trait>;
}

export interface Trait {
  readonly kind: TraitKind;
  /** Statuses of a step. */
  readonly ends: readonly string[];
  /** Type -> items a week that show it. */
  readonly shown: Map<number, Uint32Array>;
}

/** Kinds of fields whose coming into use is part of how a team works. */
const FIELDS: readonly number[] = [KIND.estimate, KIND["due-date"], KIND.milestone, KIND.sprint, KIND.component, KIND.flag];
const RULED: readonly number[] = [KIND.status, KIND.assignee, KIND.priority, KIND.label, KIND.team];
const MACHINES = TOUCH_AUTOMATION | TOUCH_INTEGRATION | TOUCH_AGENT;

/** `tier-1`, `tier:1` and `tier/1` are one family: a rule that items carry one of them. */
export function labelFamily(label: string): string {
  const cut = label.slice(0, 60).split(/[:/=]/, 1)[0]!;
  return cut.replace(/[-_ ]?\d{1,6}$/, "") || cut;
}

type Needed = Pick<Facts, "log" | "lifecycle" | "population" | "visits" | "activity">;

/** What shows of the workflow in `weeks` weeks from an instant on. Imported creations and finishes in bulk say nothing of it. */
export function countTraits(facts: Needed, items: readonly number[], from: Instant, weeks: number): TraitCounts {
  const { log, lifecycle, population, visits } = facts;
  const eligible = { finish: new Map<number, Uint32Array>(), creation: new Map<number, Uint32Array>() };
  const traits = new Map<string, Trait>();
  const families = new Map<number, string>();
  const familyOf = (text: number): string => {
    let family = families.get(text);
    if (family === undefined) families.set(text, (family = labelFamily(log.texts[text]!)));
    return family;
  };
  // Named once: there are millions of stays and a handful of statuses.
  const names = log.statuses.map((_, status) => `status ${status}`);
  const nameOf = (status: number): string => names[status] ?? `status ${status}`;
  const steps = new Map<number, readonly [name: string, ends: readonly string[]]>();
  const stepFrom = (from: number, to: number): readonly [name: string, ends: readonly string[]] => {
    const key = (from + 1) * (names.length + 1) + to + 1;
    let step = steps.get(key);
    if (step === undefined) steps.set(key, (step = [`step ${from} ${to}`, [nameOf(from), nameOf(to)]]));
    return step;
  };
  const weekOf = (at: number): number => Math.floor((at - from) / WEEK_MS);
  const isInside = (week: number): boolean => week >= 0 && week < weeks;
  const add = (by: Map<number, Uint32Array>, type: number, week: number): void => {
    let counts = by.get(type);
    if (counts === undefined) by.set(type, (counts = new Uint32Array(weeks)));
    counts[week]!++;
  };
  for (const item of items) {
    const type = log.items.typeRaw[item]!;
    const finished = lifecycle.doneInBulk[item] === 1 ? -1 : weekOf(lifecycle.doneAt[item]!);
    if (isInside(finished)) {
      add(eligible.finish, type, finished);
      const trace = performedTrace(visits, item, lifecycle.doneAt[item]!);
      const shown = new Map<string, readonly string[]>();
      trace.forEach((status, n) => {
        shown.set(nameOf(status), []);
        if (n > 0) shown.set(...stepFrom(trace[n - 1]!, status));
      });
      for (const [name, ends] of shown) {
        const kind = ends.length === 0 ? "status" : "step";
        add(traitOf(name, kind, ends).shown, type, finished);
      }
    }
    const created = population.isImported[item] === 1 ? -1 : weekOf(log.items.createdAt[item]!);
    if (!isInside(created)) continue;
    add(eligible.creation, type, created);
    for (const [name, kind] of traitsAtCreation(facts, item, familyOf)) add(traitOf(name, kind, []).shown, type, created);
  }
  return { weeks, eligible, traits };

  function traitOf(name: string, kind: TraitKind, ends: readonly string[]): Trait {
    let trait = traits.get(name);
    if (trait === undefined) traits.set(name, (trait = { kind, ends, shown: new Map() }));
    return trait;
  }
}

function traitsAtCreation(facts: Needed, item: number, familyOf: (text: number) => string): ReadonlyMap<string, TraitKind> {
  const { log, activity } = facts;
  const { events, items } = log;
  const found = new Map<string, TraitKind>();
  const { headingsHash } = items.description[item]!;
  if (headingsHash !== null) found.set(`template ${headingsHash}`, "template");
  for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]!; e++) {
    const kind = events.kind[e]!;
    // A value that is only known as it is now may have come at any time.
    if (events.origin[e] === ORIGIN.snapshot) continue;
    if (events.to[e]! >= 0) {
      if (kind === KIND.label) found.set(`label ${familyOf(events.to[e]!)}`, "label");
      else if (FIELDS.includes(kind)) found.set(`field ${kind}`, "field");
    }
    if ((activity.touch[e]! & MACHINES) !== 0 && RULED.includes(kind)) found.set(`rule ${kind}`, "rule");
  }
  return found;
}
