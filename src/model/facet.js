/** What a connector may be able to see. Signals declare the facets they need; a facet that is missing makes them `not-supported`. */
export const FACETS = [
    "status-history",
    "assignee-history",
    "actors",
    "actor-kinds",
    "comments",
    "descriptions",
    "types",
    "priorities",
    "due-dates",
    "estimates",
    "sprints",
    "links",
    "blocked",
    "intake-forms",
    "declared-workflow",
    "configuration-history",
    "pull-requests",
    "ai-agents",
];
const LEVELS = ["none", "partial", "full"];
/** A narrowing can take away and never add. */
export function narrowed(provides, narrowing) {
    const answers = FACETS.map((facet) => {
        const less = narrowing[facet];
        const own = provides[facet];
        return [facet, less !== undefined && LEVELS.indexOf(less.level) <= LEVELS.indexOf(own.level) ? less : own];
    });
    return Object.fromEntries(answers);
}
