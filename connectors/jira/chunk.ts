import { leftOut } from "../history/left-out.ts";
import type { Page } from "../../src/model/page.ts";
import { MINUTE_MS } from "../../src/model/window.ts";
import type { Directory } from "./actors.ts";
import { meetAuthors } from "./authors.ts";
import { historiesOf, type Changelogs } from "./changelogs.ts";
import type { ChunkIn } from "./chunk-in.ts";
import { codeOf, valuesOf, type Answer, type JiraClient } from "./client.ts";
import { prepareIssue, type PreparedIssue, type ReadIssue } from "./issues.ts";
import { countDrift, normaliseIssues } from "./normalise.ts";
import { instantOf } from "./instants.ts";
import { clearRows } from "./history-rows.ts";
import * as schema from "./schema.ts";
import type { FoundPage } from "./search.ts";
import { isComment, isUser, type JiraComment, type JiraIssue, type JiraUser } from "./shapes.ts";

/** Accounts a look-up; the ids stand in the URL. */
const LOOK_UP = 90;

type Body = Answer<unknown>["body"];

/** Issues that are stored together. */
export interface Chunk {
  /** Takes a page of a search in. Of its issues nothing stays but what the records need, so that a thousand of them can wait. */
  add(found: FoundPage): Promise<void>;
  /** Issues so far. */
  readonly size: number;
  /** Nothing was found, not even something that could not be read. */
  readonly isEmpty: boolean;
  /** Fetches the histories and closes the chunk. What came without one although it was touched is stored as incomplete, and added to the suspects. */
  page(): Promise<Page>;
}

interface Waiting {
  /** Null: its dates cannot be read. */
  readonly prepared: PreparedIssue | null;
  readonly mustHaveChanged: boolean;
  readonly wasUpdated: boolean;
  /** It went out of sight while it was read. */
  readonly vanished: boolean;
}

/** `pageNumber` is part of messages. */
export function createChunk(
  { client, site, stream, directory, fetchChangelogs, events, suspects }: ChunkIn,
  pageNumber: number,
): Chunk {
  const issues = new Map<string, Waiting>();
  const bodies: Body[] = [];
  const seen: { path: string; value: string }[] = [];
  let rejected = 0;
  const surprise = (path: string, times: number) => {
    for (let index = 0; index < times; index++) seen.push({ path, value: "unexpected shape" });
  };

  /** Searches show the first 20 comments or so of an issue. The rest is fetched only where there is one. */
  const commentsOf = async (issue: JiraIssue): Promise<readonly JiraComment[] | null> => {
    const shown = issue.fields.comment;
    if (shown === null || shown === undefined) return [];
    const values =
      shown.total > shown.comments.length
        ? await allComments(client, issue.id, { stream, page: pageNumber }, bodies).catch(unlessVanished)
        : shown.comments;
    if (values === null) return null;
    const comments = values.filter(isComment);
    surprise("comment", values.length - comments.length);
    return comments;
  };

  return {
    async add(found) {
      bodies.push(found.body);
      rejected += found.rejected;
      for (const issue of found.issues) {
        const all = await commentsOf(issue);
        const comments = all ?? (issue.fields.comment?.comments ?? []).filter(isComment);
        meet(directory, issue, comments);
        const prepared = prepareIssue(site, issue, comments);
        issues.set(issue.id, {
          prepared,
          mustHaveChanged: mustHaveChanged(prepared, issue),
          wasUpdated: wasUpdated(issue, comments),
          vanished: all === null,
        });
      }
    },
    get size() {
      return issues.size;
    },
    get isEmpty() {
      return issues.size === 0 && rejected === 0;
    },
    async page() {
      const ids = [...issues.keys()];
      const changelogs = ids.length === 0 ? null : await fetchChangelogs(ids, pageNumber);
      const histories = changelogs?.byIssue ?? new Map<string, never>();
      bodies.push(...(changelogs?.bodies ?? []));

      const incomplete = new Set(changelogs?.damaged);
      for (const [id, waiting] of issues) {
        if (waiting.vanished) incomplete.add(id);
        else if (waiting.prepared !== null && !histories.has(id) && mayHaveChanged(waiting)) {
          incomplete.add(id);
          suspects.push({ id, prepared: waiting.prepared, mustHaveChanged: waiting.mustHaveChanged });
        }
      }
      if (changelogs !== null) for (const { rows } of histories.values()) meetAuthors(directory, changelogs.rows, rows);

      const expected = expectedEvents(issues.size, changelogs);
      const batch = normaliseIssues(site, readIssues(issues, changelogs, incomplete), expected, events);
      if (changelogs !== null) clearRows(changelogs.rows);
      surprise("issue", rejected);
      surprise("changelog.history", changelogs?.rejected ?? 0);
      const undated = [...issues.values()].filter(({ prepared }) => prepared === null).length;
      surprise("issue.dates", undated);
      const lost = rejected + undated;
      // Now, not at the end of the read: one that goes on behind this page does not meet these accounts again.
      while (directory.waiting > 0) await lookUp(client, directory, stream, bodies);
      return {
        batch: { ...batch, actors: directory.take(), drift: countDrift(seen) },
        cursor: null,
        done: false,
        watermark: null,
        fetched: issues.size,
        vendorTotal: null,
        bodies,
        gone: [],
        problem: lost === 0 ? null : leftOut(site.connection, stream, pageNumber, lost),
      };
    },
  };
}

/** Values that an issue is created with, and its comments. */
const EVENTS_BESIDE_CHANGES = 16;

function expectedEvents(issues: number, changelogs: Changelogs | null): number {
  return issues * EVENTS_BESIDE_CHANGES + (changelogs?.rows.changes ?? 0);
}

/** One after the other: the histories of an issue are objects only while its records are made. */
function* readIssues(
  issues: ReadonlyMap<string, Waiting>,
  changelogs: Changelogs | null,
  incomplete: ReadonlySet<string>,
): Generator<ReadIssue> {
  for (const [id, { prepared }] of issues) {
    if (prepared === null) continue;
    const histories = changelogs === null ? [] : historiesOf(changelogs, id);
    yield { prepared, histories, historyComplete: !incomplete.has(id) };
  }
}

/** Its status tells, or something touched it that no comment explains. */
function mayHaveChanged({ wasUpdated, mustHaveChanged }: Waiting): boolean {
  return wasUpdated || mustHaveChanged;
}

/** An issue is created and updated by one act, a moment apart. */
const MOMENT_MS = 1_000;

/** Later than its last comment explains: comments are no entries of the history, and touch their issue. */
function wasUpdated({ fields }: JiraIssue, comments: readonly JiraComment[]): boolean {
  let explained = instantOf(fields.created) ?? 0;
  for (const { created } of comments) explained = Math.max(explained, instantOf(created) ?? 0);
  return (instantOf(fields.updated) ?? 0) > explained + MOMENT_MS;
}

/** Jira says of an issue that is gone or hidden that there is none. */
function unlessVanished(error: unknown): null {
  const code = codeOf(error);
  if (code === "not-found" || code === "forbidden") return null;
  throw error;
}

/** Resolved, or moved on from where it began: some entry of its history must say so. */
function mustHaveChanged(prepared: PreparedIssue | null, { fields }: JiraIssue): boolean {
  if (prepared === null) return false;
  const { createdAt, updatedAt, resolvedAt } = prepared.item;
  const inLaterStatus = ["indeterminate", "done"].includes(fields.status.statusCategory?.key ?? "");
  return (resolvedAt ?? 0) > createdAt + MINUTE_MS || (inLaterStatus && updatedAt > createdAt + MINUTE_MS);
}

async function allComments(
  client: JiraClient,
  issueId: string,
  place: { readonly stream: string; readonly page: number },
  bodies: Body[],
): Promise<readonly unknown[]> {
  const all = new Map<string, unknown>();
  for (let startAt = 0; ;) {
    const path = `/rest/api/3/issue/${encodeURIComponent(issueId.toWellFormed())}/comment`;
    const query = { startAt: String(startAt), maxResults: "5000", orderBy: "created" };
    const { data, body } = await client.get(path, query, schema.commentPage, place);
    bodies.push(body);
    const before = all.size;
    data.comments.forEach((value, index) =>
      all.set(schema.ownText(Object(value) as object, "id") ?? String(startAt + index), value),
    );
    startAt += data.comments.length;
    if (data.comments.length === 0 || startAt >= data.total || all.size === before) return [...all.values()];
  }
}

function meet(directory: Directory, { fields }: JiraIssue, comments: readonly JiraComment[]): void {
  directory.see(fields.assignee);
  directory.see(fields.reporter);
  directory.see(fields.creator);
  for (const { author } of comments) directory.see(author);
}

/** Asks about accounts that wait for it, as many as go into one request. */
export async function lookUp(client: JiraClient, directory: Directory, stream: string, bodies: Body[]): Promise<void> {
  const asked = directory.toAsk(LOOK_UP);
  if (asked.length === 0) return;
  const users: JiraUser[] = [];
  try {
    for await (const { data, body } of valuesOf(
      client,
      "/rest/api/3/user/bulk",
      { maxResults: String(LOOK_UP), accountId: asked },
      schema.valuesPage,
      stream,
      20,
    )) {
      bodies.push(body);
      users.push(...data.values.filter(isUser));
    }
  } catch (error) {
    const code = codeOf(error);
    if (code !== "forbidden" && code !== "not-found" && code !== "unexpected-shape" && code !== "unauthenticated") throw error;
  }
  directory.answer(asked, users);
}
