import { describe, expect, test } from "vitest";
import { canned, REPOSITORY, type Reply } from "./canned.ts";
import { ADA, COPILOT, event, HOUR, issueWith, START } from "./small-issue.ts";

const FORBIDDEN = { type: "FORBIDDEN", message: "Resource not accessible by personal access token" };
const page = (nodes: readonly unknown[], endCursor: string | null = null) => ({
  nodes,
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
});
const withTimeline = (number: number, nodes: readonly unknown[], endCursor: string | null = null) => ({
  ...issueWith({ id: `I_${number}`, number }),
  timelineItems: page(nodes, endCursor),
});
const issues = (nodes: readonly unknown[], endCursor: string | null = null) => ({
  data: { node: { issues: page(nodes, endCursor) } },
});
const labeled = (name: string) => event("LabeledEvent", 1, { label: { name } });

describe("pages of issues", () => {
  test("timelines that go on elsewhere are read to their end together, in one page", async () => {
    const { readAll, asked } = canned({
      Issues: ({ variables }) =>
        variables["after"] === null
          ? issues([withTimeline(1, [labeled("a")], "t1")], "p2")
          : issues([withTimeline(2, [labeled("b")], "t2")]),
      TimelineRest: ({ variables }) => ({
        data: {
          h0: { id: variables["i0"], timelineItems: page([labeled("c")]) },
          h1: { id: variables["i1"], timelineItems: page([labeled("d")]) },
        },
      }),
    });
    const [first, last] = await readAll("issues");
    expect(first!.batch.items.map(({ key, historyComplete }) => [key, historyComplete])).toEqual([
      ["acme/shop#1", true],
      ["acme/shop#2", true],
    ]);
    expect(
      [...first!.batch.events].filter(({ kind, origin }) => kind === "label" && origin === "history").map(({ to }) => to),
    ).toEqual(["a", "c", "b", "d"]);
    expect(last).toMatchObject({ done: true, problem: null });
    expect(asked.filter(({ operation }) => operation === "TimelineRest").length).toBe(1);
  });

  test("a page that is too much for GitHub is asked for smaller, one that was quick larger", async () => {
    const sizes: unknown[] = [];
    const { readAll } = canned({
      Issues: ({ variables }) => {
        sizes.push(variables["first"]);
        if (sizes.length === 2) return { data: null, errors: [{ type: "RESOURCE_LIMITS_EXCEEDED", message: "limits" }] };
        if (sizes.length === 3) return { data: null, errors: [{ message: "Something went wrong while executing your query." }] };
        return issues([withTimeline(sizes.length, [])], sizes.length < 5 ? `p${sizes.length}` : null);
      },
    });
    await readAll("issues");
    expect(sizes).toEqual([50, 100, 50, 25, 25]);
  });

  test("when even one issue is too much, it says so", async () => {
    const { readAll } = canned({
      Issues: () => ({ data: null, errors: [{ type: "RESOURCE_LIMITS_EXCEEDED", message: "limits" }] }),
    });
    await expect(readAll("issues")).rejects.toMatchObject({ problem: { code: "too-large" } });
  });

  test("errors beside the data mark the issue they hit and make the stream partial", async () => {
    const { readAll } = canned({
      Issues: () => ({
        ...issues([{ ...withTimeline(1, []), timelineItems: null }, withTimeline(2, [])]),
        errors: [{ type: "SERVICE_UNAVAILABLE", path: ["node", "issues", "nodes", 0, "timelineItems"] }],
      }),
    });
    const [first] = await readAll("issues");
    expect(first!.batch.items.map(({ historyComplete }) => historyComplete)).toEqual([false, true]);
    expect(first!.problem?.code).toBe("history-incomplete");
  });

  test("an issue of a shape that is not known is counted and told", async () => {
    const { readAll } = canned({ Issues: () => issues([{ id: "I_1" }, withTimeline(2, [{ __typename: "LabeledEvent" }])]) });
    const [first] = await readAll("issues");
    expect(first!.problem?.what).toContain("1 issue came in a shape");
    expect(first!.batch.drift).toContainEqual({ path: "issue", value: "unexpected shape", count: 1 });
    expect(first!.batch.items[0]?.historyComplete).toBe(false);
  });

  test("pages that come round are an error, never an endless read", async () => {
    const { readAll } = canned({ Issues: () => issues([withTimeline(1, [])], "same") });
    await expect(readAll("issues")).rejects.toMatchObject({ problem: { code: "endless-cursor" } });
  });

  test("a repository without a change since the last read is not asked for", async () => {
    const { readAll, asked } = canned({});
    const [only] = await readAll("issues", { cursor: null, watermark: START + HOUR, stored: 1 });
    expect(only).toMatchObject({ done: true, fetched: 0 });
    expect(asked.map(({ operation }) => operation)).not.toContain("Issues");
  });
});

describe("nothing is lost", () => {
  const SECOND = { ...REPOSITORY, id: "R_2", nameWithOwner: "acme/docs", name: "docs" };
  const pullRequest = { totalCount: 1, nodes: [{ updatedAt: new Date(START).toISOString() }] };

  test.each(["issues", "pull-requests"])(
    "a repository that gave no %s holds the watermark back, even when the read was interrupted behind it",
    async (stream) => {
      const repositories = [REPOSITORY, SECOND].map((one) => ({ ...one, pullRequests: pullRequest }));
      const replies: Readonly<Record<string, Reply>> = {
        PreflightOfRepositories: () => ({ data: { viewer: { login: "ada" }, r0: repositories[0], r1: repositories[1] } }),
        Issues: ({ variables }) => (variables["repository"] === "R_1" ? { data: { node: null } } : issues([withTimeline(1, [])])),
        PullRequests: ({ variables }) => ({
          data: { node: variables["repository"] === "R_1" ? null : { pullRequests: page([]) } },
        }),
      };
      const before = START - HOUR;
      const [first] = await canned(replies).readAll(stream, { cursor: null, watermark: before, stored: 1 });
      expect(first!.done).toBe(false);
      const again = await canned(replies).readAll(stream, { cursor: first!.cursor, watermark: before, stored: 1 });
      expect(again.at(-1)).toMatchObject({ done: true, watermark: before });
      const whole = await canned({
        ...replies,
        Issues: () => issues([]),
        PullRequests: () => ({ data: { node: { pullRequests: page([]) } } }),
      }).readAll(stream, { cursor: null, watermark: before, stored: 1 });
      expect(whole.at(-1)).toMatchObject({ done: true, watermark: START });
    },
  );

  test("of issues that agents have, 300 a run are asked for their work, and the others at the next run", async () => {
    const handed = (number: number) => withTimeline(number, [event("AssignedEvent", 1, { assignee: COPILOT })]);
    const all = Array.from({ length: 310 }, (_, index) => handed(index + 1));
    const fetched: string[] = [];
    const fetch = (address: unknown) => {
      fetched.push(String(address));
      return Promise.resolve(Response.json([]));
    };
    const first = canned({ Issues: () => issues(all) }, {}, "token", fetch);
    const last = (await first.readAll("issues")).at(-1)!;
    expect(fetched).toHaveLength(300);
    expect(first.warnings.map(({ code }) => code)).toEqual(["history-incomplete"]);
    expect(JSON.parse(last.fingerprint!)).toEqual(all.slice(300).map(({ id }) => id));

    const named: Reply = ({ variables }) => ({
      data: { nodes: (variables["ids"] as string[]).map((id) => ({ ...all.find((one) => one.id === id), __typename: "Issue" })) },
    });
    const second = canned({ NamedIssues: named }, {}, "token", fetch);
    const state = { cursor: null, watermark: START + HOUR, stored: 310, fingerprint: last.fingerprint! };
    const end = (await second.readAll("issues", state)).at(-1)!;
    expect(new Set(fetched).size).toBe(310);
    expect(end.done).toBe(true);
    expect(end.fingerprint).toBeUndefined();
  });
});

describe("a token that may not read Projects", () => {
  const refusals: readonly (readonly [string, Reply])[] = [
    [
      "as a whole",
      ({ query }) => (query.includes("projectItems") ? { data: null, errors: [FORBIDDEN] } : issues([withTimeline(1, [])])),
    ],
    [
      "beside the data",
      ({ query }) =>
        query.includes("projectItems")
          ? { ...issues([withTimeline(1, [])]), errors: [{ ...FORBIDDEN, path: ["node", "issues", "nodes", 0, "projectItems"] }] }
          : issues([withTimeline(1, [])]),
    ],
  ];
  test.each(refusals)("refused %s: reads everything else, and says once what is lost", async (_, reply) => {
    const { readAll, warnings } = canned({ Issues: reply });
    const pages = await readAll("issues");
    expect(pages[0]!.batch.items[0]).toMatchObject({ key: "acme/shop#1", historyComplete: true });
    expect(pages.every(({ problem }) => problem === null)).toBe(true);
    expect(warnings.map(({ todo }) => todo)).toEqual([expect.stringContaining("Projects: read")]);
  });
});

describe("pull requests", () => {
  const request = (number: number, fields: Record<string, unknown> = {}) => ({
    id: `PR_${number}`,
    number,
    url: `https://github.com/acme/shop/pull/${number}`,
    title: "Fix ACME-12 and more",
    body: "See OPS-7, UTF-8x and xACME-1.",
    headRefName: "feature/ACME-12_basket",
    createdAt: "2026-01-05T08:00:00Z",
    updatedAt: "2026-01-07T08:00:00Z",
    closedAt: "2026-01-06T08:00:00Z",
    mergedAt: "2026-01-06T08:00:00Z",
    author: ADA,
    mergedBy: ADA,
    commits: { nodes: [{ commit: { authoredDate: "2026-01-04T08:00:00Z" } }] },
    reviews: page([
      { state: "CHANGES_REQUESTED", submittedAt: "2026-01-05T09:00:00Z", author: ADA },
      { state: "PENDING", submittedAt: null, author: ADA },
    ]),
    closingIssuesReferences: { nodes: [{ id: "I_1" }] },
    ...fields,
  });
  const REPOSITORY_WITH_ONE = { totalCount: 1, nodes: [{ updatedAt: "2026-01-07T08:00:00Z" }] };

  test("tell what they close and which work they name, and keep none of their words", async () => {
    const { readAll } = canned(
      {
        PreflightOfRepositories: () => ({ data: { r0: { ...REPOSITORY, pullRequests: REPOSITORY_WITH_ONE } } }),
        PullRequests: () => ({ data: { node: { pullRequests: page([request(1)]) } } }),
      },
      { keepTitles: false },
    );
    const pages = await readAll("pull-requests");
    const [record] = pages[0]!.batch.pullRequests;
    expect(record).toMatchObject({
      id: "github/pr/PR_1",
      key: "acme/shop#1",
      title: null,
      projectKey: "acme/shop",
      firstCommitAt: Date.UTC(2026, 0, 4, 8),
      mergedAt: Date.UTC(2026, 0, 6, 8),
      reviews: [{ actor: "p(id:1)", at: Date.UTC(2026, 0, 5, 9), state: "changes-requested" }],
      reviewsComplete: true,
      work: [
        { item: "github/I_1", key: null, basis: "closing-reference" },
        { item: null, key: "ACME-12", basis: "key-in-branch" },
        { item: null, key: "ACME-12", basis: "key-in-title" },
        { item: null, key: "OPS-7", basis: "key-in-body" },
      ],
    });
    expect(JSON.stringify(pages)).not.toMatch(/basket|and more|feature/);
  });

  test("later reads go by change, newest first, and stop at what was known", async () => {
    const { readAll, asked } = canned({
      PreflightOfRepositories: () => ({ data: { r0: { ...REPOSITORY, pullRequests: REPOSITORY_WITH_ONE } } }),
      PullRequests: () => ({
        data: { node: { pullRequests: page([request(2), request(1, { updatedAt: "2026-01-01T00:00:00Z" })], "more") } },
      }),
    });
    await readAll("pull-requests", { cursor: null, watermark: Date.UTC(2026, 0, 6), stored: 1 });
    const queries = asked.filter(({ operation }) => operation === "PullRequests");
    expect(queries.map(({ variables }) => variables["order"])).toEqual([{ field: "UPDATED_AT", direction: "DESC" }]);
  });
});

describe("pull requests that are not as usual", () => {
  const ONE = { totalCount: 1, nodes: [{ updatedAt: "2026-01-07T08:00:00Z" }] };
  const PreflightOfRepositories: Reply = () => ({ data: { r0: { ...REPOSITORY, pullRequests: ONE } } });
  const review = (hours: number) => ({
    state: "APPROVED",
    submittedAt: new Date(START + hours * HOUR).toISOString(),
    author: ADA,
  });
  const request = (reviews: unknown) => ({
    ...issueWith({ id: "PR_1", url: "https://github.com/acme/shop/pull/1", reviews }),
  });

  test("reviews that go on elsewhere are read to their end", async () => {
    const { readAll, asked } = canned({
      PreflightOfRepositories,
      PullRequests: () => ({ data: { node: { pullRequests: page([request(page([review(1)], "r1"))]) } } }),
      ReviewsRest: ({ variables }) => ({
        data: { node: { reviews: variables["after"] === "r1" ? page([review(2)], "r2") : page([review(3)]) } },
      }),
    });
    const [first] = await readAll("pull-requests");
    const [record] = first!.batch.pullRequests;
    expect(record!.reviews.map(({ at }) => (at - START) / HOUR)).toEqual([1, 2, 3]);
    expect(record!.reviewsComplete).toBe(true);
    expect(asked.filter(({ operation }) => operation === "ReviewsRest")).toHaveLength(2);
  });

  test("reviews that GitHub does not give are missed, and said to be", async () => {
    const { readAll } = canned({
      PreflightOfRepositories,
      PullRequests: () => ({ data: { node: { pullRequests: page([request(page([review(1)], "r1"))]) } } }),
      ReviewsRest: () => ({ data: { node: null } }),
    });
    const [first] = await readAll("pull-requests");
    expect(first!.batch.pullRequests[0]).toMatchObject({ reviewsComplete: false, reviews: [{ state: "approved" }] });
  });

  test("once a week those that changed since the week of the last read began are read again", async () => {
    const operations = async (days: number) => {
      // 7 January 2026 is a Wednesday; weeks begin on Thursdays, as days do in 1970.
      const watermark = Date.UTC(2026, 0, 7, 12);
      const { readAll, asked } = canned({ PreflightOfRepositories }, { now: () => watermark + days * 24 * HOUR });
      await readAll("pull-requests", { cursor: null, watermark, stored: 1 });
      return asked.filter(({ operation }) => operation === "PullRequests").length;
    };
    expect(await operations(0.4)).toBe(0);
    expect(await operations(1)).toBe(1);
  });
});

describe("signing in", () => {
  test("without a token it says what a token is needed for", async () => {
    const { connection } = canned({}, {}, "");
    await expect(connection.preflight()).rejects.toMatchObject({ problem: { code: "anonymous" } });
  });

  test("an installation of an app has no account to ask for", async () => {
    const { connection, asked } = canned({}, {}, "ghs_secret");
    expect((await connection.preflight()).summary).toBe("GitHub, signed in as an installation of a GitHub App, 1 repository");
    expect(asked[0]!.variables["withViewer"]).toBe(false);
    expect(JSON.stringify(asked)).not.toContain("ghs_secret");
  });

  test("a repository that is not visible is named; when none is, it is an error", async () => {
    const { connection } = canned({
      PreflightOfRepositories: () => ({ data: { r0: null }, errors: [{ type: "NOT_FOUND", path: ["r0"] }] }),
    });
    await expect(connection.preflight()).rejects.toMatchObject({
      problem: { code: "not-found", what: expect.stringContaining("acme/shop") },
    });
  });

  test.each([
    [401, "unauthenticated"],
    [403, "forbidden"],
    [404, "not-found"],
  ])("status %i without a query's errors is %s", async (status, code) => {
    const { connection } = canned({ PreflightOfRepositories: () => ({ status, message: "no" }) });
    await expect(connection.preflight()).rejects.toMatchObject({ problem: { code } });
  });
});
