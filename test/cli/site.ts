import type { JiraDataset } from "../../fixtures/jira-server/dataset.ts";
import { smallIssue, smallSite } from "../connectors/jira/small-site.ts";

export { smallIssue, smallSite };

/** The same site a day later: some issues were finished, some are new. */
export function laterSite(count: number, changedAt: number): JiraDataset {
  const site = smallSite(count + 5);
  const updated = new Date(changedAt).toISOString().replace("Z", "+0000");
  const issues = site.issues.map((issue, index) =>
    index % 2 === 0 && index < 10
      ? { ...smallIssue(index + 1, true), fields: { ...smallIssue(index + 1, true).fields, updated } }
      : index >= count
        ? { ...issue, fields: { ...issue.fields, updated } }
        : issue,
  );
  return { ...site, issues };
}
