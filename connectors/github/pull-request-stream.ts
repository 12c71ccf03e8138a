import { EMPTY_BATCH } from "../../src/model/batch.ts";
import type { Page, StreamState } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import type { PullRequestRecord } from "../../src/model/pull-request.ts";
import { WEEK_MS, type Instant } from "../../src/model/window.ts";
import { lastPage } from "../last-page.ts";
import { createActors } from "./actors.ts";
import type { Capabilities } from "./capabilities.ts";
import { nextCursor, type GithubClient } from "./client.ts";
import { pullRequests } from "./documents.ts";
import { codeOf } from "./graphql-errors.ts";
import { createDrift } from "../drift.ts";
import { createLadder } from "./ladder.ts";
import { PULL_REQUEST_SIZES } from "./page-sizes.ts";
import { pullRequestRecord } from "./pull-requests.ts";
import { behind, firstCursor, isChanged, remaining } from "./repository-cursor.ts";
import { withAllReviews } from "./reviews.ts";
import * as schema from "./schema.ts";
import { isPullRequest } from "./shapes.ts";
import type { Site } from "./site.ts";

const STREAM = "pull-requests";

export interface PullRequestsIn {
  readonly client: GithubClient;
  readonly host: Capabilities;
  readonly site: Site;
  /** In scope, in a fixed order. */
  readonly repositories: readonly schema.GithubRepository[];
  readonly vendorTotal: number;
  now(): Instant;
}

/**
 * Pull requests, repository by repository. They cannot be filtered by date: the first read goes by creation, which nothing can move them in, and
 * later ones by change, newest first, up to what was known before.
 */
export async function* pullRequestPages(input: PullRequestsIn, state: StreamState): AsyncGenerator<Page> {
  const { client, host, site, repositories, vendorTotal, now } = input;
  const actors = createActors(site);
  const ladder = createLadder(PULL_REQUEST_SIZES, now);
  const document = pullRequests(host);
  const begun = firstCursor(state, now(), weekly(state.watermark, now()));
  const { since, startedAt } = begun;
  const order = since === null ? { field: "CREATED_AT", direction: "ASC" } : { field: "UPDATED_AT", direction: "DESC" };
  let { page, unread } = begun;
  for (const repository of remaining(repositories, begun)) {
    if (!isChanged(repository.pullRequests, since)) continue;
    const seen = new Set<string>();
    let after = repository.id === begun.repository ? begun.after : null;
    for (let isDone = false; !isDone; page++) {
      const place = { stream: STREAM, page };
      const isOld = after !== null && after === begun.after;
      const ask = (from: string | null) =>
        ladder.ask(place, ({ size: first, isLast }) =>
          client.query(document, { repository: repository.id, first, after: from, order }, schema.pullRequestPage, place, {
            isLast,
          }),
        );
      const { data, body, missing } = await ask(after).catch((error: unknown) => {
        // A place of an earlier run may be gone: this repository is then read from its beginning, which stores nothing twice.
        if (!isOld || codeOf(error) !== "cursor-expired") throw error;
        return ask(null);
      });
      const list = data.node?.pullRequests;
      const drift = createDrift();
      const records: PullRequestRecord[] = [];
      for (const node of list?.nodes ?? []) {
        const record = isPullRequest(node)
          ? pullRequestRecord(site, actors, await withAllReviews(client, node, place), repository.nameWithOwner)
          : null;
        if (record === null) drift.see("pullRequest", "unexpected shape");
        else records.push(record);
      }
      const lost = (list?.nodes ?? []).length - records.length;
      after = list ? nextCursor(list.pageInfo, seen, place) : null;
      isDone = after === null || (since !== null && records.some(({ updatedAt }) => updatedAt < since));
      if (!list) unread++;
      const next = isDone ? behind(repositories, repository) : repository.id;
      yield {
        ...lastPage({
          batch: { ...EMPTY_BATCH, pullRequests: records, actors: actors.take(), drift: drift.take() },
          watermark: null,
          fetched: records.length,
          vendorTotal,
          bodies: [body],
          problem: missing.length > 0 || lost > 0 || !list ? partial(site.connection, page) : null,
        }),
        done: false,
        cursor: { since, startedAt, repository: next, after: isDone ? null : after, page: page + 1, unread, pending: [] },
      };
    }
  }
  // What could not be read is asked for again from where this read began.
  yield lastPage({ watermark: unread > 0 ? state.watermark : startedAt, vendorTotal });
}

/** Once a week what changed since the week of the last read began is read again: a change that was shown late would else be missed for ever. */
function weekly(watermark: Instant | null, now: Instant): Instant | null {
  if (watermark === null) return null;
  const begins = Math.floor(watermark / WEEK_MS) * WEEK_MS;
  return Math.floor(now / WEEK_MS) * WEEK_MS === begins ? watermark : begins;
}

function partial(connection: string, page: number): Problem {
  return {
    code: "history-incomplete",
    connection,
    stream: STREAM,
    page,
    what: "GitHub answered with errors beside its data, so some pull requests, reviews or closed issues are missing.",
    todo: "Check that the token has the permission Pull requests: read, and run again.",
  };
}
