import type { Instant } from "./window.ts";

/** What kind of work an item is; `container` (epic, initiative) is left out of flow, `sub-task` is rolled up to its parent. */
export const WORK_TYPES = ["story", "task", "bug", "request", "improvement", "container", "sub-task", "other"] as const;
export type WorkType = (typeof WORK_TYPES)[number];

/** Facts about a description, measured at ingest. The text itself is never stored. */
export interface DescriptionFacts {
  /** Characters of plain text, markup and white space at the ends left out. 0 = empty. */
  readonly length: number;
  /** Hash of the ordered list of section headings, or null when it has fewer than three. Items that share one used the same template. */
  readonly headingsHash: string | null;
  /** Share of the sections that are empty, 0-1; null without headings. */
  readonly emptySectionRatio: number | null;
  /** "see Slack", "as discussed": the description points to a place outside of the tool. */
  readonly pointsElsewhere: boolean;
  /** Keys of other items that stand in it, with a space between them; absent = none. Whether an item has such a key is asked when the history is loaded. */
  readonly names?: string;
}

/**
 * A work item as it is now, as far as it is not history. Whatever changes over time and is recorded by the tool is an event instead;
 * the status, assignee, priority... of any instant come from folding the events.
 */
export interface WorkItemRecord {
  /** `<connection>/<the tool's immutable id>`. */
  readonly id: string;
  /** What people call it, e.g. `ACME-12`. Changes when an item moves. */
  readonly key: string;
  readonly url: string;
  /** Null when titles are switched off. Only ever used to show examples. */
  readonly title: string | null;
  readonly projectKey: string;
  /** The tool's own word, e.g. `Story`. */
  readonly typeRaw: string;
  readonly type: WorkType;
  readonly createdAt: Instant;
  /** The tool's `updated`. A record never replaces one with a later `updatedAt`. */
  readonly updatedAt: Instant;
  /** Actor id. */
  readonly creator: string | null;
  readonly reporter: string | null;
  /** The status as it is now (status id): the end that the folded history must reach. */
  readonly status: string;
  readonly resolution: string | null;
  /** When the tool itself says it was resolved; kept to compare with the history. */
  readonly resolvedAt: Instant | null;
  readonly description: DescriptionFacts;
  /** Created by a form, template, request type or rule, where the tool says so; null = cannot be told. */
  readonly structuredIntake: boolean | null;
  /** 64 numbers of a MinHash over title and description words, hex; null when there was no text. Finds duplicates without keeping text. */
  readonly minhash: string | null;
  /** False when the tool could not give the whole history of this item. */
  readonly historyComplete: boolean;
}

/** The connection that a record id begins with; empty where it begins with none. */
export function connectionOf(id: string): string {
  const slash = id.indexOf("/");
  return slash < 0 ? "" : id.slice(0, slash);
}

/** How events name another item: its id when it is in this connection, else `<connection>/key:<KEY>`. */
export function itemReference(connection: string, externalId: string | null, key: string): string {
  return externalId === null ? `${connection}/key:${key}` : `${connection}/${externalId}`;
}
