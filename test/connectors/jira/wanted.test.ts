import { expect, test } from "vitest";
import { createHistoryRows, oldestFirst, rowOf, type HistoryRows } from "../../../connectors/jira/history-rows.ts";
import { createJsonReader } from "../../../connectors/json/reader.ts";
import { prepareIssue } from "../../../connectors/jira/issues.ts";
import { normaliseIssues } from "../../../connectors/jira/normalise.ts";
import { searchFields } from "../../../connectors/jira/search.ts";
import { isComment, isHistory, isIssue, type JiraHistory } from "../../../connectors/jira/shapes.ts";
import { findFields, type Site } from "../../../connectors/jira/site.ts";
import { changelogShape, searchShape } from "../../../connectors/jira/wanted.ts";
import { startJiraServer } from "../../../fixtures/jira-server/server.ts";
import { largeDataset } from "../../../scripts/bench/jira-dataset.ts";

const dataset = largeDataset(60, 12);
const fields = findFields(dataset.fields);
const site: Site = {
  connection: "jira",
  url: "https://acme.example",
  fields,
  statuses: [],
  issueTypes: [],
  linkTypes: [],
  projects: [],
  keepTitles: true,
  pseudonym: (accountId) => `p-${accountId}`,
  identity: (identifier) => `i-${identifier}`,
};

interface SearchAnswer {
  readonly issues: readonly unknown[];
}
interface ChangelogAnswer {
  readonly issueChangeLogs: readonly { readonly issueId: string; readonly changeHistories: readonly unknown[] }[];
}

/** A copy, since the entry is another one afterwards. */
function entryAt(rows: HistoryRows, row: number): JiraHistory {
  let found: JiraHistory | null = null;
  oldestFirst({ rows, entries: [row] }, (entry) => (found = { ...entry, items: entry.items.map((item) => ({ ...item })) }));
  return found!;
}

/** The records that an import would store. */
function recordsOf({ issues }: SearchAnswer, { issueChangeLogs }: ChangelogAnswer) {
  const histories = new Map(issueChangeLogs.map(({ issueId, changeHistories }) => [issueId, changeHistories.filter(isHistory)]));
  const read = issues.filter(isIssue).flatMap((issue) => {
    const prepared = prepareIssue(site, issue, (issue.fields.comment?.comments ?? []).filter(isComment));
    return prepared === null ? [] : [{ prepared, histories: histories.get(issue.id) ?? [], historyComplete: true }];
  });
  const batch = normaliseIssues(site, read);
  return { ...batch, events: [...batch.events] };
}

test("the records of an issue are the same from the whole answers and from what is read of them", async () => {
  const server = await startJiraServer(dataset);
  const ask = async (path: string, body: object): Promise<Buffer> => {
    const authorization = `Basic ${Buffer.from(`${server.email}:${server.token}`).toString("base64")}`;
    const response = await fetch(`${server.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization },
      body: JSON.stringify(body),
    });
    return Buffer.from(await response.arrayBuffer());
  };
  try {
    const asked = searchFields(fields);
    const jql = `${dataset.projects.map(({ key }) => `project = ${key}`).join(" OR ")} ORDER BY key ASC`;
    const search = await ask("/rest/api/3/search/jql", { jql, fields: asked, maxResults: 100 });
    const ids = dataset.issues.map(({ id }) => id);
    const changelog = await ask("/rest/api/3/changelog/bulkfetch", { issueIdsOrKeys: ids, maxResults: 10_000 });

    const whole = [JSON.parse(search.toString()), JSON.parse(changelog.toString())] as [SearchAnswer, ChangelogAnswer];
    const issues = createJsonReader(searchShape(asked)).read(search) as SearchAnswer;
    const rows = createHistoryRows();
    const read = createJsonReader(changelogShape(rows)).read(changelog) as ChangelogAnswer;
    const histories = {
      issueChangeLogs: read.issueChangeLogs.map(({ issueId, changeHistories }) => ({
        issueId,
        changeHistories: changeHistories.map((value) => entryAt(rows, rowOf(value)!)),
      })),
    };
    const records = recordsOf(...whole);
    expect(records.items).toHaveLength(60);
    expect(records.events.length).toBeGreaterThan(60 * 10);
    expect(recordsOf(issues, histories)).toStrictEqual(records);

    const text = JSON.stringify([issues, histories]);
    expect(JSON.stringify(whole)).toContain("avatarUrls");
    expect(text).not.toContain("avatarUrls");
  } finally {
    await server.close();
  }
});
