import type { Example } from "../model/measure.ts";
import type { Result } from "../model/result.ts";

/** The same result with nothing that a user wrote in an item's title. */
export function withoutTitles(result: Result): Result {
  const bare = (examples: readonly Example[]): readonly Example[] => examples.map((example) => ({ ...example, title: null }));
  return {
    ...result,
    signals: result.signals.map((signal) => ({ ...signal, examples: bare(signal.examples) })),
    characteristics: result.characteristics.map((verdict) => ({ ...verdict, examples: bare(verdict.examples) })),
  };
}
