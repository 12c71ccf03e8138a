import type { Quality } from "../src/event-log/facts.ts";
import type { Facet, Provides } from "../src/model/facet.ts";
import type { Measure } from "../src/model/measure.ts";
import type { Signal } from "./signal.ts";

export interface ConnectionProvides {
  /** Prefix of the ids of its items. */
  readonly id: string;
  readonly provides: Provides;
}

/** A connection that does not show what a signal looks at. */
export interface Hidden {
  readonly connection: string;
  readonly items: number;
  /** What the signal answers where there is nothing else. */
  readonly measure: Extract<Measure, { readonly reason: string }>;
}

/** With less than half of the items in sight a number about the others is no number about all. The same half decides about teams. */
const LEAST_IN_SIGHT = 0.5;

export function tooMuchHidden(hidden: readonly Hidden[], left: number, all: number): Measure | null {
  if (left <= all * (1 - LEAST_IN_SIGHT)) return null;
  const reasons = [...new Set(hidden.map(({ measure }) => measure.reason))].join(" ");
  return insufficient(`${Math.round((100 * left) / all)} % of the items are where this cannot be seen. ${reasons}`);
}

/** What was left out because its connection does not show it counts as missing, not as lacking. */
export function withHidden(hidden: readonly Hidden[], left: number, all: number, measure: Measure): Measure {
  if (left === 0 || (measure.outcome !== "measured" && measure.outcome !== "insufficient-data")) return measure;
  const excluded = { ...measure.excluded };
  for (const { connection, items } of hidden) excluded[`cannot be seen through ${connection}`] = items;
  if (measure.outcome === "insufficient-data") return { ...measure, excluded };
  const warnings = hidden.map(
    ({ connection, items, measure: { reason } }) =>
      `Measured without what came through ${connection} (${Math.round((100 * items) / all)} % of the items): ${reason}`,
  );
  return { ...measure, excluded, coverage: measure.coverage * (1 - left / all), warnings: [...measure.warnings, ...warnings] };
}

/** Connections of a scope that do not show what the signal looks at. `items`: how many items of the scope came through each. */
export function hiddenFrom(
  signal: Signal,
  items: ReadonlyMap<string, number>,
  provides: readonly ConnectionProvides[],
  { observedBy }: Quality,
): readonly Hidden[] {
  // A signal that looks at nothing (declared, not built) has an answer of its own.
  if (signal.needs.length === 0) return [];
  const hidden: Hidden[] = [];
  for (const [connection, count] of items) {
    const own = (provides.find(({ id }) => id === connection) ?? provides[0])?.provides;
    const unseen = signal.facets.find((facet) => own?.[facet].level === "none");
    if (own === undefined || unseen !== undefined) {
      const reason = unseen === undefined ? "No connection provides this history." : own![unseen].sentence;
      hidden.push({ connection, items: count, measure: { outcome: "not-supported", reason, by: "tool" } });
      continue;
    }
    const observed = observedBy.get(connection)!;
    const missing = signal.facets.find((facet) => !observed[facet] && !SAYS_SOMETHING_BY_ABSENCE.has(facet));
    if (missing !== undefined)
      hidden.push({ connection, items: count, measure: insufficient(`${NOT_SEEN[missing]} Nothing can be said about it.`) });
  }
  return hidden;
}

export function insufficient(reason: string): Extract<Measure, { readonly outcome: "insufficient-data" }> {
  return { outcome: "insufficient-data", reason, sampleSize: 0, needed: null, excluded: {} };
}

/** Facets that may well show nothing where everything can be seen: a history of people only has no automation, which is an answer. */
const SAYS_SOMETHING_BY_ABSENCE: ReadonlySet<Facet> = new Set<Facet>(["actor-kinds", "ai-agents"]);

const NOT_SEEN: Readonly<Record<Facet, string>> = {
  "status-history": "No change of status was ever recorded.",
  "assignee-history": "No change of assignee was ever recorded.",
  actors: "The history does not say who acted.",
  "actor-kinds": "The history does not tell people from automation.",
  comments: "No comment was ever recorded.",
  "comment-texts": "No comment was ever recorded.",
  descriptions: "No item has a description.",
  types: "No item has a type of work that is known.",
  priorities: "No priority was ever recorded.",
  "due-dates": "No due date was ever set.",
  estimates: "No estimate was ever recorded.",
  sprints: "No sprint was ever used.",
  links: "No link between items was ever recorded.",
  blocked: "No blocker was ever recorded, which does not say that nothing was blocked.",
  "intake-forms": "The tool does not say how items came in.",
  "declared-workflow": "The tool declares no workflow that could be read.",
  "configuration-history": "No change of the configuration is recorded.",
  "pull-requests": "No pull request is linked to any item.",
  "ai-agents": "No act of an AI agent was recorded.",
  "service-levels": "No item ever had a service level.",
  "wip-limits": "No board declares a limit.",
  "health-updates": "No update of health was ever recorded.",
  releases: "No item was ever planned for a release.",
};
