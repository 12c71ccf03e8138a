/**
 * Every document that is sent to Linear. Nested connections are priced by their `first` before anything runs (0.1 a property, 1 an object,
 * children of a connection times `first`, at most 10,000), so the pages in `page-sizes.ts` belong to what is asked for here. Ids are asked for
 * as scalars (`fromStateId`) where Linear offers them: an object costs eleven times as much.
 */

const PAGE = "pageInfo { hasNextPage endCursor }";

export const PREFLIGHT = /* GraphQL */ `
  query Preflight($after: String) {
    viewer { id active app }
    organization { id }
    teams(first: 250, after: $after, includeArchived: true) {
      nodes { id key name private groupIssueHistory archivedAt issueCount(includeArchived: true) }
      ${PAGE}
    }
  }
`;

/** What issues are read against: names behind the ids of their history. Lists that were read to the end are left out of the next request. */
export const CONFIGURATION = /* GraphQL */ `
  query Configuration(
    $states: String, $withStates: Boolean!
    $labels: String, $withLabels: Boolean!
    $users: String, $withUsers: Boolean!
    $projects: String, $withProjects: Boolean!
    $withTemplates: Boolean!
  ) {
    workflowStates(first: 250, after: $states, includeArchived: true) @include(if: $withStates) {
      nodes { id name type position archivedAt team { id } }
      ${PAGE}
    }
    issueLabels(first: 250, after: $labels, includeArchived: true) @include(if: $withLabels) {
      nodes { id name }
      ${PAGE}
    }
    users(first: 250, after: $users, includeArchived: true, includeDisabled: true) @include(if: $withUsers) {
      nodes { id app active supportsAgentSessions email }
      ${PAGE}
    }
    projects(first: 250, after: $projects, includeArchived: true) @include(if: $withProjects) {
      nodes { id name }
      ${PAGE}
    }
    templates @include(if: $withTemplates) { id type createdAt }
  }
`;

export const CYCLES = /* GraphQL */ `
  query Cycles($after: String) {
    cycles(first: 250, after: $after, includeArchived: true) {
      nodes { id number name description startsAt endsAt completedAt team { key } }
      ${PAGE}
    }
  }
`;

const ISSUE_FIELDS = `
  id identifier title description url priority estimate dueDate createdAt updatedAt archivedAt trashed
  autoArchivedAt autoClosedAt completedAt canceledAt labelIds previousIdentifiers
  state { id }
  team { id }
  assignee { id }
  creator { id }
  cycle { id }
  project { id }
  projectMilestone { name }
  parent { id }
  lastAppliedTemplate { id }
  recurringIssueTemplate { id }
  externalUserCreator { id }
  botActor { type subType }
`;

const HISTORY_FIELDS = `
  id createdAt actorId
  fromStateId toStateId fromAssigneeId toAssigneeId fromTeamId toTeamId fromProjectId toProjectId
  fromCycleId toCycleId fromParentId toParentId fromPriority toPriority fromEstimate toEstimate fromDueDate toDueDate
  addedLabelIds removedLabelIds archived trashed autoArchived autoClosed updatedDescription attachmentId toTitle
  triageResponsibilityAutoAssigned toConvertedProjectId toSlaBreached toSlaStartedAt
  botActor { type subType }
  relationChanges { identifier type }
`;

/** Delegation has no id scalars and so is dear; it is asked for only where there are agents to delegate to. */
const DELEGATION_FIELDS = "fromDelegate { id } toDelegate { id }";

const issues = (name: string, own: string, history: string) => /* GraphQL */ `
  query ${name}($first: Int!, $history: Int!, $after: String, $filter: IssueFilter) {
    issues(first: $first, after: $after, filter: $filter, orderBy: createdAt, includeArchived: true) {
      nodes {
        ${ISSUE_FIELDS} ${own}
        history(first: $history) { nodes { ${HISTORY_FIELDS} ${history} } ${PAGE} }
      }
      ${PAGE}
    }
  }
`;

export const ISSUES = issues("Issues", "", "");
export const ISSUES_WITH_AGENTS = issues("IssuesWithAgents", "delegate { id }", DELEGATION_FIELDS);

/** The rest of the histories of `count` issues, each from its own place on. */
export function historyRest(count: number, withAgents: boolean): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const parameters = indices.map((index) => `$i${index}: String!, $c${index}: String!`).join(", ");
  const entries = `history(first: $history, after: $c`;
  const selection = `nodes { ${HISTORY_FIELDS} ${withAgents ? DELEGATION_FIELDS : ""} } ${PAGE}`;
  const parts = indices.map((index) => `h${index}: issue(id: $i${index}) { id ${entries}${index}) { ${selection} } }`);
  return /* GraphQL */ `
    query HistoryRest($history: Int!, ${parameters}) {
      ${parts.join("\n      ")}
    }
  `;
}

/** What hangs on issues and may change without touching them. */
export const ACTIVITY = /* GraphQL */ `
  query Activity(
    $first: Int!
    $comments: String, $withComments: Boolean!, $commentFilter: CommentFilter
    $attachments: String, $withAttachments: Boolean!, $attachmentFilter: AttachmentFilter
    $relations: String, $withRelations: Boolean!
  ) {
    comments(first: $first, after: $comments, filter: $commentFilter, orderBy: updatedAt, includeArchived: true)
      @include(if: $withComments) {
      nodes { id createdAt updatedAt body user { id } externalUser { id } botActor { type subType } issue { id identifier team { id } } }
      ${PAGE}
    }
    attachments(first: $first, after: $attachments, filter: $attachmentFilter, orderBy: updatedAt, includeArchived: true)
      @include(if: $withAttachments) {
      nodes { id createdAt updatedAt url sourceType creator { id } issue { id team { id } } }
      ${PAGE}
    }
    issueRelations(first: $first, after: $relations, orderBy: updatedAt, includeArchived: true) @include(if: $withRelations) {
      nodes { id type createdAt updatedAt issue { id team { id } } relatedIssue { id team { id } } }
      ${PAGE}
    }
  }
`;

export const ISSUE_IDS = /* GraphQL */ `
  query IssueIds($after: String, $filter: IssueFilter) {
    issues(first: 250, after: $after, filter: $filter, orderBy: createdAt, includeArchived: true) {
      nodes { id trashed updatedAt team { key } }
      ${PAGE}
    }
  }
`;
