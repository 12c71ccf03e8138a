import type { Instant } from "../model/window.ts";
import { connectionOf, type DescriptionFacts, type WorkItemRecord } from "../model/work-item.ts";
import { WORK_TYPE, type ItemColumns } from "./columns.ts";
import { fill, pick } from "./columns-from.ts";
import { Sketches } from "./sketch.ts";
import { compareTexts, projectName, type TextTable } from "./text-table.ts";

/** Work items as they come in, one row an item, with the codes of a text table for everything that repeats. */
export class ItemRows {
  readonly #strings: TextTable;
  /** Row of an item by the code of its id. */
  readonly #rowOf = new Map<number, number>();
  readonly id: string[] = [];
  readonly #key: string[] = [];
  readonly #url: string[] = [];
  readonly #title: (string | null)[] = [];
  readonly #description: DescriptionFacts[] = [];
  readonly status: number[] = [];
  readonly #typeRaw: number[] = [];
  readonly project: number[] = [];
  readonly creator: number[] = [];
  readonly #type: number[] = [];
  readonly createdAt: number[] = [];
  readonly #updatedAt: number[] = [];
  readonly #resolvedAt: number[] = [];
  readonly #deletedAt: number[] = [];
  readonly #sketches = new Sketches();
  readonly #structuredIntake: number[] = [];
  readonly #historyComplete: number[] = [];

  constructor(strings: TextTable) {
    this.#strings = strings;
  }

  /** Answers the code of the item's id. A record replaces one with the same id unless it is older. */
  add(record: WorkItemRecord, deletedAt: Instant | null, minhash: Uint8Array | string | null = record.minhash): number {
    const strings = this.#strings;
    const code = strings.code(record.id);
    let row = this.#rowOf.get(code);
    if (row === undefined) {
      row = this.id.length;
      this.#rowOf.set(code, row);
    } else if (record.updatedAt < this.#updatedAt[row]!) {
      return code;
    }
    this.id[row] = record.id;
    this.#key[row] = record.key;
    this.#url[row] = record.url;
    this.#title[row] = record.title;
    this.#description[row] = record.description;
    this.status[row] = strings.code(record.status);
    this.#typeRaw[row] = strings.code(record.typeRaw);
    this.project[row] = strings.code(projectName(connectionOf(record.id), record.projectKey));
    this.creator[row] = strings.code(record.creator);
    this.#type[row] = WORK_TYPE[record.type];
    this.createdAt[row] = record.createdAt;
    this.#updatedAt[row] = record.updatedAt;
    this.#resolvedAt[row] = record.resolvedAt ?? NaN;
    this.#deletedAt[row] = deletedAt ?? NaN;
    this.#sketches.set(row, minhash);
    this.#structuredIntake[row] = record.structuredIntake === null ? -1 : record.structuredIntake ? 1 : 0;
    this.#historyComplete[row] = record.historyComplete ? 1 : 0;
    return code;
  }

  /** Rows by the code of their item's id. */
  byCode(): IterableIterator<[code: number, row: number]> {
    return this.#rowOf.entries();
  }

  /**
   * Rows in the order they have in a log: team by team, oldest first, ties by id. Whoever looks at one team then reads memory in one go, and whoever
   * looks at all of them by creation reads as many stretches side by side. The team is the last that was ever recorded of an item (`teamOf`, by code of
   * its id; -1 = none), else its project, whatever the log's `asOf`, so that logs of different instants have one order.
   */
  inOrder(teamOf: Int32Array): Uint32Array {
    const { texts } = this.#strings;
    const rows = fill(new Uint32Array(this.id.length), (row) => row);
    const group = new Int32Array(rows.length);
    for (const [code, row] of this.#rowOf) group[row] = teamOf[code]! >= 0 ? teamOf[code]! : this.project[row]!;
    const named = [...new Set(group)].sort((a, b) => compareTexts(texts[a]!, texts[b]!));
    const rank = new Map(named.map((code, place) => [code, place]));
    for (const row of rows) group[row] = rank.get(group[row]!)!;
    return rows.sort(
      (a, b) => group[a]! - group[b]! || this.createdAt[a]! - this.createdAt[b]! || compareTexts(this.id[a]!, this.id[b]!),
    );
  }

  /** Indexes in the log of the items with each key, in upper case. */
  byKey(rows: Uint32Array): ReadonlyMap<string, readonly number[]> {
    const found = new Map<string, number[]>();
    rows.forEach((row, index) => {
      const key = this.#key[row]!.toUpperCase();
      const known = found.get(key);
      if (known === undefined) found.set(key, [index]);
      else known.push(index);
    });
    return found;
  }

  /** Columns that joining items looks at. */
  forJoining(rows: Uint32Array) {
    return {
      id: pick(rows, this.id),
      url: pick(rows, this.#url),
      createdAt: fill(new Float64Array(rows.length), (i) => this.createdAt[rows[i]!]!),
    };
  }

  /** Index in the log by code: of the item's id and of `<connection>/key:<KEY>`; -1 for every other text. */
  indexOfCode(rows: Uint32Array): Int32Array {
    const indexOf = new Int32Array(this.#strings.texts.length).fill(-1);
    rows.forEach((row, index) => {
      const id = this.id[row]!;
      const byKey = this.#strings.find(`${id.slice(0, id.indexOf("/"))}/key:${this.#key[row]!}`);
      if (byKey >= 0) indexOf[byKey] = index;
    });
    rows.forEach((row, index) => (indexOf[this.#strings.find(this.id[row]!)] = index));
    return indexOf;
  }

  /** Teams are not known here: they come from the events. */
  columns(
    rows: Uint32Array,
    firstEvent: Uint32Array,
    projectOf: Int32Array,
    actorOf: Int32Array,
    sameWork: Int32Array,
  ): ItemColumns {
    const count = rows.length;
    return {
      count,
      id: pick(rows, this.id),
      key: pick(rows, this.#key),
      url: pick(rows, this.#url),
      title: pick(rows, this.#title),
      createdAt: fill(new Float64Array(count), (i) => this.createdAt[rows[i]!]!),
      type: fill(new Uint8Array(count), (i) => this.#type[rows[i]!]!),
      typeRaw: fill(new Int32Array(count), (i) => this.#typeRaw[rows[i]!]!),
      team: new Int32Array(count).fill(-1),
      project: fill(new Int32Array(count), (i) => projectOf[this.project[rows[i]!]!]!),
      creator: fill(new Int32Array(count), (i) => actorOf[this.creator[rows[i]!]!] ?? -1),
      resolvedAt: fill(new Float64Array(count), (i) => this.#resolvedAt[rows[i]!]!),
      deletedAt: fill(new Float64Array(count), (i) => this.#deletedAt[rows[i]!]!),
      description: pick(rows, this.#description),
      describedLater: new Uint8Array(count),
      ...this.#sketches.columns(rows),
      structuredIntake: fill(new Int8Array(count), (i) => this.#structuredIntake[rows[i]!]!),
      historyComplete: fill(new Uint8Array(count), (i) => this.#historyComplete[rows[i]!]!),
      sameWork,
      firstEvent,
    };
  }
}
