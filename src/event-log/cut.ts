import type { Instant } from "../model/window.ts";
import { connectionOf } from "../model/work-item.ts";
import { KIND, type EventColumns, type EventLog, type ItemColumns } from "./columns.ts";
import { fill, pick } from "./columns-from.ts";
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

/** Tables that `from` and `to` of a kind index. */
const TO_ITEMS = new Set([KIND.parent, KIND.link]);
const TO_TABLES = new Set([KIND.status, KIND.assignee, KIND.delegate, KIND.team]);

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

  let count = 0;
  for (const i of kept) {
    for (let e = items.firstEvent[i]!; e < items.firstEvent[i + 1]! && events.at[e]! < asOf; e++) {
      count++;
      texts.useOf(e);
    }
  }
  const table = texts.finish();
  for (let n = 0; n < kept.length; n++) asOfThen.typeRaw[n] = table.text(asOfThen.typeRaw[n]!);

  const result = reuse ? events : emptyEvents(count);
  const firstEvent = new Uint32Array(kept.length + 1);
  let row = 0;
  for (let n = 0; n < kept.length; n++) {
    const i = kept[n]!;
    for (let e = items.firstEvent[i]!; e < items.firstEvent[i + 1]! && events.at[e]! < asOf; e++) {
      const kind = events.kind[e]!;
      result.from[row] = table.target(kind, events.from[e]!);
      result.to[row] = table.target(kind, events.to[e]!);
      result.detail[row] = kind === KIND.link || kind === KIND.comment ? events.detail[e]! : table.text(events.detail[e]!);
      result.item[row] = n;
      result.at[row] = events.at[e]!;
      result.kind[row] = kind;
      result.origin[row] = events.origin[e]!;
      result.actor[row] = events.actor[e]!;
      result.viaAutomation[row] = events.viaAutomation[e]!;
      row++;
    }
    firstEvent[n + 1] = row;
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

  useOf(event: number): void {
    const { kind, from, to, detail } = this.#log.events;
    const k = kind[event]!;
    if (TO_ITEMS.has(k)) {
      this.#useItem(from[event]!);
      this.#useItem(to[event]!);
    } else if (!TO_TABLES.has(k)) {
      this.use(from[event]!);
      this.use(to[event]!);
    }
    if (k !== KIND.link && k !== KIND.comment) this.use(detail[event]!);
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
    const target = (kind: number, code: number): number =>
      TO_ITEMS.has(kind) ? reference(code) : TO_TABLES.has(kind) ? code : text(code);
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
  const before = (instants: Float64Array) =>
    fill(new Float64Array(count), (n) => (instants[kept[n]!]! < asOf ? instants[kept[n]!]! : NaN));
  return {
    count,
    id: pick(kept, items.id),
    key: pick(kept, items.key),
    url: pick(kept, items.url),
    title: pick(kept, items.title),
    createdAt: fill(new Float64Array(count), (n) => items.createdAt[kept[n]!]!),
    creator: fill(new Int32Array(count), (n) => items.creator[kept[n]!]!),
    resolvedAt: before(items.resolvedAt),
    deletedAt: before(items.deletedAt),
    description: pick(kept, items.description),
    sketch: pickSketches(kept, items.sketch),
    words: fill(new Uint8Array(count), (n) => items.words[kept[n]!]!),
    structuredIntake: fill(new Int8Array(count), (n) => items.structuredIntake[kept[n]!]!),
    historyComplete: fill(new Uint8Array(count), (n) => items.historyComplete[kept[n]!]!),
  };
}

function pickSketches(kept: Uint32Array, sketch: Uint8Array): Uint8Array {
  // The usual case: nothing is left out.
  if (kept.length * SKETCH_LENGTH === sketch.length) return sketch;
  const picked = new Uint8Array(kept.length * SKETCH_LENGTH);
  for (let n = 0; n < kept.length; n++)
    picked.set(sketch.subarray(kept[n]! * SKETCH_LENGTH, (kept[n]! + 1) * SKETCH_LENGTH), n * SKETCH_LENGTH);
  return picked;
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
