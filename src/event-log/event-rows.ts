import { EVENT_ORIGINS } from "../model/event.ts";
import { COMMENT_CROSS_REFERENCE, COMMENT_STATUS_REQUEST, COMMENT_SYSTEM, KIND, LINK, type EventColumns } from "./columns.ts";
import { originRank } from "./event-order.ts";
import { GrowingColumn } from "./growing-column.ts";
import { compareTexts, type TextTable } from "./text-table.ts";

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

/** Index in its table by code of a text, -1 for texts that are not in it. */
export interface TableIndexes {
  readonly item: Int32Array;
  readonly actor: Int32Array;
  readonly status: Int32Array;
  readonly team: Int32Array;
}

/** Events as they come in. All texts are codes of one table; an event may come before its item. */
export class EventRows {
  readonly #strings: TextTable;
  readonly item = new GrowingColumn(int32);
  readonly #at = new GrowingColumn(float64);
  readonly kind = new GrowingColumn(uint8);
  readonly #origin = new GrowingColumn(uint8);
  readonly actor = new GrowingColumn(int32);
  readonly from = new GrowingColumn(int32);
  readonly to = new GrowingColumn(int32);
  readonly #detail = new GrowingColumn(int32);
  readonly #viaAutomation = new GrowingColumn(uint8);
  readonly #place = new GrowingColumn(float64);

  constructor(strings: TextTable) {
    this.#strings = strings;
  }

  get length(): number {
    return this.item.length;
  }

  add(
    item: number,
    at: number,
    kind: number,
    origin: number,
    actor: string | null,
    from: string | null,
    to: string | null,
    detail: string | null,
    viaAutomation: boolean,
    place: number,
  ): void {
    const strings = this.#strings;
    this.addCoded(
      item,
      at,
      kind,
      origin,
      strings.code(actor),
      strings.code(from),
      strings.code(to),
      strings.code(detail),
      viaAutomation,
      place,
    );
  }

  /** The same with the codes that the text table gave out. */
  addCoded(
    item: number,
    at: number,
    kind: number,
    origin: number,
    actor: number,
    from: number,
    to: number,
    detail: number,
    viaAutomation: boolean,
    place: number,
  ): void {
    this.item.push(item);
    this.#at.push(at);
    this.kind.push(kind);
    this.#origin.push(origin);
    this.actor.push(actor);
    this.from.push(from);
    this.to.push(to);
    this.#detail.push(detail);
    this.#viaAutomation.push(viaAutomation ? 1 : 0);
    this.#place.push(place);
  }

  /** Pull requests that items carry as a link, each once and only while it is not taken away: codes of item and target, since when. */
  pullRequestLinks(): readonly { readonly item: number; readonly target: number; readonly at: number }[] {
    const detail = this.#strings.find("pull-request");
    const last = new Map<string, { item: number; target: number; at: number; endedAt: number }>();
    for (let e = 0; e < this.item.length; e++) {
      if (this.kind.at(e) !== KIND.link || this.#detail.at(e) !== detail) continue;
      const item = this.item.at(e);
      const at = this.#at.at(e);
      const target = Math.max(this.to.at(e), this.from.at(e));
      const name = `${item} ${target}`;
      let row = last.get(name);
      if (row === undefined) last.set(name, (row = { item, target, at: Infinity, endedAt: -Infinity }));
      if (this.to.at(e) >= 0) row.at = Math.min(row.at, at);
      else row.endedAt = Math.max(row.endedAt, at);
    }
    return [...last.values()].filter(({ target, at, endedAt }) => target >= 0 && at < Infinity && endedAt < at);
  }

  /** By code of the item's id: code of the team that the last event of it names, -1 for none. */
  lastTeams(): Int32Array {
    const { texts } = this.#strings;
    const team = new Int32Array(texts.length).fill(-1);
    const since = new Float64Array(texts.length).fill(-Infinity);
    for (let e = 0; e < this.item.length; e++) {
      if (this.kind.at(e) !== KIND.team || this.to.at(e) < 0) continue;
      const item = this.item.at(e);
      const at = this.#at.at(e);
      const isLater = at > since[item]! || (at === since[item] && this.#compareTexts(this.to.at(e), team[item]!) > 0);
      if (!isLater) continue;
      since[item] = at;
      team[item] = this.to.at(e);
    }
    return team;
  }

  /**
   * Rows item by item and by time, and where each item begins (`firstEvent`, filled here): a counting sort by item, then a sort of the few
   * events of each. Events of items that are not in the log are left out. Afterwards `item` is gone.
   */
  inOrder(indexOfItem: Int32Array, firstEvent: Uint32Array): Uint32Array {
    const total = this.item.length;
    for (let e = 0; e < total; e++) {
      const item = indexOfItem[this.item.at(e)]!;
      if (item >= 0) firstEvent[item + 1]!++;
    }
    for (let i = 1; i < firstEvent.length; i++) firstEvent[i]! += firstEvent[i - 1]!;
    const next = firstEvent.slice();
    const order = new Uint32Array(firstEvent.at(-1)!);
    for (let e = 0; e < total; e++) {
      const item = indexOfItem[this.item.at(e)]!;
      if (item >= 0) order[next[item]!++] = e;
    }
    for (let i = 0; i + 1 < firstEvent.length; i++) this.#sort(order, firstEvent[i]!, firstEvent[i + 1]!);
    this.item.clear();
    this.#place.clear();
    return order;
  }

  #sort(order: Uint32Array, begin: number, end: number): void {
    if (end - begin > INSERTION_LIMIT) {
      order.subarray(begin, end).sort((a, b) => this.#compare(a, b));
      return;
    }
    for (let p = begin + 1; p < end; p++) {
      const row = order[p]!;
      let q = p;
      for (; q > begin && this.#compare(order[q - 1]!, row) > 0; q--) order[q] = order[q - 1]!;
      order[q] = row;
    }
  }

  #compare(a: number, b: number): number {
    const byTime = this.#at.at(a) - this.#at.at(b);
    if (byTime !== 0) return byTime;
    const rank = this.#rank(a);
    return (
      rank - this.#rank(b) ||
      // What an item was created with has no order of its own.
      (rank < 2 ? this.kind.at(a) - this.kind.at(b) : 0) ||
      this.#place.at(a) - this.#place.at(b) ||
      this.kind.at(a) - this.kind.at(b) ||
      this.#compareTexts(this.from.at(a), this.from.at(b)) ||
      this.#compareTexts(this.to.at(a), this.to.at(b)) ||
      this.#compareTexts(this.#detail.at(a), this.#detail.at(b)) ||
      this.#compareTexts(this.actor.at(a), this.actor.at(b))
    );
  }

  #rank(row: number): number {
    return originRank(this.kind.at(row) === KIND.created, EVENT_ORIGINS[this.#origin.at(row)]!);
  }

  #compareTexts(a: number, b: number): number {
    if (a === b) return 0;
    return compareTexts(a < 0 ? "" : this.#strings.texts[a]!, b < 0 ? "" : this.#strings.texts[b]!);
  }

  /** Columns in the given order, every code replaced by what it means for its kind. Empties the rows. */
  columns(order: Uint32Array, firstEvent: Uint32Array, indexOf: TableIndexes): EventColumns {
    const kind = this.kind.take(order);
    const item = new Uint32Array(order.length);
    for (let i = 0; i + 1 < firstEvent.length; i++) item.fill(i, firstEvent[i], firstEvent[i + 1]);
    const actor = this.actor.take(order);
    for (let e = 0; e < actor.length; e++) if (actor[e]! >= 0) actor[e] = indexOf.actor[actor[e]!]!;
    return {
      count: order.length,
      item,
      at: this.#at.take(order),
      kind,
      origin: this.#origin.take(order),
      actor,
      from: resolveTargets(this.from.take(order), kind, indexOf),
      to: resolveTargets(this.to.take(order), kind, indexOf),
      detail: this.#resolveDetails(this.#detail.take(order), kind),
      viaAutomation: this.#viaAutomation.take(order),
    };
  }

  #resolveDetails(detail: Int32Array, kind: Uint8Array): Int32Array {
    const links: Readonly<Record<string, number>> = LINK;
    const texts = this.#strings.texts;
    for (let e = 0; e < detail.length; e++) {
      const code = detail[e]!;
      if (kind[e] === KIND.link) detail[e] = code < 0 ? -1 : (links[texts[code]!] ?? -1);
      else if (kind[e] === KIND.comment) detail[e] = code < 0 ? 0 : commentBits(texts[code]!);
    }
    return detail;
  }
}

function resolveTargets(codes: Int32Array, kind: Uint8Array, indexOf: TableIndexes): Int32Array {
  const tables: (Int32Array | undefined)[] = [];
  tables[KIND.status] = indexOf.status;
  tables[KIND.assignee] = indexOf.actor;
  tables[KIND.delegate] = indexOf.actor;
  tables[KIND.team] = indexOf.team;
  for (let e = 0; e < codes.length; e++) {
    const code = codes[e]!;
    if (code < 0) continue;
    if (kind[e] === KIND.parent || kind[e] === KIND.link) {
      const index = indexOf.item[code]!;
      codes[e] = index >= 0 ? index : -2 - code;
    } else {
      const table = tables[kind[e]!];
      if (table !== undefined) codes[e] = table[code]!;
    }
  }
  return codes;
}

function commentBits(facts: string): number {
  let bits = 0;
  for (const fact of facts.split(",")) bits |= COMMENT_BITS[fact] ?? 0;
  return bits;
}
