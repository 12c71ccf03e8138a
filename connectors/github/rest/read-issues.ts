import { leftOut } from "../../history/left-out.ts";
import { EMPTY_BATCH } from "../../../src/model/batch.ts";
import type { Page } from "../../../src/model/page.ts";
import type { Instant } from "../../../src/model/window.ts";
import { lastPage } from "../../last-page.ts";
import type { Actors } from "../actors.ts";
import { createDrift } from "../../drift.ts";
import { normaliseIssues } from "../issue-stream.ts";
import type { RawIssue } from "../issues.ts";
import { nameOf, own, type GithubIssue, type TimelineNode } from "../shapes.ts";
import { recordId, type Site } from "../site.ts";
import type { RestAnswer, RestClient } from "./client.ts";
import type { FoundByRest } from "./preflight.ts";
import { issueOf } from "./rows.ts";

export const STREAM = "issues";

export interface RestIssuesIn {
  readonly client: RestClient;
  readonly connection: string;
  readonly found: FoundByRest;
  readonly hashes: Pick<Site, "host" | "pseudonym" | "identity">;
  /** What issues are read against; asked for only when there is something to read. */
  site(): Promise<Site>;
  now(): Instant;
}

/** The issues among the rows of a list. */
export function issuesAmong(
  { repository }: FoundByRest,
  listed: readonly unknown[],
): { readonly issues: readonly GithubIssue[]; readonly rejected: number } {
  const read = listed.map((row) => issueOf(row, repository));
  return {
    issues: read.filter((one) => one !== null && one !== undefined),
    rejected: read.filter((one) => one === undefined).length,
  };
}

/**
 * Where GitHub tells that something happened and not what: that the issue came from another repository, where more may have happened, so its
 * history is not whole.
 */
export function rawIssue(issue: GithubIssue, timeline: readonly TimelineNode[], isWhole: boolean): RawIssue {
  return { issue, timeline, historyComplete: isWhole && timeline.every(({ __typename }) => __typename !== "TransferredEvent") };
}

export interface ReadPage {
  readonly raws: readonly RawIssue[];
  readonly rejected: number;
  readonly bodies: readonly RestAnswer<unknown>["body"][];
  readonly number: number;
}

/** A page of issues with their events; each brings all that is known of it, so whatever was stored of it goes. */
export async function issuePage(
  { site: siteOf, found, connection }: RestIssuesIn,
  actors: Actors,
  { raws, rejected, bodies, number }: ReadPage,
): Promise<Page> {
  const site = await siteOf();
  const drift = createDrift();
  const { batch, unreadable } = normaliseIssues(site, actors, raws, drift.see);
  drift.see("issue", "unexpected shape", rejected + unreadable);
  // Changes of the type are told without the type, so since when it has the one it has is not known.
  const retyped = new Set(raws.filter(({ timeline }) => timeline.some(isOfType)).map(({ issue }) => recordId(site, issue.id)));
  const events = Array.from(batch.events, (event) =>
    event.kind === "type" && retyped.has(event.item) ? { ...event, origin: "snapshot" as const, actor: null } : event,
  );
  return {
    ...lastPage({
      batch: { ...batch, events, actors: actors.take(), drift: drift.take() },
      watermark: null,
      fetched: batch.items.length,
      vendorTotal: found.items,
      bodies,
      problem: rejected + unreadable === 0 ? null : leftOut(connection, STREAM, number, rejected + unreadable),
    }),
    done: false,
    replacesItems: true,
  };
}

/** Nothing but where the read stands, and whom it met. */
export function placePage(actors: Actors, { found }: RestIssuesIn, bodies: readonly RestAnswer<unknown>["body"][]): Page {
  return {
    ...lastPage({ batch: { ...EMPTY_BATCH, actors: actors.take() }, watermark: null, vendorTotal: found.items, bodies }),
    done: false,
  };
}

function isOfType(node: TimelineNode): boolean {
  return node.__typename.startsWith("IssueType") && nameOf(own(node, "issueType")) === null;
}
