import { readFileSync } from "node:fs";
/** What Jira Cloud says of the simulated organisation of this level; `npm run goldens` keeps it true. */
export function goldenOf(level) {
    const text = readFileSync(new URL(`../../fixtures/goldens/level-${level}.json`, import.meta.url), "utf8");
    return JSON.parse(text);
}
/** Id, outcome and value of all signals but those named. */
export function answersOf({ signals }, except) {
    return signals.filter(({ id }) => !except.includes(id)).map(({ id, outcome, value }) => [id, outcome, value]);
}
