import { EMPTY_BATCH } from "../../src/model/batch.ts";
import type { EventRecord } from "../../src/model/event.ts";
import type { Json, Page, StreamState } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import type { Instant } from "../../src/model/window.ts";
import { readSince } from "../history/overlap.ts";
import { createDrift } from "../drift.ts";
import { attachmentEvents, commentEvents, relationEvents } from "./activity.ts";
import { createActors } from "./actors.ts";
import { createLadder, nextCursor, type LinearClient } from "./client.ts";
import { ACTIVITY } from "./documents.ts";
import { OVERLAP_MS } from "./issue-stream.ts";
import { ACTIVITY_LADDER } from "./page-sizes.ts";
import * as schema from "./schema.ts";
import { isAttachment, isComment, isRelation } from "./shapes.ts";
import type { Site } from "./site.ts";

const STREAM = "activity";
const LISTS = ["comments", "attachments", "relations"] as const;
type List = (typeof LISTS)[number];
const FIELDS = { comments: "comments", attachments: "attachments", relations: "issueRelations" } as const;

/** Where each list stands: `false` = read to its end, null = not begun. */
interface ActivityCursor {
  readonly since: Instant | null;
  readonly startedAt: Instant;
  readonly after: Readonly<Record<List, string | null | false>>;
  readonly page: number;
}

export interface ActivityIn {
  readonly client: LinearClient;
  readonly site: Site;
  /** Ids of the teams in scope; null = all that the token sees. */
  readonly teams: readonly string[] | null;
  now(): Instant;
}

/**
 * Comments, attached pull requests and relations, three lists a request, newest change first. They are read beside the issues because a
 * comment or a relation is not said to touch its issue, and because 250 a request are cheaper than some on every issue. Relations cannot be
 * filtered by date: they are read until older ones than asked for come.
 */
export async function* activityPages({ client, site, teams, now }: ActivityIn, state: StreamState): AsyncGenerator<Page> {
  const actors = createActors(site);
  const ladder = createLadder(ACTIVITY_LADDER);
  const seen = { comments: new Set<string>(), attachments: new Set<string>(), relations: new Set<string>() };
  const begunAt = now();
  let cursor: ActivityCursor = parseCursor(state.cursor) ?? {
    since: state.watermark === null ? null : readSince(state.watermark, begunAt, OVERLAP_MS),
    startedAt: begunAt,
    after: { comments: null, attachments: null, relations: null },
    page: 1,
  };
  for (;;) {
    const { since, startedAt, after, page } = cursor;
    const place = { stream: STREAM, page };
    const changed = since === null ? {} : { updatedAt: { gte: new Date(since).toISOString() } };
    const ofIssues = teams === null ? {} : { issue: { team: { id: { in: teams } } } };
    const { data, body, missing } = await ladder.ask(place, (first) =>
      client.query(
        ACTIVITY,
        {
          first,
          comments: after.comments || null,
          attachments: after.attachments || null,
          relations: after.relations || null,
          withComments: after.comments !== false,
          withAttachments: after.attachments !== false,
          withRelations: after.relations !== false,
          commentFilter: { ...changed, ...ofIssues },
          attachmentFilter: changed,
        },
        schema.activity,
        place,
      ),
    );
    const drift = createDrift();
    const events: EventRecord[] = [];
    let fetched = 0;
    const next = { ...after };
    for (const list of LISTS) {
      const found = data[FIELDS[list]];
      if (after[list] === false) continue;
      // Null with errors beside it: this list ends here, and the problem below says so.
      next[list] = found === null || found === undefined ? false : (nextCursor(found.pageInfo, seen[list], place) ?? false);
      let oldest = Infinity;
      for (const node of found?.nodes ?? []) {
        const read = eventsOf(list, node);
        if (read === null) {
          drift.see(list, "unexpected shape");
          continue;
        }
        fetched++;
        oldest = Math.min(oldest, read.updatedAt);
        if (read.events === null) drift.see("issueRelation.type", read.type);
        else events.push(...read.events);
      }
      if (list === "relations" && since !== null && oldest < since) next[list] = false;
    }
    const done = LISTS.every((list) => next[list] === false);
    cursor = { since, startedAt, after: next, page: page + 1 };
    yield {
      batch: { ...EMPTY_BATCH, events, actors: actors.take(), drift: drift.take() },
      cursor: done ? null : { since, startedAt, after: next, page: page + 1 },
      done,
      watermark: done ? startedAt : null,
      fetched,
      vendorTotal: null,
      bodies: [body],
      gone: [],
      problem: missing.length === 0 ? null : partial(site.connection, page),
    };
    if (done) return;
  }

  function eventsOf(list: List, node: unknown) {
    switch (list) {
      case "comments":
        return isComment(node) ? { ...of(node), events: commentEvents(site, actors, node) } : null;
      case "attachments":
        return isAttachment(node) ? { ...of(node), events: attachmentEvents(site, actors, node) } : null;
      case "relations":
        return isRelation(node) ? { ...of(node), type: node.type.slice(0, 40), events: relationEvents(site, node) } : null;
    }
  }
}

function of({ updatedAt }: { readonly updatedAt: string }) {
  return { updatedAt: Date.parse(updatedAt), type: "" };
}

/** A stored cursor, if it is one of ours. */
function parseCursor(value: Json): ActivityCursor | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { since, startedAt, after, page } = value as Readonly<Record<string, Json>>;
  if (typeof startedAt !== "number" || typeof page !== "number" || (since !== null && typeof since !== "number")) return null;
  if (typeof after !== "object" || after === null || Array.isArray(after)) return null;
  const places = after as Readonly<Record<string, Json>>;
  const isPlace = (one: Json | undefined): one is string | null | false =>
    one === null || one === false || typeof one === "string";
  const { comments, attachments, relations } = places;
  if (!isPlace(comments) || !isPlace(attachments) || !isPlace(relations)) return null;
  return { since, startedAt, after: { comments, attachments, relations }, page };
}

function partial(connection: string, page: number): Problem {
  return {
    code: "history-incomplete",
    connection,
    stream: STREAM,
    page,
    what: "Linear answered with errors beside its data, so some comments, attachments or relations are missing.",
    todo: "Run again later; if it stays, check that the token may read all teams in scope.",
  };
}
