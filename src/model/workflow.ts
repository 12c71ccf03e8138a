import type { StateCategory } from "./category.ts";
import type { Instant } from "./window.ts";

export interface StatusRecord {
  /** `<connection>/<the tool's id>`. */
  readonly id: string;
  readonly name: string;
  /** The tool's own category word, null where it has none. */
  readonly categoryRaw: string | null;
  readonly category: StateCategory;
  /** How the category was decided, e.g. `statusCategory=indeterminate, name matches /review/`. */
  readonly categoryBasis: string;
}

/** A workflow that the tool declares: what is allowed, whether or not it is followed. */
export interface WorkflowRecord {
  readonly id: string;
  readonly name: string;
  /** Status ids in the tool's order. */
  readonly statuses: readonly string[];
  /** `from` null = from any status. */
  readonly transitions: readonly { readonly from: string | null; readonly to: string; readonly hasRule: boolean }[];
  /** Which projects and types of work use it; an empty list = all. */
  readonly projectKeys: readonly string[];
  readonly typesRaw: readonly string[];
}

export interface TeamRecord {
  readonly id: string;
  readonly name: string;
  /** How it is known to be a team, e.g. `jira project ACME`. */
  readonly basis: string;
}

export interface ProjectRecord {
  readonly key: string;
  readonly name: string;
  /** The team that owns items of this project unless an item says otherwise. */
  readonly team: string;
}

export interface SprintRecord {
  readonly id: string;
  readonly name: string;
  readonly startAt: Instant | null;
  readonly endAt: Instant | null;
  readonly completedAt: Instant | null;
  /** Whether it says what it is for; the words are not kept. Absent = the tool does not tell. */
  readonly hasGoal?: boolean;
}

export interface BoardRecord {
  readonly id: string;
  readonly name: string;
  readonly kind: "scrum" | "kanban" | "other";
  readonly projectKeys: readonly string[];
  /** Left to right. `wipLimit` null = none declared. */
  readonly columns: readonly { readonly name: string; readonly statuses: readonly string[]; readonly wipLimit: number | null }[];
}
