import {
  isComment,
  type JiraIssue,
  type JiraIssueType,
  type JiraProject,
  type JiraStatus,
  type JiraUser,
  type Linked,
  type Named,
} from "./shapes.ts";

/** One record an account, a status, a type...: what a site repeats in every answer is kept once. */
export interface Repeats {
  user(user: JiraUser): JiraUser;
  issue(issue: JiraIssue): JiraIssue;
}

/**
 * Most of an answer is pictures, links and icons that nobody reads. Without them a thousand issues take a fifth of the memory while they
 * wait for their histories, and the garbage collector has that much less to go through.
 */
export function createRepeats(): Repeats {
  const users = new Map<string, JiraUser>();
  const statuses = new Map<string, JiraStatus>();
  const types = new Map<string, JiraIssueType>();
  const projects = new Map<string, JiraProject>();

  const user = (full: JiraUser): JiraUser => {
    const known = users.get(full.accountId);
    if (
      known !== undefined &&
      known.accountType === full.accountType &&
      known.appType === full.appType &&
      known.emailAddress === full.emailAddress &&
      known.active === full.active
    )
      return known;
    const { accountId, accountType, appType, emailAddress, active } = full;
    const brief = { accountId, accountType, appType, emailAddress, active };
    users.set(accountId, brief);
    return brief;
  };
  const userOrNull = (full: JiraUser | null | undefined) => (full ? user(full) : null);
  const status = (full: JiraStatus): JiraStatus => {
    const { id, name, statusCategory } = full;
    const known = statuses.get(id);
    if (known !== undefined && known.name === name && known.statusCategory?.key === statusCategory?.key) return known;
    const brief = { id, name, statusCategory: statusCategory ? { key: statusCategory.key } : null };
    statuses.set(id, brief);
    return brief;
  };
  const type = (full: JiraIssueType): JiraIssueType => {
    const { id, name, subtask, hierarchyLevel } = full;
    const known = types.get(id);
    if (known !== undefined && known.name === name && known.subtask === subtask && known.hierarchyLevel === hierarchyLevel)
      return known;
    const brief = { id, name, subtask, hierarchyLevel };
    types.set(id, brief);
    return brief;
  };
  const project = (full: JiraProject): JiraProject => {
    const { id, key, name } = full;
    const known = projects.get(id);
    if (known !== undefined && known.key === key && known.name === name) return known;
    const brief = { id, key, name };
    projects.set(id, brief);
    return brief;
  };
  const named = (full: Named | null | undefined) => (full ? { id: full.id, name: full.name } : null);
  const linked = (full: Linked | null | undefined) => (full ? { id: full.id, key: full.key } : null);
  const comment = (full: unknown): unknown => {
    if (!isComment(full)) return full;
    const { id, author, created, body } = full;
    return { id, author: userOrNull(author), created, body };
  };
  return {
    user,
    issue({ id, key, fields }) {
      const { comment: comments } = fields;
      return {
        id,
        key,
        fields: {
          ...fields,
          issuetype: type(fields.issuetype),
          project: project(fields.project),
          status: status(fields.status),
          priority: named(fields.priority),
          resolution: named(fields.resolution),
          assignee: userOrNull(fields.assignee),
          reporter: userOrNull(fields.reporter),
          creator: userOrNull(fields.creator),
          components: fields.components?.map((one) => ({ id: one.id, name: one.name })),
          fixVersions: fields.fixVersions?.map((one) => ({ id: one.id, name: one.name })),
          parent: linked(fields.parent),
          issuelinks: fields.issuelinks?.map((link) => ({
            type: { name: link.type.name, inward: link.type.inward, outward: link.type.outward },
            inwardIssue: linked(link.inwardIssue),
            outwardIssue: linked(link.outwardIssue),
          })),
          comment: comments ? { comments: comments.comments.map(comment), total: comments.total } : null,
        },
      };
    },
  };
}
