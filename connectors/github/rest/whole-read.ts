import { EMPTY_BATCH } from "../../../src/model/batch.ts";
import type { Page } from "../../../src/model/page.ts";
import { ProblemError, type Problem } from "../../../src/model/problem.ts";
import type { Instant } from "../../../src/model/window.ts";
import { lastPage } from "../../last-page.ts";
import { createDrift } from "../../drift.ts";
import { MOST } from "../page-sizes.ts";
import { instantOf } from "../schema.ts";
import { own, textOf, type TimelineNode } from "../shapes.ts";
import { stored, type WholeCursor } from "./cursor.ts";
import { NARROWED_WITHOUT_TOKEN } from "./narrowing.ts";
import { createPseudonymousActors } from "./pseudonyms.ts";
import { issuePage, issuesAmong, placePage, rawIssue, STREAM, type RestIssuesIn } from "./read-issues.ts";
import { eventOf, issueOfEvent, rows } from "./rows.ts";

/**
 * All issues with their events, both newest first. GitHub tells events by the hundred for the whole repository only, so an issue is stored when
 * the events have been read back to its creation; those of older issues wait in the cursor. What is stored is whole at any moment, and a read
 * that the quota stops goes on where it was.
 */
export async function* wholeRead(input: RestIssuesIn, begun: WholeCursor): AsyncGenerator<Page> {
  const { client, found, connection, hashes } = input;
  const list = `/repos/${found.repository.nameWithOwner}/issues`;
  const actors = createPseudonymousActors(hashes, begun.agents);
  const pending = new Map(Object.entries(begun.pending).map(([id, nodes]) => [id, [...nodes]]));
  const drift = createDrift();
  let at = { ...begun };
  // Lists may have become shorter meanwhile, so each goes on a page earlier; what comes twice counts once.
  const isResumed = begun.eventsPage > 1 || begun.issuesPage > 1;
  let { eventsPage, issuesPage } = begun;
  if (isResumed) [eventsPage, issuesPage] = [Math.max(1, eventsPage - 1), Math.max(1, issuesPage - 1)];
  let isJoined = !isResumed || begun.oldestId === null;

  const place = (): WholeCursor => ({
    ...at,
    eventsPage,
    issuesPage,
    pending: Object.fromEntries(pending),
    agents: actors.agents,
  });
  const readEvents = async (): Promise<Page> => {
    const answer = await client.get(`${list}/events?per_page=${MOST}&page=${eventsPage}`, rows, {
      stream: STREAM,
      page: eventsPage,
    });
    if (answer === null) {
      at = { ...at, events: "cut" };
      return { ...placePage(actors, input, []), cursor: stored(place()) };
    }
    for (const row of answer.data) {
      const id = textOf(own(row, "node_id"));
      const when = instantOf(textOf(own(row, "created_at"), 40));
      isJoined ||= id === at.oldestId;
      if (when !== null && (at.oldest === null || when <= at.oldest)) at = { ...at, oldest: when, oldestId: id };
      const issue = issueOfEvent(row);
      const node = issue === null ? null : eventOf(row);
      if (node === undefined) drift.see("issue.event", (textOf(own(row, "event"), 60) ?? "without a name").slice(0, 60));
      if (issue !== null && node) add(issue, actors.hide(node));
    }
    if (!isJoined && !answer.hasNext) throw movedOn();
    eventsPage++;
    if (!answer.hasNext) at = { ...at, events: "end" };
    return { ...placePage(actors, input, [answer.body]), cursor: stored(place()) };
  };
  const reach = (instant: Instant) => at.events !== "more" || (isJoined && at.oldest !== null && at.oldest < instant);
  const add = (issue: string, node: TimelineNode) => {
    const known = pending.get(issue);
    if (known === undefined) pending.set(issue, [node]);
    else if (known.every(({ id }) => id !== node.id)) known.push(node);
  };

  let cut = 0;
  for (let hasNext = true; hasNext; issuesPage++) {
    const path = `${list}?state=all&sort=created&direction=desc&per_page=${MOST}&page=${issuesPage}`;
    const answer = await client.get(path, rows, { stream: STREAM, page: issuesPage });
    if (answer === null) throw movedOn();
    ({ hasNext } = answer);
    const created = answer.data.map((row) => instantOf(textOf(own(row, "created_at"), 40))).filter((one) => one !== null);
    const lowest = created.reduce((least, one) => Math.min(least, one), Infinity);
    // Events of the same second may still be on the next page.
    while (!reach(lowest)) yield await readEvents();
    const { issues, rejected } = issuesAmong(found, answer.data);
    const due = issues.filter(({ createdAt }) => at.floor === null || Date.parse(createdAt) <= at.floor);
    const isWhole = (createdAt: string) => at.events !== "cut" || (at.oldest !== null && at.oldest < Date.parse(createdAt));
    const raws = due.map((issue) => rawIssue(issue, pending.get(issue.id) ?? [], isWhole(issue.createdAt)));
    cut += raws.filter(({ issue }) => !isWhole(issue.createdAt)).length;
    const page = await issuePage(input, actors, { raws, rejected, bodies: [answer.body], number: issuesPage });
    if (Number.isFinite(lowest)) at = { ...at, floor: lowest };
    // Issues of the same second may come again with the next page.
    for (const { id, createdAt } of due) if (Date.parse(createdAt) > lowest) pending.delete(id);
    const cursor = stored({ ...place(), issuesPage: issuesPage + 1 });
    yield { ...page, cursor };
  }
  yield lastPage({
    batch: { ...EMPTY_BATCH, actors: actors.take(), drift: drift.take() },
    watermark: begun.startedAt,
    vendorTotal: found.items,
    narrowing: NARROWED_WITHOUT_TOKEN,
    problem: cut > 0 ? cutOff(connection, cut) : null,
  });
}

/** The place of an earlier run is of no use: what it had read up to is not there any more. */
function movedOn(): ProblemError {
  return new ProblemError({
    code: "cursor-expired",
    what: "The list that was read changed so much meanwhile that its place was lost.",
    todo: "Run again; what was read is stored.",
    stream: STREAM,
    page: null,
  });
}

function cutOff(connection: string, count: number): Problem {
  return {
    code: "history-incomplete",
    connection,
    stream: STREAM,
    page: null,
    what: `GitHub lists no older events without a token; the history of ${count} ${count === 1 ? "issue" : "issues"} has gaps.`,
    todo: "Set GITHUB_TOKEN and run again, which reads everything.",
  };
}
