import type { Json } from "../../src/model/page.ts";
import type { Instant } from "../../src/model/window.ts";
import type { Capabilities } from "./capabilities.ts";
import { nextCursor, type Answer, type GithubClient, type Missing } from "./client.ts";
import { issues, namedIssues, timelineItems, timelineRest } from "./issue-documents.ts";
import type { Place } from "./graphql-errors.ts";
import type { RawIssue } from "./issues.ts";
import { createLadder } from "./ladder.ts";
import { ISSUE_SIZES, REST_SIZES } from "./page-sizes.ts";
import { withoutRefused, type ProjectAccess } from "./project-access.ts";
import * as schema from "./schema.ts";
import { isIssue, isObject, isTimelineNode, own, type GithubIssue, type TimelineNode } from "./shapes.ts";

/** An issue whose timeline may go on elsewhere. */
export interface StartedIssue {
  readonly issue: GithubIssue;
  readonly timeline: TimelineNode[];
  /** Where the rest of its timeline begins; null = it is whole. */
  after: string | null;
  complete: boolean;
}

export interface FoundPage {
  readonly issues: readonly StartedIssue[];
  readonly rejected: number;
  readonly rejectedEntries: number;
  readonly bodies: readonly Answer<unknown>["body"][];
  /** GitHub answered with errors beside the data that cost an issue or a piece of its history. */
  readonly isPartial: boolean;
  /** GitHub gave no list at all: nothing of this repository was read. */
  readonly isMissing: boolean;
  /** Where the next page of the repository starts; null = this was the last one. */
  readonly after: string | null;
}

export interface Search {
  read(repository: string, since: Instant | null, after: string | null, place: Place): Promise<FoundPage>;
  named(ids: readonly string[], place: Place): Promise<FoundPage>;
  /** Reads the timelines of issues to their end, many issues a request. */
  complete(issues: readonly StartedIssue[], place: Place): Promise<Completed>;
}

export interface Completed {
  readonly raws: readonly RawIssue[];
  readonly rejectedEntries: number;
  readonly bodies: readonly Answer<unknown>["body"][];
  readonly isPartial: boolean;
}

export interface SearchIn {
  readonly client: GithubClient;
  readonly host: Capabilities;
  /** Whether Projects are asked for; turned off for the rest of the run when the token may not read them. */
  readonly projects: ProjectAccess;
  now(): Instant;
}

/** Issues with the beginning of their timelines, by creation, oldest first, which no change can move them in. */
export function createSearch({ client, host, projects, now }: SearchIn): Search {
  const ladder = createLadder(ISSUE_SIZES, now);
  const restLadder = createLadder(REST_SIZES, now);
  // A place may be spelt the same in two repositories.
  const seen = new Map<string, Set<string>>();
  const seenIn = (repository: string) => seen.get(repository) ?? seen.set(repository, new Set()).get(repository)!;

  const started = (nodes: readonly unknown[], at: number, answer: Answer<unknown>): Omit<FoundPage, "after"> => {
    const lost = answer.missing.filter((one) => !isBesideTheIssue(one));
    const damaged = new Set(lost.map(({ path }) => path[at]));
    const found: StartedIssue[] = [];
    let rejected = 0;
    let rejectedEntries = 0;
    nodes.forEach((node, index) => {
      // By name, what is gone by now comes as null, which is no damage.
      if (node === null && at === 1) return;
      if (!isIssue(node)) return void rejected++;
      const { entries, rejected: bad, after, isThere } = timelineOf(node);
      rejectedEntries += bad;
      found.push({ issue: node, timeline: entries, after, complete: !damaged.has(index) && bad === 0 && isThere });
    });
    const isPartial = lost.some(({ kind }) => at !== 1 || kind !== "not-found");
    return { issues: found, rejected, rejectedEntries, bodies: [answer.body], isPartial, isMissing: false };
  };

  return {
    async read(repository, since, after, place) {
      const filter: Json = since === null ? {} : { since: new Date(since).toISOString() };
      const answer = await withoutRefused(projects, (withProjects) =>
        ladder.ask(place, ({ size: first, isLast }) =>
          client.query(
            issues(host, { withProjects }),
            { repository, first, after, filter, items: timelineItems(host, { withProjects }) },
            schema.issuePage,
            place,
            { isLast },
          ),
        ),
      );
      const page = answer.data.node?.issues;
      if (page === null || page === undefined)
        return {
          issues: [],
          rejected: 0,
          rejectedEntries: 0,
          bodies: [answer.body],
          isPartial: true,
          isMissing: true,
          after: null,
        };
      return { ...started(page.nodes ?? [], 3, answer), after: nextCursor(page.pageInfo, seenIn(repository), place) };
    },
    async named(ids, place) {
      const answer = await withoutRefused(projects, (withProjects) =>
        client.query(
          namedIssues(host, { withProjects }),
          { ids, items: timelineItems(host, { withProjects }) },
          schema.nodesPage,
          place,
        ),
      );
      const nodes = answer.data.nodes.map((node) => (own(node, "__typename") === "Issue" ? node : null));
      return { ...started(nodes, 1, answer), after: null };
    },
    async complete(all, place) {
      const bodies: Answer<unknown>["body"][] = [];
      let rejectedEntries = 0;
      let isPartial = false;
      for (;;) {
        const open = all.filter(({ after }) => after !== null);
        if (open.length === 0) break;
        let asked: readonly StartedIssue[] = [];
        const answer = await withoutRefused(projects, (withProjects) =>
          restLadder.ask(place, ({ size, isLast }) => {
            asked = open.slice(0, size);
            const variables: Record<string, Json> = { items: timelineItems(host, { withProjects }) };
            asked.forEach(({ issue, after }, index) => {
              variables[`i${index}`] = issue.id;
              variables[`c${index}`] = after;
            });
            const document = timelineRest(host, { withProjects }, asked.length);
            return client.query(document, variables, schema.timelineRestPage, place, { isLast });
          }),
        );
        bodies.push(answer.body);
        const lost = answer.missing.filter((one) => !isBesideTheIssue(one));
        isPartial ||= lost.length > 0;
        const damaged = new Set(lost.map(({ path }) => path[0]));
        for (const [index, issue] of asked.entries()) {
          const { entries, rejected, after, isThere } = timelineOf(answer.data[`h${index}`]);
          const known = new Set(issue.timeline.map(({ id }) => id));
          const fresh = entries.filter(({ id }) => !known.has(id));
          issue.timeline.push(...fresh);
          rejectedEntries += rejected;
          // A page that brings nothing new would go on for ever; an issue that vanished in between keeps what was read.
          const isStuck = after !== null && fresh.length === 0;
          if (rejected > 0 || !isThere || damaged.has(`h${index}`) || isStuck) issue.complete = false;
          issue.after = fresh.length === 0 ? null : after;
        }
      }
      const raws = all.map(({ issue, timeline, complete }) => ({ issue, timeline, historyComplete: complete }));
      return { raws, rejectedEntries, bodies, isPartial };
    },
  };
}

/** One Project, or another repository, that the token may not see: the issue itself and its history are whole without it. */
function isBesideTheIssue({ kind, path }: Missing): boolean {
  const last = path.at(-1);
  const names = ["project", "projectItems", "closer", "source", "subject", "canonical", "duplicate", "fromRepository", "parent"];
  return (
    (kind === "forbidden" || kind === "not-found") &&
    (path.includes("projectItems") || (typeof last === "string" && names.includes(last)))
  );
}

/** As much of a timeline as stands in an issue. */
function timelineOf(issue: unknown) {
  const page = own(issue, "timelineItems");
  const nodes = own(page, "nodes");
  const info = own(page, "pageInfo");
  const list: readonly unknown[] = Array.isArray(nodes) ? nodes : [];
  const entries = list.filter(isTimelineNode);
  const hasNextPage = own(info, "hasNextPage") === true;
  const endCursor = own(info, "endCursor");
  // Without a place to go on from there is nothing to ask for: the history counts as incomplete.
  const after = hasNextPage && typeof endCursor === "string" && endCursor !== "" ? endCursor : null;
  const isThere = isObject(page) && isObject(info) && Array.isArray(nodes) && (!hasNextPage || after !== null);
  return { entries, rejected: list.length - entries.length, after, isThere };
}
