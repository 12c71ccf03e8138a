import type { ActorRecord } from "../model/actor.ts";
import { EVENT_ORIGINS, type EventRecord } from "../model/event.ts";
import type { Instant } from "../model/window.ts";
import type { DescriptionFacts, WorkItemRecord } from "../model/work-item.ts";
import type { BoardRecord, ProjectRecord, SprintRecord, StatusRecord, TeamRecord, WorkflowRecord } from "../model/workflow.ts";
import {
  ACTOR_KIND,
  COMMENT_CROSS_REFERENCE,
  COMMENT_STATUS_REQUEST,
  COMMENT_SYSTEM,
  KIND,
  LINK,
  ORIGIN,
  WORK_TYPE,
  type ActorColumns,
  type EventColumns,
  type EventLog,
  type ItemColumns,
  type ItemIndex,
} from "./columns.ts";
import { fill, pick } from "./columns-from.ts";
import { compact } from "./cut.ts";
import { keyOrder, originRank } from "./event-order.ts";
import { GrowingColumn } from "./growing-column.ts";
import { compareTexts, TextTable } from "./text-table.ts";

const COMMENT_BITS: Readonly<Record<string, number>> = {
  "status-request": COMMENT_STATUS_REQUEST,
  "cross-reference": COMMENT_CROSS_REFERENCE,
  system: COMMENT_SYSTEM,
};
/** Above this many events an item is sorted by the engine instead of by insertion. */
const INSERTION_LIMIT = 48;

const float64 = (length: number) => new Float64Array(length);
const int32 = (length: number) => new Int32Array(length);
const uint8 = (length: number) => new Uint8Array(length);

/**
 * Collects records in any order and makes columns of them. The same records give the same log whatever their order: items, actors and all
 * other tables are sorted by id. Events are numbers from the start, so that ten million of them fit into memory.
 * Use once: `finish` empties the builder.
 */
export class EventLogBuilder {
  readonly #strings = new TextTable();
  readonly #statuses = new Map<string, StatusRecord>();
  readonly #teams = new Map<string, TeamRecord>();
  readonly #projects = new Map<string, ProjectRecord>();
  readonly #actors = new Map<string, ActorRecord>();
  readonly #sprints = new Map<string, SprintRecord>();
  readonly #boards = new Map<string, BoardRecord>();
  readonly #workflows = new Map<string, WorkflowRecord>();

  /** Row of an item by the code of its id. */
  #rowOfItem = new Map<number, ItemIndex>();
  #id: string[] = [];
  #key: string[] = [];
  #url: string[] = [];
  #title: (string | null)[] = [];
  #description: DescriptionFacts[] = [];
  #minhash: (string | null)[] = [];
  /** Codes of strings. */
  #status: number[] = [];
  #typeRaw: number[] = [];
  #project: number[] = [];
  #creator: number[] = [];
  #type: number[] = [];
  #createdAt: number[] = [];
  #updatedAt: number[] = [];
  #resolvedAt: number[] = [];
  #deletedAt: number[] = [];
  #structuredIntake: number[] = [];
  #historyComplete: number[] = [];

  /** Code of the item's id, since an event may come before its item. */
  readonly #item = new GrowingColumn(int32);
  readonly #at = new GrowingColumn(float64);
  readonly #kind = new GrowingColumn(uint8);
  readonly #origin = new GrowingColumn(uint8);
  readonly #actor = new GrowingColumn(int32);
  readonly #from = new GrowingColumn(int32);
  readonly #to = new GrowingColumn(int32);
  readonly #detail = new GrowingColumn(int32);
  readonly #viaAutomation = new GrowingColumn(uint8);
  readonly #order = new GrowingColumn(float64);

  addStatus(record: StatusRecord): void {
    this.#statuses.set(record.id, record);
  }
  addTeam(record: TeamRecord): void {
    this.#teams.set(record.id, record);
  }
  addProject(record: ProjectRecord): void {
    this.#projects.set(record.key, record);
  }
  addActor(record: ActorRecord): void {
    this.#actors.set(record.id, record);
  }
  addSprint(record: SprintRecord): void {
    this.#sprints.set(record.id, record);
  }
  addBoard(record: BoardRecord): void {
    this.#boards.set(record.id, record);
  }
  addWorkflow(record: WorkflowRecord): void {
    this.#workflows.set(record.id, record);
  }

  /**
   * Returns the item's number for `addEvent`; it is not its index in the finished log.
   * A record with an id that is there already replaces it unless it is older.
   */
  addItem(record: WorkItemRecord, extra: { readonly deletedAt: Instant | null }): number {
    const code = this.#strings.code(record.id);
    let row = this.#rowOfItem.get(code);
    if (row === undefined) {
      row = this.#id.length;
      this.#rowOfItem.set(code, row);
    } else if (record.updatedAt < this.#updatedAt[row]!) {
      return code;
    }
    this.#id[row] = record.id;
    this.#key[row] = record.key;
    this.#url[row] = record.url;
    this.#title[row] = record.title;
    this.#description[row] = record.description;
    this.#minhash[row] = record.minhash;
    this.#status[row] = this.#strings.code(record.status);
    this.#typeRaw[row] = this.#strings.code(record.typeRaw);
    this.#project[row] = this.#strings.code(record.projectKey);
    this.#creator[row] = this.#strings.code(record.creator);
    this.#type[row] = WORK_TYPE[record.type];
    this.#createdAt[row] = record.createdAt;
    this.#updatedAt[row] = record.updatedAt;
    this.#resolvedAt[row] = record.resolvedAt ?? NaN;
    this.#deletedAt[row] = extra.deletedAt ?? NaN;
    this.#structuredIntake[row] = record.structuredIntake === null ? -1 : record.structuredIntake ? 1 : 0;
    this.#historyComplete[row] = record.historyComplete ? 1 : 0;
    return code;
  }

  /** Each (item, key) once. */
  add(event: EventRecord): void {
    this.addEvent(
      this.#strings.code(event.item),
      event.at,
      KIND[event.kind],
      ORIGIN[event.origin],
      event.actor,
      event.from,
      event.to,
      event.detail,
      event.viaAutomation,
      keyOrder(event.key),
    );
  }

  /**
   * The same without an object. `item` is what `addItem` (or `itemNumber`) returned, `kind` a `KIND`, `origin` an `ORIGIN` code.
   * `order` (see `keyOrder`) decides between events of one item at the same instant; left out, the order of the calls does.
   */
  addEvent(
    item: number,
    at: Instant,
    kind: number,
    origin: number,
    actor: string | null,
    from: string | null,
    to: string | null,
    detail: string | null,
    viaAutomation: boolean,
    order: number = this.#item.length,
  ): void {
    const strings = this.#strings;
    this.#item.push(item);
    this.#at.push(at);
    this.#kind.push(kind);
    this.#origin.push(origin);
    this.#actor.push(strings.code(actor));
    this.#from.push(strings.code(from));
    this.#to.push(strings.code(to));
    this.#detail.push(strings.code(detail));
    this.#viaAutomation.push(viaAutomation ? 1 : 0);
    this.#order.push(order);
  }

  /** Number of an item for `addEvent` by its id, whether or not the item was added yet. */
  itemNumber(id: string): number {
    return this.#strings.code(id);
  }

  /** The log of everything before `asOf`. Events of items that were never added are left out. */
  finish(asOf: Instant): EventLog {
    this.#addMissingStatusEvents();
    const rows = Uint32Array.from(this.#id, (_, row) => row).sort((a, b) => compareTexts(this.#id[a]!, this.#id[b]!));
    const indexOfRow = new Uint32Array(rows.length);
    rows.forEach((row, index) => (indexOfRow[row] = index));

    const itemOf = this.#itemOfCode(indexOfRow);
    const firstEvent = new Uint32Array(rows.length + 1);
    const order = this.#eventOrder(itemOf, firstEvent);
    this.#item.clear();
    this.#order.clear();
    const tables = this.#tables(order);
    const actorOf = this.#codesTo(tables.actors.id);
    const events = this.#events(order, firstEvent, {
      item: itemOf,
      actor: actorOf,
      status: this.#codesTo(tables.statuses.map((status) => status.id)),
      team: this.#codesTo(tables.teams.map((team) => team.id)),
    });
    const whole: EventLog = { asOf: Infinity, items: this.#items(rows, firstEvent, tables.projects, actorOf), events, ...tables };
    return compact(whole, asOf, true);
  }

  /** An item whose status is known only as it is now still has that status; when it came to be is not known. */
  #addMissingStatusEvents(): void {
    const hasStatus = new Uint8Array(this.#strings.texts.length);
    for (let e = 0; e < this.#item.length; e++) if (this.#kind.at(e) === KIND.status) hasStatus[this.#item.at(e)] = 1;
    for (const [code, row] of this.#rowOfItem) {
      if (hasStatus[code] === 1) continue;
      const status = this.#strings.texts[this.#status[row]!]!;
      this.addEvent(code, this.#createdAt[row]!, KIND.status, ORIGIN.snapshot, null, null, status, null, false, 0);
    }
  }

  /** Item index by code of its id or of `<connection>/key:<KEY>`, -1 for every other string. */
  #itemOfCode(indexOfRow: Uint32Array): Int32Array {
    const itemOf = new Int32Array(this.#strings.texts.length).fill(-1);
    for (let row = 0; row < this.#id.length; row++) {
      const id = this.#id[row]!;
      const byKey = this.#strings.find(`${id.slice(0, id.indexOf("/"))}/key:${this.#key[row]!}`);
      if (byKey >= 0) itemOf[byKey] = indexOfRow[row]!;
    }
    for (const [code, row] of this.#rowOfItem) itemOf[code] = indexOfRow[row]!;
    this.#rowOfItem = new Map();
    return itemOf;
  }

  /** Rows of the events item by item and by time; a counting sort by item, then a sort of the few events of each. */
  #eventOrder(itemOf: Int32Array, firstEvent: Uint32Array): Uint32Array {
    const total = this.#item.length;
    for (let e = 0; e < total; e++) {
      const item = itemOf[this.#item.at(e)]!;
      if (item >= 0) firstEvent[item + 1]!++;
    }
    for (let i = 1; i < firstEvent.length; i++) firstEvent[i]! += firstEvent[i - 1]!;
    const next = firstEvent.slice();
    const order = new Uint32Array(firstEvent.at(-1)!);
    for (let e = 0; e < total; e++) {
      const item = itemOf[this.#item.at(e)]!;
      if (item >= 0) order[next[item]!++] = e;
    }
    const compare = (a: number, b: number) => this.#compareEvents(a, b);
    for (let i = 0; i + 1 < firstEvent.length; i++) {
      const begin = firstEvent[i]!;
      const end = firstEvent[i + 1]!;
      if (end - begin > INSERTION_LIMIT) {
        order.subarray(begin, end).sort(compare);
        continue;
      }
      for (let p = begin + 1; p < end; p++) {
        const row = order[p]!;
        let q = p;
        for (; q > begin && compare(order[q - 1]!, row) > 0; q--) order[q] = order[q - 1]!;
        order[q] = row;
      }
    }
    return order;
  }

  #compareEvents(a: number, b: number): number {
    const byTime = this.#at.at(a) - this.#at.at(b);
    if (byTime !== 0) return byTime;
    const rank = this.#rank(a);
    return (
      rank - this.#rank(b) ||
      // What an item was created with has no order of its own.
      (rank < 2 ? this.#kind.at(a) - this.#kind.at(b) : 0) ||
      this.#order.at(a) - this.#order.at(b) ||
      this.#kind.at(a) - this.#kind.at(b) ||
      this.#compareCodes(this.#from.at(a), this.#from.at(b)) ||
      this.#compareCodes(this.#to.at(a), this.#to.at(b)) ||
      this.#compareCodes(this.#detail.at(a), this.#detail.at(b)) ||
      this.#compareCodes(this.#actor.at(a), this.#actor.at(b))
    );
  }

  #rank(row: number): number {
    return originRank(this.#kind.at(row) === KIND.created, EVENT_ORIGINS[this.#origin.at(row)]!);
  }

  #compareCodes(a: number, b: number): number {
    if (a === b) return 0;
    return compareTexts(a < 0 ? "" : this.#strings.texts[a]!, b < 0 ? "" : this.#strings.texts[b]!);
  }

  /** The tables, with a row for whatever an event or item names though nobody described it. */
  #tables(order: Uint32Array) {
    const named = {
      status: new Set<number>(),
      team: new Set<number>(),
      actor: new Set<number>(this.#creator),
      project: new Set<number>(this.#project),
    };
    for (const e of order) {
      const kind = this.#kind.at(e);
      named.actor.add(this.#actor.at(e));
      const set =
        kind === KIND.status
          ? named.status
          : kind === KIND.assignee || kind === KIND.delegate
            ? named.actor
            : kind === KIND.team
              ? named.team
              : kind === KIND.project
                ? named.project
                : null;
      set?.add(this.#from.at(e)).add(this.#to.at(e));
    }
    const idsOf = (codes: ReadonlySet<number>, described: Iterable<string>): readonly string[] => {
      const ids = new Set(described);
      for (const code of codes) if (code >= 0) ids.add(this.#strings.texts[code]!);
      return [...ids].sort(compareTexts);
    };
    const byId = <T extends { readonly id: string }>(records: Iterable<T>): readonly T[] =>
      [...records].sort((a, b) => compareTexts(a.id, b.id));

    for (const project of this.#projects.values()) named.team.add(this.#strings.code(project.team));
    const teams = idsOf(named.team, this.#teams.keys()).map((id) => ({ id, name: this.#teams.get(id)?.name ?? id }));
    const projects = idsOf(named.project, this.#projects.keys());
    const teamIndex = new Map(teams.map((team, index) => [team.id, index]));
    return {
      // A status that nobody described says nothing about work having started.
      statuses: idsOf(named.status, this.#statuses.keys()).map((id) => {
        const status = this.#statuses.get(id);
        return { id, name: status?.name ?? id, category: status?.category ?? ("backlog" as const) };
      }),
      teams,
      projects,
      projectTeam: Int32Array.from(projects, (key) => teamIndex.get(this.#projects.get(key)?.team ?? "") ?? -1),
      actors: this.#actorColumns(idsOf(named.actor, this.#actors.keys())),
      texts: this.#strings.texts,
      workflows: byId(this.#workflows.values()),
      sprints: byId(this.#sprints.values()),
      boards: byId(this.#boards.values()),
    };
  }

  #actorColumns(id: readonly string[]): ActorColumns {
    const records = id.map((actor) => this.#actors.get(actor));
    return {
      count: id.length,
      id,
      kind: Uint8Array.from(records, (actor) => ACTOR_KIND[actor?.kind ?? "unknown"]),
      kindBasis: records.map((actor) => actor?.kindBasis ?? "named by an event, never described"),
      active: Int8Array.from(records, (actor) => (actor === undefined || actor.active === null ? -1 : actor.active ? 1 : 0)),
    };
  }

  #codesTo(ids: readonly string[]): Int32Array {
    const indexOf = new Int32Array(this.#strings.texts.length).fill(-1);
    ids.forEach((id, index) => {
      const code = this.#strings.find(id);
      if (code >= 0) indexOf[code] = index;
    });
    return indexOf;
  }

  #items(rows: Uint32Array, firstEvent: Uint32Array, projects: readonly string[], actorOf: Int32Array): ItemColumns {
    const count = rows.length;
    const projectOf = this.#codesTo(projects);
    const items: ItemColumns = {
      count,
      id: pick(rows, this.#id),
      key: pick(rows, this.#key),
      url: pick(rows, this.#url),
      title: pick(rows, this.#title),
      createdAt: fill(new Float64Array(count), (i) => this.#createdAt[rows[i]!]!),
      type: fill(new Uint8Array(count), (i) => this.#type[rows[i]!]!),
      typeRaw: fill(new Int32Array(count), (i) => this.#typeRaw[rows[i]!]!),
      team: new Int32Array(count).fill(-1),
      project: fill(new Int32Array(count), (i) => projectOf[this.#project[rows[i]!]!]!),
      creator: fill(new Int32Array(count), (i) => actorOf[this.#creator[rows[i]!]!] ?? -1),
      resolvedAt: fill(new Float64Array(count), (i) => this.#resolvedAt[rows[i]!]!),
      deletedAt: fill(new Float64Array(count), (i) => this.#deletedAt[rows[i]!]!),
      description: pick(rows, this.#description),
      structuredIntake: fill(new Int8Array(count), (i) => this.#structuredIntake[rows[i]!]!),
      minhash: pick(rows, this.#minhash),
      historyComplete: fill(new Uint8Array(count), (i) => this.#historyComplete[rows[i]!]!),
      firstEvent,
    };
    this.#id = [];
    this.#key = [];
    this.#url = [];
    this.#title = [];
    this.#description = [];
    this.#minhash = [];
    return items;
  }

  #events(
    order: Uint32Array,
    firstEvent: Uint32Array,
    indexOf: { readonly item: Int32Array; readonly actor: Int32Array; readonly status: Int32Array; readonly team: Int32Array },
  ): EventColumns {
    const kind = this.#kind.take(order);
    const item = new Uint32Array(order.length);
    for (let i = 0; i + 1 < firstEvent.length; i++) item.fill(i, firstEvent[i]!, firstEvent[i + 1]!);
    const actor = this.#actor.take(order);
    for (let e = 0; e < actor.length; e++) if (actor[e]! >= 0) actor[e] = indexOf.actor[actor[e]!]!;

    const tables: (Int32Array | null)[] = [];
    tables[KIND.status] = indexOf.status;
    tables[KIND.assignee] = indexOf.actor;
    tables[KIND.delegate] = indexOf.actor;
    tables[KIND.team] = indexOf.team;
    const target = (codes: Int32Array): Int32Array => {
      for (let e = 0; e < codes.length; e++) {
        const code = codes[e]!;
        if (code < 0) continue;
        if (kind[e] === KIND.parent || kind[e] === KIND.link) {
          const index = indexOf.item[code]!;
          codes[e] = index >= 0 ? index : -2 - code;
        } else {
          const table = tables[kind[e]!];
          if (table) codes[e] = table[code]!;
        }
      }
      return codes;
    };
    const detail = this.#detail.take(order);
    const links: Readonly<Record<string, number>> = LINK;
    const texts = this.#strings.texts;
    for (let e = 0; e < detail.length; e++) {
      if (kind[e] === KIND.link) detail[e] = detail[e]! < 0 ? -1 : (links[texts[detail[e]!]!] ?? -1);
      else if (kind[e] === KIND.comment) detail[e] = detail[e]! < 0 ? 0 : commentBits(texts[detail[e]!]!);
    }
    return {
      count: order.length,
      item,
      at: this.#at.take(order),
      kind,
      origin: this.#origin.take(order),
      actor,
      from: target(this.#from.take(order)),
      to: target(this.#to.take(order)),
      detail,
      viaAutomation: this.#viaAutomation.take(order),
    };
  }
}

function commentBits(facts: string): number {
  let bits = 0;
  for (const fact of facts.split(",")) bits |= COMMENT_BITS[fact] ?? 0;
  return bits;
}
