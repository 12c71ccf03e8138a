import type { ActorRecord } from "./actor.ts";
import type { EventList } from "./event-table.ts";
import type { PullRequestRecord } from "./pull-request.ts";
import type { WorkItemRecord } from "./work-item.ts";
import type { BoardRecord, ProjectRecord, SprintRecord, StatusRecord, TeamRecord, WorkflowRecord } from "./workflow.ts";

/** Something the tool sent that this version does not know: kept, counted and shown, never dropped in silence. */
export interface Drift {
  /** Where it stood, e.g. `changelog.field`. */
  readonly path: string;
  readonly value: string;
  readonly count: number;
}

/** Normalised records of one page. Every list may be empty; records with an id that is stored already replace it (items and pull requests: unless older). */
export interface Batch {
  readonly items: readonly WorkItemRecord[];
  /** Valid until the next page is asked for: its room may be used again. */
  readonly events: EventList;
  readonly actors: readonly ActorRecord[];
  readonly statuses: readonly StatusRecord[];
  readonly workflows: readonly WorkflowRecord[];
  readonly teams: readonly TeamRecord[];
  readonly projects: readonly ProjectRecord[];
  readonly sprints: readonly SprintRecord[];
  readonly boards: readonly BoardRecord[];
  readonly pullRequests: readonly PullRequestRecord[];
  readonly drift: readonly Drift[];
}

export const EMPTY_BATCH: Batch = {
  items: [],
  events: [],
  actors: [],
  statuses: [],
  workflows: [],
  teams: [],
  projects: [],
  sprints: [],
  boards: [],
  pullRequests: [],
  drift: [],
};
