import { KIND, ORIGIN } from "../src/event-log/columns.ts";
import { TOUCH_AGENT, TOUCH_AUTOMATION, TOUCH_INTEGRATION, type Facts } from "../src/event-log/facts.ts";
import { WEEK_MS, type Instant } from "../src/model/window.ts";
import { renamedStatuses } from "./renamed-statuses.ts";
import { translated } from "./replaced-statuses.ts";
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
const IS_FIELD = marked([KIND.estimate, KIND["due-date"], KIND.milestone, KIND.sprint, KIND.component, KIND.flag]);
const IS_RULED = marked([KIND.status, KIND.assignee, KIND.priority, KIND.label, KIND.team]);
const MACHINES = TOUCH_AUTOMATION | TOUCH_INTEGRATION | TOUCH_AGENT;

/** By code of a kind of event: 1 = one of these. */
function marked(kinds: readonly number[]): Uint8Array {
  const marks = new Uint8Array(Object.keys(KIND).length);
  for (const kind of kinds) marks[kind] = 1;
  return marks;
}

/** `tier-1`, `tier:1` and `tier/1` are one family: a rule that items carry one of them. */
export function labelFamily(label: string): string {
  const cut = label.slice(0, 60).split(/[:/=]/, 1)[0]!;
  return cut.replace(/[-_ ]?\d{1,6}$/, "") || cut;
}

type Needed = Pick<Facts, "log" | "lifecycle" | "population" | "visits" | "activity">;

/** A trait and the last item that was counted for it: an item shows a trait once. */
interface Counted {
  readonly trait: Trait;
  item: number;
}

/** What shows of the workflow in `weeks` weeks from an instant on. Imported creations, finishes in bulk and new names of a stage say nothing of it. */
export function countTraits(facts: Needed, items: readonly number[], from: Instant, weeks: number): TraitCounts {
  const { log, lifecycle, population, visits, activity } = facts;
  const { events } = log;
  const eligible = { finish: new Map<number, Uint32Array>(), creation: new Map<number, Uint32Array>() };
  const traits = new Map<string, Trait>();
  const countedOf = new Map<string, Counted>();
  const counted = (name: string, kind: TraitKind, ends: readonly string[] = []): Counted => {
    let found = countedOf.get(name);
    if (found === undefined) {
      const trait: Trait = { kind, ends, shown: new Map() };
      traits.set(name, trait);
      countedOf.set(name, (found = { trait, item: -1 }));
    }
    return found;
  };
  // Found by number and named once: there are millions of stays and events, and a handful of traits.
  const statusTrait = byNumber((status) => counted(`status ${status}`, "status"));
  const width = log.statuses.length + 1;
  const stepTrait = byNumber((step) => {
    const [before, after] = [Math.floor(step / width) - 1, (step % width) - 1];
    return counted(`step ${before} ${after}`, "step", [`status ${before}`, `status ${after}`]);
  });
  const labelTrait = byNumber((text) => counted(`label ${labelFamily(log.texts[text]!)}`, "label"));
  const fieldTrait = byNumber((kind) => counted(`field ${kind}`, "field"));
  const ruleTrait = byNumber((kind) => counted(`rule ${kind}`, "rule"));

  const renamed = renamedStatuses(facts, items);
  const weekOf = (at: number): number => Math.floor((at - from) / WEEK_MS);
  const isInside = (week: number): boolean => week >= 0 && week < weeks;
  const add = (by: Map<number, Uint32Array>, type: number, week: number): void => {
    let counts = by.get(type);
    if (counts === undefined) by.set(type, (counts = new Uint32Array(weeks)));
    counts[week]!++;
  };
  const show = (own: Counted, item: number, type: number, week: number): void => {
    if (own.item === item) return;
    own.item = item;
    add(own.trait.shown, type, week);
  };
  for (const item of items) {
    const type = log.items.typeRaw[item]!;
    const finished = lifecycle.doneInBulk[item] === 1 ? -1 : weekOf(lifecycle.doneAt[item]!);
    if (isInside(finished)) {
      add(eligible.finish, type, finished);
      const trace = translated(performedTrace(visits, item, lifecycle.doneAt[item]!), renamed);
      for (let n = 0; n < trace.length; n++) {
        show(statusTrait(trace[n]!), item, type, finished);
        if (n > 0) show(stepTrait((trace[n - 1]! + 1) * width + trace[n]! + 1), item, type, finished);
      }
    }
    const created = population.isImported[item] === 1 ? -1 : weekOf(log.items.createdAt[item]!);
    if (!isInside(created)) continue;
    add(eligible.creation, type, created);
    const { headingsHash } = log.items.description[item]!;
    if (headingsHash !== null) show(counted(`template ${headingsHash}`, "template"), item, type, created);
    for (let e = log.items.firstEvent[item]!; e < log.items.firstEvent[item + 1]!; e++) {
      const kind = events.kind[e]!;
      // A value that is only known as it is now may have come at any time.
      if (events.origin[e] === ORIGIN.snapshot) continue;
      if (events.to[e]! >= 0) {
        if (kind === KIND.label) show(labelTrait(events.to[e]!), item, type, created);
        else if (IS_FIELD[kind] === 1) show(fieldTrait(kind), item, type, created);
      }
      if ((activity.touch[e]! & MACHINES) !== 0 && IS_RULED[kind] === 1) show(ruleTrait(kind), item, type, created);
    }
  }
  return { weeks, eligible, traits };
}

function byNumber(make: (key: number) => Counted): (key: number) => Counted {
  const known = new Map<number, Counted>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = make(key)));
    return found;
  };
}
