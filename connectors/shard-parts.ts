import type { Shard } from "../src/model/shard.ts";
import type { ShardPlan } from "./connector.ts";

/** A project, a team or a repository. */
export interface Part {
  readonly key: string;
  /** Items in it; null = the vendor does not say. */
  readonly items: number | null;
}

/**
 * Parts put together to shards: each has `least` items or more, and there are `most` at most; one large part is one shard. Parts that a known shard
 * has are left there; where none is known and all together are not worth two shards, there are none. `total`: items of all parts, as the
 * vendor counts them. The same parts in whatever order give the same shards, the largest first.
 */
export function shardsOf(parts: readonly Part[], total: number | null, { known, least, most }: ShardPlan): readonly Shard[] {
  const taken = new Set(known.flatMap((shard) => shard.parts));
  const open = parts.filter(({ key }) => !taken.has(key)).toSorted((a, b) => compare(a.key, b.key));
  if (open.length === 0) return [];
  const guess = guessed(parts, total, least);
  const size = ({ items }: Part): number => items ?? guess;
  const sum = sizeOf(open, size);
  const target = Math.max(least, Math.ceil(sum / most));

  const groups: Part[][] = open.filter((part) => size(part) >= target).map((part) => [part]);
  let group: Part[] = [];
  for (const part of open.filter((one) => size(one) < target)) {
    group.push(part);
    if (sizeOf(group, size) < target) continue;
    groups.push(group);
    group = [];
  }
  if (group.length > 0) {
    const smallest = groups.toSorted((a, b) => sizeOf(a, size) - sizeOf(b, size) || compare(a[0]!.key, b[0]!.key))[0];
    if (smallest === undefined) groups.push(group);
    else smallest.push(...group);
  }
  if (known.length === 0 && groups.length < 2) return [];
  return groups
    .toSorted((a, b) => sizeOf(b, size) - sizeOf(a, size) || compare(a[0]!.key, b[0]!.key))
    .map((some) => shardOf(some));
}

function shardOf(group: readonly Part[]): Shard {
  const keys = group.map(({ key }) => key).toSorted(compare);
  const counts = group.map(({ items }) => items);
  return {
    id: keys.length === 1 ? keys[0]! : `${keys[0]!}+${keys.length - 1}`,
    parts: keys,
    items: counts.some((count) => count === null) ? null : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
  };
}

/** What is left of the total for each part that is not counted; where there is no total, as much as is worth a shard. */
function guessed(parts: readonly Part[], total: number | null, least: number): number {
  const unknown = parts.filter(({ items }) => items === null).length;
  if (total === null || unknown === 0) return least;
  const left = total - parts.reduce((sum, { items }) => sum + (items ?? 0), 0);
  return Math.max(0, left) / unknown;
}

function sizeOf(group: readonly Part[], size: (part: Part) => number): number {
  return group.reduce((sum, part) => sum + size(part), 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
