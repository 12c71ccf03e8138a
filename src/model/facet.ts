/** What a connector may be able to see. Signals declare the facets they need; a facet that is missing makes them `not-supported`. */
export const FACETS = [
  "status-history",
  "assignee-history",
  "actors",
  "actor-kinds",
  "comments",
  "comment-texts",
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
  "service-levels",
  "wip-limits",
  "health-updates",
  "releases",
] as const;
export type Facet = (typeof FACETS)[number];

export interface Support {
  readonly level: "full" | "partial" | "none";
  /** One sentence for a reader: what exactly can or cannot be seen and why. */
  readonly sentence: string;
}

export type Provides = Readonly<Record<Facet, Support>>;

/**
 * What one connection shows less of than its connector can: a right that its token lacks, a feature that its server is too old for, a column
 * that its file does not have. Found while reading, stored with the connection. Facets that are not named are as the connector says.
 */
export type Narrowing = Readonly<Partial<Provides>>;

const LEVELS: readonly Support["level"][] = ["none", "partial", "full"];

/** A narrowing can take away and never add. */
export function narrowed(provides: Provides, narrowing: Narrowing): Provides {
  const answers = FACETS.map((facet): [Facet, Support] => {
    const less = narrowing[facet];
    const own = provides[facet];
    return [facet, less !== undefined && LEVELS.indexOf(less.level) <= LEVELS.indexOf(own.level) ? less : own];
  });
  return Object.fromEntries(answers) as unknown as Provides;
}
