import type { Instant } from "../model/window.ts";
import { connectionOf } from "../model/work-item.ts";
import { KIND, type EventColumns, type EventLog, type ItemColumns } from "./columns.ts";
import { copied, fill, sliced, stretchesOf } from "./columns-from.ts";
import { compile, teamByRule } from "./own-mappings.ts";
import { cutPullRequests } from "./pull-request-rows.ts";
import { SKETCH_LENGTH } from "./sketch.ts";
import { compareTexts, projectName } from "./text-table.ts";

/**
 * The log as it stood at an earlier instant: items created and events written before `asOf`. Team, project and type of an item are taken
 * back through the history; what has none (description, intake form, status categories, snapshots) is as known now, and a description that was
 * edited later is marked so.
 * Equal to building the log with that `asOf`. Throws a RangeError when `asOf` is later than the log's.
 */
export function cutAt(log: EventLog, asOf: Instant): EventLog {
  if (asOf > log.asOf) throw new RangeError("a log cannot be cut at an instant later than its own");
  return compact(log, asOf, false);
}

/** By kind, what `from` and `to` index: texts (all that is not named here), items, or tables that no cut changes. */
const [TEXTS, ITEMS, TABLES] = [0, 1, 2];
const INDEXES = new Uint8Array(Object.keys(KIND).length).fill(TEXTS);
for (const kind of [KIND.parent, KIND.link]) INDEXES[kind] = ITEMS;
for (const kind of [KIND.status, KIND.assignee, KIND.delegate, KIND.team]) INDEXES[kind] = TABLES;
/** By kind, whether `detail` is a text. */
const DETAIL_IS_TEXT = new Uint8Array(INDEXES.length).fill(1);
for (const kind of [KIND.link, KIND.comment]) DETAIL_IS_TEXT[kind] = 0;

/** As `cutAt`; with `reuse` the arrays of `log` become those of the result, and `log` is void. */
export function compact(log: EventLog, asOf: Instant, reuse: boolean): EventLog {
  const { items, events } = log;
  const newIndex = new Int32Array(items.count).fill(-1);
  const rows = new Uint32Array(items.count);
  let keptCount = 0;
  for (let i = 0; i < items.count; i++) {
    if (items.createdAt[i]! < asOf) {
      rows[keptCount] = i;
      newIndex[i] = keptCount++;
    }
  }
  const kept = rows.subarray(0, keptCount);
  const asOfThen = itemValuesAt(log, kept, asOf);
  const texts = new UsedTexts(log, newIndex);
  for (const code of asOfThen.typeRaw) texts.use(code);

  const firstEvent = new Uint32Array(kept.length + 1);
  /** Where the events of each kept item begin and end before the cut. */
  const begins = new Uint32Array(kept.length);
  const ends = new Uint32Array(kept.length);
  let count = 0;
  for (let n = 0; n < kept.length; n++) {
    const first = items.firstEvent[kept[n]!]!;
    let end = items.firstEvent[kept[n]! + 1]!;
    while (end > first && events.at[end - 1]! >= asOf) end--;
    texts.useOf(first, end);
    begins[n] = first;
    ends[n] = end;
    firstEvent[n + 1] = count += end - first;
  }
  const table = texts.finish();
  for (let n = 0; n < kept.length; n++) asOfThen.typeRaw[n] = table.text(asOfThen.typeRaw[n]!);

  const result = reuse ? events : emptyEvents(count);
  for (let n = 0, row = 0; n < kept.length; n++)
    for (let e = begins[n]!; e < ends[n]!; e++, row++) {
      const kind = events.kind[e]!;
      const indexes = INDEXES[kind]!;
      result.from[row] = table.target(indexes, events.from[e]!);
      result.to[row] = table.target(indexes, events.to[e]!);
      result.detail[row] = DETAIL_IS_TEXT[kind] === 1 ? table.text(events.detail[e]!) : events.detail[e]!;
      result.item[row] = n;
    }
  // What no cut changes lies in long stretches: all of a team's events but the latest of what is still open.
  for (let n = 0, row = 0; n < kept.length;) {
    const from = begins[n]!;
    let to = ends[n++]!;
    while (n < kept.length && begins[n] === to) to = ends[n++]!;
    for (const name of AS_THEY_ARE) result[name].set(events[name].subarray(from, to), row);
    row += to - from;
  }
  return {
    ...log,
    asOf,
    texts: table.texts,
    // A sprint that has not ended by then had no end date of its own yet, only a planned one.
    sprints: log.sprints.map((sprint) =>
      sprint.completedAt !== null && sprint.completedAt >= asOf ? { ...sprint, completedAt: null } : sprint,
    ),
    items: { ...keptItems(items, kept, asOf), ...asOfThen, sameWork: sameWorkOf(items, kept, newIndex), firstEvent },
    pullRequests: cutPullRequests(log, newIndex, asOf),
    joins: log.joins.filter(
      ({ kind, basis, since }) => kind !== "work" || basis === "declared" || since === null || since < asOf,
    ),
    events: reuse ? firstRows(events, count) : result,
  };
}

/** Columns of events that mean the same in any log. */
const AS_THEY_ARE = ["at", "kind", "origin", "actor", "viaAutomation"] as const;

/** Which texts the kept rows still name, to be numbered anew in their own order. */
class UsedTexts {
  readonly #log: EventLog;
  readonly #newIndex: Int32Array;
  readonly #used: Uint8Array;
  /** Items that are named by a kept row but did not exist yet. */
  readonly #absent = new Set<number>();

  constructor(log: EventLog, newIndex: Int32Array) {
    this.#log = log;
    this.#newIndex = newIndex;
    this.#used = new Uint8Array(log.texts.length);
  }

  use(code: number): void {
    if (code >= 0) this.#used[code] = 1;
  }

  /** Events from `first` on up to, not including, `end`. */
  useOf(first: number, end: number): void {
    const { kind, from, to, detail } = this.#log.events;
    for (let e = first; e < end; e++) {
      const k = kind[e]!;
      if (INDEXES[k] === ITEMS) {
        this.#useItem(from[e]!);
        this.#useItem(to[e]!);
      } else if (INDEXES[k] === TEXTS) {
        this.use(from[e]!);
        this.use(to[e]!);
      }
      if (DETAIL_IS_TEXT[k] === 1) this.use(detail[e]!);
    }
  }

  #useItem(reference: number): void {
    if (reference <= -2) this.#used[-2 - reference] = 1;
    else if (reference >= 0 && this.#newIndex[reference]! < 0) this.#absent.add(reference);
  }

  finish() {
    const { texts: before, items } = this.#log;
    const named = new Set<string>();
    for (let t = 0; t < before.length; t++) if (this.#used[t] === 1) named.add(before[t]!);
    for (const item of this.#absent) named.add(items.id[item]!);
    const texts = [...named].sort(compareTexts);
    const codeOf = new Map(texts.map((text, code) => [text, code]));
    const newCode = new Int32Array(before.length).fill(-1);
    for (let t = 0; t < before.length; t++) if (this.#used[t] === 1) newCode[t] = codeOf.get(before[t]!)!;
    const text = (code: number): number => (code < 0 ? code : newCode[code]!);
    const newIndex = this.#newIndex;
    const reference = (code: number): number => {
      if (code <= -2) return -2 - newCode[-2 - code]!;
      if (code < 0) return code;
      const index = newIndex[code]!;
      return index >= 0 ? index : -2 - codeOf.get(items.id[code]!)!;
    };
    const target = (indexes: number, code: number): number =>
      indexes === TEXTS ? text(code) : indexes === TABLES ? code : reference(code);
    return { texts, text, target };
  }
}

/** Team, project and type of the kept items at `asOf`: the last change before it, else what the first later change changed it from. */
function itemValuesAt(log: EventLog, kept: Uint32Array, asOf: Instant) {
  const { items, events } = log;
  const projectIndex = new Map(log.projects.map((key, index) => [projectName(log.projectConnection[index]!, key), index]));
  const typeOfRaw = new Map<number, number>();
  for (let i = 0; i < items.count; i++) if (!typeOfRaw.has(items.typeRaw[i]!)) typeOfRaw.set(items.typeRaw[i]!, items.type[i]!);

  const rules = log.teamRules === undefined ? null : compile(log, log.teamRules.teams, log.teamRules.teamOf);
  const team = new Int32Array(kept.length);
  const project = new Int32Array(kept.length);
  const typeRaw = new Int32Array(kept.length);
  const type = new Uint8Array(kept.length);
  const describedLater = new Uint8Array(kept.length);
  for (let n = 0; n < kept.length; n++) {
    const i = kept[n]!;
    let teamThen = -1;
    let laterTeam = false;
    let projectThen = items.project[i]!;
    let laterProject = false;
    let rawThen = items.typeRaw[i]!;
    let laterType = false;
    let ownTeam = false;
    describedLater[n] = items.describedLater[i]!;
    for (let e = items.firstEvent[i]!; e < items.firstEvent[i + 1]!; e++) {
      const kind = events.kind[e]!;
      if (kind !== KIND.team && kind !== KIND.project && kind !== KIND.type && kind !== KIND.description) continue;
      const isLater = events.at[e]! >= asOf;
      if (kind === KIND.description && isLater) describedLater[n] = 1;
      if (kind === KIND.team) {
        if (!isLater) {
          teamThen = events.to[e]!;
          ownTeam = true;
        } else if (!ownTeam && !laterTeam) {
          teamThen = events.from[e]!;
          laterTeam = true;
        }
      } else if (kind === KIND.project && isLater && !laterProject) {
        laterProject = true;
        const key = events.from[e]!;
        if (key >= 0) projectThen = projectIndex.get(projectName(connectionOf(items.id[i]!), log.texts[key]!)) ?? projectThen;
      } else if (kind === KIND.type && isLater && !laterType) {
        laterType = true;
        if (events.from[e]! >= 0) rawThen = events.from[e]!;
      }
    }
    project[n] = projectThen;
    team[n] = teamThen >= 0 ? teamThen : projectThen < 0 ? -1 : log.projectTeam[projectThen]!;
    if (rules !== null) team[n] = teamByRule(log, rules, i, projectThen, asOf) ?? team[n]!;
    typeRaw[n] = rawThen;
    type[n] = rawThen === items.typeRaw[i]! ? items.type[i]! : (typeOfRaw.get(rawThen) ?? items.type[i]!);
  }
  return { team, project, typeRaw, type, describedLater };
}

function keptItems(
  items: ItemColumns,
  kept: Uint32Array,
  asOf: Instant,
): Omit<ItemColumns, "team" | "project" | "typeRaw" | "type" | "describedLater" | "sameWork" | "firstEvent"> {
  const count = kept.length;
  const stretches = stretchesOf(kept);
  const before = (instants: Float64Array) =>
    fill(new Float64Array(count), (n) => (instants[kept[n]!]! < asOf ? instants[kept[n]!]! : NaN));
  return {
    count,
    id: sliced(stretches, items.id),
    key: sliced(stretches, items.key),
    url: sliced(stretches, items.url),
    title: sliced(stretches, items.title),
    createdAt: copied(new Float64Array(count), stretches, items.createdAt),
    creator: copied(new Int32Array(count), stretches, items.creator),
    resolvedAt: before(items.resolvedAt),
    deletedAt: before(items.deletedAt),
    description: sliced(stretches, items.description),
    sketch: copied(new Uint8Array(count * SKETCH_LENGTH), stretches, items.sketch, SKETCH_LENGTH),
    words: copied(new Uint8Array(count), stretches, items.words),
    structuredIntake: copied(new Int8Array(count), stretches, items.structuredIntake),
    historyComplete: copied(new Uint8Array(count), stretches, items.historyComplete),
  };
}

/** Groups of which two are in the log, each by its first member there. */
function sameWorkOf(items: ItemColumns, kept: Uint32Array, newIndex: Int32Array): Int32Array {
  const members = new Map<number, number[]>();
  for (const i of kept) {
    const group = items.sameWork[i]!;
    if (group < 0) continue;
    const known = members.get(group);
    if (known === undefined) members.set(group, [i]);
    else known.push(i);
  }
  const sameWork = new Int32Array(kept.length).fill(-1);
  for (const group of members.values()) {
    if (group.length < 2) continue;
    for (const i of group) sameWork[newIndex[i]!] = newIndex[group[0]!]!;
  }
  return sameWork;
}

function emptyEvents(count: number): EventColumns {
  return {
    count,
    item: new Uint32Array(count),
    at: new Float64Array(count),
    kind: new Uint8Array(count),
    origin: new Uint8Array(count),
    actor: new Int32Array(count),
    from: new Int32Array(count),
    to: new Int32Array(count),
    detail: new Int32Array(count),
    viaAutomation: new Uint8Array(count),
  };
}

function firstRows(events: EventColumns, count: number): EventColumns {
  return {
    count,
    item: events.item.subarray(0, count),
    at: events.at.subarray(0, count),
    kind: events.kind.subarray(0, count),
    origin: events.origin.subarray(0, count),
    actor: events.actor.subarray(0, count),
    from: events.from.subarray(0, count),
    to: events.to.subarray(0, count),
    detail: events.detail.subarray(0, count),
    viaAutomation: events.viaAutomation.subarray(0, count),
  };
}
