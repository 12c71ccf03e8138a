import type { EventKind, EventOrigin, EventRecord } from "../../src/model/event.ts";
import { SEVERAL, SINGLE, type Present, type PresentValue } from "./present.ts";

export interface Initial {
  readonly kind: (typeof SINGLE)[number] | (typeof SEVERAL)[number];
  readonly origin: EventOrigin;
  readonly value: PresentValue;
}

export interface RolledBack {
  readonly initial: readonly Initial[];
  /** False: the statuses of the history do not form a chain that ends at the present one. */
  readonly statusChainWhole: boolean;
}

/**
 * The values an item was created with: what it holds now, with its whole history undone from the newest change to the oldest. Without
 * a history to trust (`historyComplete` false) the present values are only a snapshot.
 */
export function rollBack(present: Present, changes: readonly EventRecord[], historyComplete: boolean): RolledBack {
  const initial: Initial[] = [];
  const origin = historyComplete ? "initial" : "snapshot";
  let statusChainWhole = true;
  for (const kind of SINGLE) {
    const first = firstOf(changes, kind);
    if (kind === "status") statusChainWhole = isChain(changes, kind, present.single.status?.value ?? null);
    // What the oldest change left behind is known whatever else is missing.
    if (first === null) {
      const value = present.single[kind];
      if (value !== null) initial.push({ kind, origin, value });
    } else if (first.from !== null) {
      initial.push({ kind, origin: "initial", value: { value: first.from, raw: first.fromRaw, detail: null } });
    }
  }
  for (const kind of SEVERAL) {
    if (present.several[kind].length <= 1 && firstOf(changes, kind) === null) {
      for (const value of present.several[kind]) initial.push({ kind, origin, value });
      continue;
    }
    const held = new Map(present.several[kind].map((value) => [nameOf(value.value, value.detail), value]));
    for (let index = changes.length - 1; index >= 0; index--) {
      const { kind: itsKind, from, to, fromRaw, detail } = changes[index]!;
      if (itsKind !== kind) continue;
      if (to !== null) held.delete(nameOf(to, detail));
      if (from !== null) held.set(nameOf(from, detail), { value: from, raw: fromRaw, detail });
    }
    for (const value of held.values()) initial.push({ kind, origin, value });
  }
  return { initial, statusChainWhole };
}

function nameOf(value: string, detail: string | null): string {
  return `${detail ?? ""} ${value}`;
}

function firstOf(changes: readonly EventRecord[], kind: EventKind): EventRecord | null {
  // By number: this is asked sixteen times of each issue, and iterators are objects until the compiler has seen enough of them.
  for (let index = 0; index < changes.length; index++) if (changes[index]!.kind === kind) return changes[index]!;
  return null;
}

/** The changes of `kind` lead from one value to the next, and the last one to `end`. */
function isChain(changes: readonly EventRecord[], kind: EventKind, end: string | null): boolean {
  let next = end;
  for (let index = changes.length - 1; index >= 0; index--) {
    const change = changes[index]!;
    if (change.kind !== kind) continue;
    if (change.to !== next) return false;
    next = change.from;
  }
  return true;
}
