import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { JiraDataset, JiraIssue, JiraStatus, JiraUser } from "../../fixtures/jira-server/dataset.ts";
import { jiraDocument, SYSTEM_FIELDS } from "./jira-parts.ts";
import { sharedPath } from "./shared.ts";

type Raw = Readonly<Record<string, unknown>>;
interface Named extends Raw {
  readonly id: string;
  readonly name: string;
}

/**
 * 6,686 issues of the tidev archive (Jira Server, four projects) as a Jira site: every field but no history at all, and many fields missing. What a
 * tracker looks like whose changelog was lost. Null where the data is missing.
 */
export function loadTidev(): JiraDataset | null {
  const file = sharedPath("data/tidev-jira-issues.ndjson.gz");
  if (file === null) return null;
  const lines = gunzipSync(readFileSync(file)).toString().split("\n").filter(Boolean);
  const raw = lines.map((line) => JSON.parse(line) as { readonly id: string; readonly key: string; readonly fields: Raw });
  const users = new Map<string, JiraUser>([
    ["reader", { accountId: "reader", accountType: "atlassian", active: true, displayName: "Reader" }],
  ]);
  const person = (value: unknown) => {
    const { name, active } = (value ?? {}) as { readonly name?: string; readonly active?: boolean };
    if (name === undefined) return null;
    const user: JiraUser = { accountId: name, accountType: "atlassian", active: active !== false, displayName: name };
    users.set(name, user);
    return user;
  };
  const issues = raw.map(({ id, key, fields }): JiraIssue => {
    const { comment, description, ...rest } = fields;
    const comments = ((comment as { readonly comments?: readonly Raw[] } | undefined)?.comments ?? []).map((one, index) => ({
      id: `${id}${String(index).padStart(3, "0")}`,
      author: person(one["author"])?.accountId ?? "unknown",
      created: one["created"] as string,
      body: "",
    }));
    const people = {
      assignee: person(fields["assignee"]),
      reporter: person(fields["reporter"]),
      creator: person(fields["creator"]),
    };
    const text = typeof description === "string" ? { description: jiraDocument(description) } : {};
    return { id, key, fields: { ...rest, ...text, ...people }, histories: [], comments };
  });
  const named = (field: string) => {
    const found = new Map<string, Named>();
    for (const { fields } of raw) {
      const value = fields[field] as Named | null | undefined;
      if (value !== null && value !== undefined && !found.has(value.id)) found.set(value.id, value);
    }
    return [...found.values()];
  };
  return {
    site: { name: "Archive", timeZone: "UTC" },
    users: [...users.values()],
    me: "reader",
    projects: named("project").map(({ id, name, ...rest }) => ({ id, key: (rest as Raw)["key"] as string, name })),
    statuses: named("status") as unknown as readonly JiraStatus[],
    priorities: named("priority").map(({ id, name }) => ({ id, name })),
    resolutions: named("resolution").map(({ id, name }) => ({ id, name })),
    issueTypes: named("issuetype").map(({ id, name, ...rest }) => {
      const subtask = (rest as Raw)["subtask"] === true;
      return { id, name, subtask, hierarchyLevel: name === "Epic" ? 1 : subtask ? -1 : 0 };
    }),
    fields: SYSTEM_FIELDS,
    workflows: [],
    boards: [],
    sprints: [],
    issues,
  };
}
