import type { StatusRecord } from "../../src/model/workflow.ts";
import type { LinearState, LinearTeam, LinearUser } from "./schema.ts";

/** What the issues of a workspace are read against. */
export interface Site {
  readonly connection: string;
  /** Teams in scope, by id. */
  readonly teams: ReadonlyMap<string, LinearTeam>;
  readonly states: ReadonlyMap<string, LinearState>;
  /** Names by id. */
  readonly labels: ReadonlyMap<string, string>;
  readonly projects: ReadonlyMap<string, string>;
  readonly users: ReadonlyMap<string, LinearUser>;
  /** When the first issue template was made; null = there is none, so that nothing can be told of how issues came in. */
  readonly firstTemplateAt: number | null;
  readonly keepTitles: boolean;
  pseudonym(accountId: string): string;
  /** See `ConnectorContext.identity`. */
  identity(identifier: string): string;
}

type Place = Pick<Site, "connection">;

/** Ids of Linear are unique over all kinds of things, so one form serves issues, states, teams and cycles. */
export const recordId = ({ connection }: Place, id: string): string => `${connection}/${id}`;

/** States that were deleted since: only their id is left in the history. */
export function formerState(site: Place, id: string): StatusRecord {
  return {
    id: recordId(site, id),
    name: "a state that no longer exists",
    categoryRaw: null,
    category: "backlog",
    categoryBasis: "linear no longer lists this state: taken as not started",
  };
}
