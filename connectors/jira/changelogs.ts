import { createJsonReader, type JsonReader } from "../json/reader.ts";
import { clearRows, createHistoryRows, rowOf, type Histories, type HistoryRows } from "./history-rows.ts";
import { codeOf, endless, type Answer, type JiraClient } from "./client.ts";
import * as schema from "./schema.ts";
import { addRow, createEntries, type IssueEntries } from "./issue-entries.ts";
import { changelogShape } from "./wanted.ts";

/** What one request and its pages brought. Valid until the next one. */
export interface Changelogs {
  /** Rows of the entries of each issue that was named, in the order of their coming. */
  readonly byIssue: ReadonlyMap<string, { readonly rows: readonly number[] }>;
  readonly rows: HistoryRows;
  /** Issues of which an entry could not be read. */
  readonly damaged: ReadonlySet<string>;
  readonly rejected: number;
  readonly bodies: readonly Answer<unknown>["body"][];
}

/** Histories a page. Less when a page is too much for the server or for our limits. */
const LADDER = [10_000, 5_000, 1_000, 200] as const;

/** Fetches complete histories of up to 1,000 issues. One for a whole read: it remembers the authors. */
export type FetchChangelogs = (ids: readonly string[], page: number) => Promise<Changelogs>;

export function createChangelogs(client: JiraClient, stream: string): FetchChangelogs {
  const rows = createHistoryRows();
  const reader = createJsonReader(changelogShape(rows));
  return async (ids, page) => {
    for (const [rung, maxResults] of LADDER.entries()) {
      try {
        clearRows(rows);
        return await fetchWith(client, reader, rows, ids, maxResults, stream, page);
      } catch (error) {
        const code = codeOf(error);
        if (rung === LADDER.length - 1 || (code !== "too-large" && code !== "timeout" && code !== "server-error")) throw error;
      }
    }
    throw new Error("unreachable");
  };
}

/** The entries of an issue as they came. */
export function historiesOf({ byIssue, rows }: Changelogs, issueId: string): Histories {
  const entries = byIssue.get(issueId)?.rows;
  return entries === undefined ? [] : { rows, entries };
}

/** What has come of one request's issues so far. */
interface Collected {
  readonly byIssue: Map<string, IssueEntries>;
  readonly damaged: Set<string>;
  rejected: number;
}

type Logs = readonly schema.JiraChangelog[];

/** One issue's entries come spread over the pages, since those are sorted by date. */
async function fetchWith(
  client: JiraClient,
  reader: JsonReader,
  rows: HistoryRows,
  ids: readonly string[],
  maxResults: number,
  stream: string,
  page: number,
): Promise<Changelogs> {
  const collected: Collected = { byIssue: new Map(), damaged: new Set(), rejected: 0 };
  const bodies: Answer<unknown>["body"][] = [];
  const tokens = new Set<string>();
  const wanted = new Set(ids);
  for (let token: string | null = null, last = false; !last;) {
    const body = { issueIdsOrKeys: ids, maxResults, ...(token === null ? {} : { nextPageToken: token }) };
    const answer: Answer<{ issueChangeLogs: Logs; nextPageToken?: string | null | undefined }> = await client.post(
      "/rest/api/3/changelog/bulkfetch",
      body,
      schema.changelogPage,
      { stream, page },
      reader,
    );
    bodies.push(answer.body);
    const fresh = collect(answer.data.issueChangeLogs, wanted, rows, collected);
    token = answer.data.nextPageToken ?? null;
    last = token === null || token === "";
    // A token that was seen, or a page that brings nothing new and still points on, would go round for ever.
    if (token !== null && (tokens.has(token) || (fresh === 0 && tokens.size > ids.length))) throw endless(stream, page);
    if (token !== null) tokens.add(token);
    if (tokens.size > 50 && fresh === 0) throw endless(stream, page);
  }
  const { byIssue, damaged, rejected } = collected;
  return { byIssue, rows, damaged, rejected, bodies };
}

/** Adds a page; tells how many of its entries are new. */
function collect(logs: Logs, wanted: ReadonlySet<string>, rows: HistoryRows, collected: Collected): number {
  let fresh = 0;
  for (const { issueId, changeHistories } of logs) {
    if (!wanted.has(issueId)) continue;
    let entries = collected.byIssue.get(issueId);
    if (entries === undefined) collected.byIssue.set(issueId, (entries = createEntries()));
    for (const value of changeHistories) {
      const row = rowOf(value);
      if (row === null) {
        collected.rejected++;
        collected.damaged.add(issueId);
      } else if (addRow(entries, rows.ids, row)) fresh++;
    }
  }
  return fresh;
}
