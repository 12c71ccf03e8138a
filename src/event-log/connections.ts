import { connectionOf } from "../model/work-item.ts";
import type { EventLog } from "./columns.ts";

/** Which connection each item came through: an index in `names`. */
export interface ItemConnections {
  readonly names: readonly string[];
  readonly of: Uint16Array;
}

const known = new WeakMap<EventLog["items"], ItemConnections>();

export function itemConnections({ items }: Pick<EventLog, "items">): ItemConnections {
  let found = known.get(items);
  if (found === undefined) known.set(items, (found = findConnections(items)));
  return found;
}

function findConnections(items: EventLog["items"]): ItemConnections {
  const index = new Map<string, number>();
  const of = new Uint16Array(items.count);
  for (let i = 0; i < items.count; i++) {
    const name = connectionOf(items.id[i]!);
    let known = index.get(name);
    if (known === undefined) index.set(name, (known = index.size));
    of[i] = known;
  }
  return { names: [...index.keys()], of };
}
