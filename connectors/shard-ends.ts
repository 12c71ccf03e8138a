import type { Json } from "../src/model/page.ts";
import type { Instant } from "../src/model/window.ts";

/**
 * When the first of the shards began that were read to these ends; `now` where none of them says. What was changed since is not read by all of them: an
 * item that moved meanwhile from a part that was not read yet into one that was is among it.
 */
export function firstBegun(
  ends: readonly Json[],
  parse: (end: Json) => { readonly startedAt: Instant } | null,
  now: Instant,
): Instant {
  return ends.reduce<Instant>((first, end) => Math.min(first, parse(end)?.startedAt ?? first), now);
}
