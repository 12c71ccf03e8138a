import type { Instant } from "./window.ts";

/** How a pull request was found to belong to a piece of work, the surest first. */
export const WORK_REFERENCE_BASES = ["closing-reference", "connected", "key-in-branch", "key-in-title", "key-in-body"] as const;
export type WorkReferenceBasis = (typeof WORK_REFERENCE_BASES)[number];

/** A piece of work that a pull request names. */
export interface WorkReference {
  /**
   * An item of the same connection as its id (`itemReference`), or a key that any tool of the workspace may own (`ACME-12`), which is
   * resolved when the history is loaded and belongs to nothing where no item has it.
   */
  readonly item: string | null;
  readonly key: string | null;
  readonly basis: WorkReferenceBasis;
}

export const REVIEW_STATES = ["approved", "changes-requested", "commented", "dismissed"] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** A proposed change of code and what became of it. Never its texts, branch name or diff. */
export interface PullRequestRecord {
  /** `<connection>/pr/<the tool's immutable id>`. */
  readonly id: string;
  /** What people call it, e.g. `acme/shop#12`. */
  readonly key: string;
  readonly url: string;
  /** Null when titles are switched off. */
  readonly title: string | null;
  /** Where it belongs, in the words of `WorkItemRecord.projectKey`. */
  readonly projectKey: string;
  readonly createdAt: Instant;
  /** Null where it cannot be told. */
  readonly firstCommitAt: Instant | null;
  readonly mergedAt: Instant | null;
  /** Closed with or without a merge; null = open. */
  readonly closedAt: Instant | null;
  /** A record never replaces one with a later `updatedAt`. */
  readonly updatedAt: Instant;
  /** Actor ids. */
  readonly author: string | null;
  readonly mergedBy: string | null;
  readonly reviews: readonly { readonly actor: string | null; readonly at: Instant; readonly state: ReviewState }[];
  /** False when not all reviews could be read. */
  readonly reviewsComplete: boolean;
  /** Sorted by basis, then by item or key; each (item, key, basis) once. */
  readonly work: readonly WorkReference[];
}
