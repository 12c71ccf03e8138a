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
] as const;
export type Facet = (typeof FACETS)[number];

export interface Support {
  readonly level: "full" | "partial" | "none";
  /** One sentence for a reader: what exactly can or cannot be seen and why. */
  readonly sentence: string;
}

export type Provides = Readonly<Record<Facet, Support>>;
