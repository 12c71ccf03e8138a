import type { Instant } from "../model/window.ts";

/** Kinds that are kept at once; whoever could make up kinds must not fill the memory. */
const MOST_KINDS = 100;

/**
 * Says what comes again and again once in so many milliseconds a kind, with how often it came since it was said last (1 = this time only). The first time is
 * said at once.
 */
export function createSeldom(now: () => Instant, everyMs: number): (kind: string, say: (times: number) => void) => void {
  const kinds = new Map<string, { saidAt: Instant; times: number }>();
  return (kind, say) => {
    const known = kinds.get(kind);
    if (known !== undefined && now() - known.saidAt < everyMs) {
      known.times++;
      return;
    }
    // Said again, it becomes the youngest.
    kinds.delete(kind);
    if (kinds.size >= MOST_KINDS) {
      const oldest = kinds.keys().next();
      if (oldest.done !== true) kinds.delete(oldest.value);
    }
    kinds.set(kind, { saidAt: now(), times: 0 });
    say((known?.times ?? 0) + 1);
  };
}
