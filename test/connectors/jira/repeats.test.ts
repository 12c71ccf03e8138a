import { describe, expect, test } from "vitest";
import { createRepeats } from "../../../connectors/jira/repeats.ts";
import { isIssue, type JiraIssue, type JiraUser } from "../../../connectors/jira/shapes.ts";
import { startJiraServer } from "../../../fixtures/jira-server/server.ts";
import { smallSite } from "./small-site.ts";

async function asAnswered(): Promise<readonly JiraIssue[]> {
  const small = smallSite(3);
  const [first, second, third] = small.issues;
  const link = { id: "1", type: { id: "1", name: "Blocks", inward: "is blocked by", outward: "blocks" } };
  const server = await startJiraServer({
    ...small,
    issues: [
      { ...first!, fields: { ...first!.fields, issuelinks: [{ ...link, outwardIssue: { id: second!.id, key: second!.key } }] } },
      { ...second!, comments: [{ id: "9", author: "u2", created: "2026-02-01T00:00:00.000+0000", body: "Any news?" }] },
      {
        ...third!,
        fields: {
          ...third!.fields,
          parent: { id: first!.id, key: first!.key },
          components: [{ id: "1", name: "Core" }],
          customfield_7: [1],
        },
      },
    ],
  });
  try {
    const response = await fetch(`${server.url}/rest/api/3/search/jql`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Basic ${Buffer.from(`${server.email}:${server.token}`).toString("base64")}`,
      },
      body: JSON.stringify({ jql: "project = ACME ORDER BY key ASC", fields: ["*all"] }),
    });
    const { issues } = (await response.json()) as { issues: unknown[] };
    return issues.filter(isIssue);
  } finally {
    await server.close();
  }
}

describe("what a site repeats", () => {
  test("is kept once and without its pictures; everything that is read of an issue stays", async () => {
    const issues = await asAnswered();
    expect(issues).toHaveLength(3);
    const repeats = createRepeats();
    const brief = issues.map((issue) => repeats.issue(issue));
    expect(JSON.stringify(issues)).toContain("avatarUrls");
    expect(JSON.stringify(brief)).not.toContain("avatarUrls");
    expect(brief[0]!.fields.reporter).toBe(brief[1]!.fields.reporter);
    brief.forEach((issue, index) => {
      expect(isIssue(issue)).toBe(true);
      // Every value that is left is the one that came.
      expect(JSON.parse(JSON.stringify(issues[index]))).toMatchObject(withoutAbsent(issue) as object);
    });
    expect(brief[0]!.fields.issuelinks).toEqual([
      {
        type: { name: "Blocks", inward: "is blocked by", outward: "blocks" },
        inwardIssue: null,
        outwardIssue: { id: issues[1]!.id, key: issues[1]!.key },
      },
    ]);
    expect(brief[1]!.fields.comment?.comments).toMatchObject([
      { id: "9", author: { accountId: "u2" }, created: "2026-02-01T00:00:00.000+0000" },
    ]);
    expect(brief[2]!.fields).toMatchObject({
      parent: { key: issues[0]!.key },
      components: [{ name: "Core" }],
      customfield_7: [1],
    });
  });

  test("an account that shows up differently is another record, a comment of an unknown shape stays to be counted", async () => {
    const repeats = createRepeats();
    const user: JiraUser = { accountId: "a", accountType: "atlassian", active: true };
    expect(repeats.user({ ...user })).toBe(repeats.user({ ...user }));
    expect(repeats.user({ ...user, active: false })).toMatchObject({ accountId: "a", active: false });
    const [issue] = await asAnswered();
    const odd = { ...issue!, fields: { ...issue!.fields, comment: { comments: [{ id: 7 }], total: 1 } } };
    expect(repeats.issue(odd).fields.comment?.comments).toEqual([{ id: 7 }]);
  });
});

function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null && part !== undefined)
      .map(([key, part]) => [key, withoutAbsent(part)]),
  );
}
