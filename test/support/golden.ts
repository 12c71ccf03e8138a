import { readFileSync } from "node:fs";
import type { Result } from "../../src/model/result.ts";

/** What Jira Cloud says of the simulated organisation of this level; `npm run goldens` keeps it true. */
export function goldenOf(level: 1 | 2 | 3 | 4 | 5): Pick<Result, "level" | "signals"> {
  const text = readFileSync(new URL(`../../fixtures/goldens/level-${level}.json`, import.meta.url), "utf8");
  return JSON.parse(text) as Pick<Result, "level" | "signals">;
}

/** Id, outcome and value of all signals but those named. */
export function answersOf({ signals }: Pick<Result, "signals">, except: readonly string[]): readonly unknown[] {
  return signals.filter(({ id }) => !except.includes(id)).map(({ id, outcome, value }) => [id, outcome, value]);
}
