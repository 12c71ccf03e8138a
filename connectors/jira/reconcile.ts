import type { Page, StreamState } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import { WEEK_MS, type Instant } from "../../src/model/window.ts";
import type { StoredItem } from "../connector.ts";
import { isNewSpan } from "../history/overlap.ts";
import type { JiraClient } from "./client.ts";
import { projectsOf } from "./in-sight.ts";
import { whoAmI } from "./preflight.ts";
import { sweepIds } from "./search.ts";
import { itemId, type Site } from "./site.ts";

const STREAM = "issues";
/** Issues a look-up by id. */
const NAMED = 100;

export interface ReconcileIn {
  readonly client: JiraClient;
  readonly site: Site;
  readonly scope: string;
  /** A project in scope was not visible, so what is missing may only be hidden. */
  readonly someHidden: boolean;
  /** Live items of the store; null = cannot be asked. */
  readonly storedItems: (() => Promise<readonly StoredItem[]>) | null;
}

export interface ReadSoFar {
  /** When this read began, vendor's clock. */
  readonly startedAt: Instant;
  /** Issues read in this run. */
  readonly fetched: number;
  readonly vendorTotal: number | null;
}

export interface Found {
  readonly gone: Page["gone"];
  /** Jira's ids of issues that are in scope and were not read, or may have been read too early. */
  readonly missing: readonly string[];
  readonly problem: Problem | null;
}

const NOTHING: Found = { gone: [], missing: [], problem: null };

/**
 * Compares what Jira lists with what is stored. After a whole read: whatever it did not list. Otherwise all ids are listed, when the counts
 * differ, and when the last read was in another week: equal counts may hide a deletion behind something that came back.
 */
export async function reconcileIssues(input: ReconcileIn, state: StreamState, read: ReadSoFar): Promise<Found> {
  const { client, site, scope, storedItems } = input;
  const isWhole = state.watermark === null;
  if (isWhole && state.stored === 0) {
    if (read.vendorTotal !== null && read.fetched < read.vendorTotal) await whoAmI(client, STREAM);
    return NOTHING;
  }
  const isNew = state.watermark !== null && isNewSpan(state.watermark, read.startedAt, WEEK_MS);
  const isSame = read.fetched === 0 && state.stored === read.vendorTotal;
  if (storedItems === null || (!isWhole && !isNew && (isSame || read.vendorTotal === null))) return NOTHING;
  const live = await storedItems();
  const jiraId = (id: string) => id.slice(site.connection.length + 1);
  if (!isWhole && !isNew && live.length === read.vendorTotal) return NOTHING;

  // A whole read has listed everything, unless the counts say that it was shown less than there is.
  const isAll = isWhole && (read.vendorTotal === null || live.filter(({ listed }) => listed).length === read.vendorTotal);
  const listed = isAll ? null : await sweepIds(client, scope, STREAM);
  const absent = live.filter((item) => (listed === null ? !item.listed : !listed.has(jiraId(item.id)))).map(({ id }) => id);
  // A token that ran out by now shows less, which is not the same as less being there.
  if (absent.length > 0) await whoAmI(client, STREAM);
  if (absent.length === live.length && live.length > 0 && (listed === null || listed.size === 0))
    return { ...NOTHING, problem: nothingListed(site.connection) };

  const known = new Set(live.map(({ id }) => id));
  const missing = [...(listed ?? [])].filter((id) => !known.has(itemId(site, id)));
  const gone: Page["gone"][number][] = [];
  const visible = new Set(site.projects.map(({ key }) => key));
  for (let index = 0; index < absent.length; index += NAMED) {
    const ids = absent.slice(index, index + NAMED);
    const there = await projectsOf(client, ids.map(jiraId), STREAM);
    for (const item of ids) {
      const projectKey = there.get(jiraId(item));
      // In scope after all: it was moved or hidden for a moment, just when it would have been listed.
      if (projectKey !== undefined && visible.has(projectKey)) missing.push(jiraId(item));
      else gone.push({ item, basis: projectKey !== undefined ? "moved" : input.someHidden ? "not-permitted" : "deleted" });
    }
  }
  return { gone, missing, problem: null };
}

export function nothingListed(connection: string): Problem {
  return {
    code: "counts-differ",
    connection,
    stream: STREAM,
    page: null,
    what: "Jira lists none of the issues that were read before; nothing stored was touched.",
    todo: 'Check that the token\'s account still has the permission "Browse projects" in the projects in scope.',
  };
}
