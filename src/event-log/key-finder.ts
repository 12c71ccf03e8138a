import { KIND, type EventLog } from "./columns.ts";
import { itemConnections } from "./connections.ts";

export interface KeyFinder {
  /** Items that the keys in a text (see `EventRecord`) name, but for `self`. */
  inText(text: string, self: number): readonly number[];
  /** The same for a text of the log by its index. */
  inTextOf(text: number, self: number): readonly number[];
}

const NONE: readonly number[] = [];

/** Of items with one key in several connections the one of the own connection is meant; where that has none and several others do, none is. */
export function keyFinder(log: EventLog): KeyFinder {
  const { items, events, texts } = log;
  const wanted = new Set<string>();
  const want = (text: string): void => {
    for (const key of text.split(" ")) wanted.add(key);
  };
  const seen = new Uint8Array(texts.length);
  for (let e = 0; e < events.count; e++) {
    const to = events.to[e]!;
    if (events.kind[e] !== KIND.comment || to < 0 || seen[to] === 1) continue;
    seen[to] = 1;
    want(texts[to]!);
  }
  for (let i = 0; i < items.count; i++) if (items.description[i]!.names !== undefined) want(items.description[i]!.names!);
  if (wanted.size === 0) return { inText: () => NONE, inTextOf: () => NONE };

  const byKey = new Map<string, number[]>();
  for (let i = 0; i < items.count; i++) {
    const key = items.key[i]!;
    if (!wanted.has(key)) continue;
    const found = byKey.get(key);
    if (found === undefined) byKey.set(key, [i]);
    else found.push(i);
  }
  const { of } = itemConnections(log);
  const one = (key: string, self: number): number => {
    const found = byKey.get(key) ?? NONE;
    const own = found.find((item) => of[item] === of[self]);
    return own ?? (found.length === 1 ? found[0]! : -1);
  };
  const inText = (text: string, self: number): readonly number[] =>
    text.split(" ").flatMap((key) => {
      const item = one(key, self);
      return item < 0 || item === self ? [] : [item];
    });
  return { inText, inTextOf: (text, self) => inText(texts[text]!, self) };
}
