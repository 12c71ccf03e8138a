import type { Page } from "../../../src/model/page.ts";
import { ProblemError } from "../../../src/model/problem.ts";
import { lastPage } from "../../last-page.ts";
import { MOST } from "../page-sizes.ts";
import { instantOf } from "../schema.ts";
import { own, textOf, type GithubIssue, type TimelineNode } from "../shapes.ts";
import { firstWholeCursor, stored, type ChangedCursor } from "./cursor.ts";
import { NARROWED_WITHOUT_TOKEN } from "./narrowing.ts";
import { createPseudonymousActors } from "./pseudonyms.ts";
import { issuePage, issuesAmong, rawIssue, STREAM, type RestIssuesIn } from "./read-issues.ts";
import { eventOf, rows } from "./rows.ts";
import { wholeRead } from "./whole-read.ts";

/** What changed since, the longest ago first, each issue with all of its events: a request each. Where that is dearer than everything, everything is read. */
export async function* changedRead(input: RestIssuesIn, begun: ChangedCursor): AsyncGenerator<Page> {
  const { client, found, hashes } = input;
  const list = `/repos/${found.repository.nameWithOwner}/issues`;
  const actors = createPseudonymousActors(hashes, []);
  const seen = new Set<string>();
  let { since } = begun;
  let page = 1;
  for (let isFirst = true, hasNext = true; hasNext; isFirst = false) {
    const from = new Date(since).toISOString().replace(/\.\d{3}Z$/, "Z");
    const path = `${list}?state=all&sort=updated&direction=asc&since=${from}&per_page=${MOST}&page=${page}`;
    const answer = await client.get(path, rows, { stream: STREAM, page });
    if (answer === null) throw vanished();
    ({ hasNext } = answer);
    const { issues, rejected } = issuesAmong(found, answer.data);
    if (isFirst && issues.length + (answer.lastPage - 1) * MOST > found.issueRequests)
      return yield* wholeRead(input, firstWholeCursor(begun.startedAt));
    for (const issue of issues.filter(({ id, updatedAt }) => !seen.has(`${id} ${updatedAt}`))) {
      seen.add(`${issue.id} ${issue.updatedAt}`);
      const timeline = await eventsOf(input, list, issue);
      const raws = [rawIssue(issue, timeline, true)];
      const read = await issuePage(input, actors, { raws, rejected: 0, bodies: [answer.body], number: page });
      const cursor: ChangedCursor = { ...begun, since: Date.parse(issue.updatedAt) };
      yield { ...read, cursor: stored(cursor) };
    }
    if (rejected > 0) {
      const read = await issuePage(input, actors, { raws: [], rejected, bodies: [answer.body], number: page });
      yield { ...read, cursor: stored({ ...begun, since }) };
    }
    // What changes while it is read moves to the end of the list, so the next page begins at an instant and not at a number.
    const newest = instantOf(textOf(own(answer.data.at(-1), "updated_at"), 40)) ?? since;
    page = newest > since ? 1 : page + 1;
    since = newest;
  }
  yield lastPage({ watermark: begun.startedAt, vendorTotal: found.items, narrowing: NARROWED_WITHOUT_TOKEN });
}

async function eventsOf({ client }: RestIssuesIn, list: string, { number }: GithubIssue): Promise<readonly TimelineNode[]> {
  const nodes: TimelineNode[] = [];
  for (let page = 1, hasNext = true; hasNext; page++) {
    const answer = await client.get(`${list}/${number}/events?per_page=${MOST}&page=${page}`, rows, { stream: STREAM, page });
    // Deleted or moved a moment ago: the next read does not find it.
    if (answer === null) return nodes;
    ({ hasNext } = answer);
    for (const row of answer.data) {
      const node = eventOf(row);
      if (node) nodes.push(node);
    }
  }
  return nodes;
}

function vanished(): ProblemError {
  return new ProblemError({
    code: "not-found",
    what: "GitHub does not list the issues of the repository any more.",
    todo: "Check whether the repository is still public.",
    stream: STREAM,
    page: null,
  });
}
