import { PROBE, select, type Capabilities, type Selection } from "./capabilities.ts";
import { MOST } from "./page-sizes.ts";

/**
 * Every document that is sent to GitHub. Prices are counted by connections, so that the page of issues with their timelines, labels and links
 * costs a few of the 5,000 points an hour; what limits a page is GitHub's ten seconds (`page-sizes.ts`).
 */

const PAGE = "pageInfo { hasNextPage endCursor }";

/** Who somebody is: ids to make pseudonyms of, the login to know shipped names of bots by. */
const ACCOUNT = `
  fragment Account on Actor {
    __typename login
    ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } ... on Organization { databaseId }
  }
`;

const newest = "(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { totalCount nodes { updatedAt } }";
/** When the newest change of a repository was, so that unchanged ones are not asked for more. */
const REPOSITORY = `
  fragment Repository on Repository {
    id nameWithOwner name isPrivate isArchived isFork hasIssuesEnabled
    owner { __typename login }
    issues${newest}
    pullRequests${newest}
  }
`;

const VIEWER = "viewer @include(if: $withViewer) { login } rateLimit { limit remaining resetAt }";

/** Asks nothing: the answer's headers tell the scopes of a classic token. */
export const RIGHTS = /* GraphQL */ `
  query Rights {
    __typename
  }
`;

/** Who we are, and the repositories of one owner. */
export const preflightOfOwner = (isFirst: boolean): string => /* GraphQL */ `
  query PreflightOfOwner($owner: String!, $after: String, $withViewer: Boolean!) {
    ${VIEWER}
    repositoryOwner(login: $owner) {
      __typename login
      repositories(first: 50, after: $after, ownerAffiliations: [OWNER], orderBy: { field: NAME, direction: ASC }) {
        nodes { ...Repository }
        ${PAGE}
      }
    }
    ${isFirst ? PROBE : ""}
  }
  ${REPOSITORY}
`;

/** Who we are, and repositories that were named. */
export function preflightOfRepositories(count: number, isFirst: boolean): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  return /* GraphQL */ `
    query PreflightOfRepositories($withViewer: Boolean!, ${indices.map((index) => `$o${index}: String!, $n${index}: String!`).join(", ")}) {
      ${VIEWER}
      ${indices.map((index) => `r${index}: repository(owner: $o${index}, name: $n${index}) { ...Repository }`).join("\n      ")}
      ${isFirst ? PROBE : ""}
    }
    ${REPOSITORY}
  `;
}

const PROJECT_FIELDS = /* GraphQL */ `
  fragment Project on ProjectV2 {
    id
    number
    title
    closed
    items(first: 1) {
      totalCount
    }
    fields(first: 50) {
      nodes {
        __typename
        ... on ProjectV2SingleSelectField {
          id
          name
          options {
            id
            name
          }
        }
        ... on ProjectV2IterationField {
          id
          name
          configuration {
            duration
            iterations {
              id
              title
              startDate
              duration
            }
            completedIterations {
              id
              title
              startDate
              duration
            }
          }
        }
      }
    }
  }
`;

/** Projects of an owner, or those that a repository is linked to, most recent first. */
export const PROJECTS_OF_OWNER = /* GraphQL */ `
  query ProjectsOfOwner($owner: String!, $after: String) {
    repositoryOwner(login: $owner) {
      ... on Organization { projectsV2(first: 20, after: $after) { nodes { ...Project } ${PAGE} } }
      ... on User { projectsV2(first: 20, after: $after) { nodes { ...Project } ${PAGE} } }
    }
  }
  ${PROJECT_FIELDS}
`;

/** What stands in repositories: labels, templates of issues, and milestones are read with the issues. */
export function repositorySetup({ has }: Capabilities, count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const templates = has("Repository", "issueTemplates") ? "issueTemplates { body }" : "";
  return /* GraphQL */ `
    query RepositorySetup(${indices.map((index) => `$i${index}: ID!`).join(", ")}) {
      ${indices
        .map(
          (index) =>
            `r${index}: node(id: $i${index}) { ... on Repository { id labels(first: 100) { nodes { name } } ${templates} } }`,
        )
        .join("\n      ")}
    }
  `;
}

/** Members with the addresses that the organisation has verified. */
export const MEMBERS = /* GraphQL */ `
  query Members($owner: String!, $after: String) {
    organization(login: $owner) {
      membersWithRole(first: 100, after: $after) {
        nodes { __typename login databaseId organizationVerifiedDomainEmails(login: $owner) }
        ${PAGE}
      }
    }
  }
`;

const PROJECT_ITEMS = `
  projectItems(first: 5, includeArchived: true) {
    nodes {
      id createdAt project { id }
      fieldValues(first: 20) {
        nodes {
          __typename
          ... on ProjectV2ItemFieldSingleSelectValue { name optionId field { ...FieldName } }
          ... on ProjectV2ItemFieldIterationValue { iterationId field { ...FieldName } }
          ... on ProjectV2ItemFieldNumberValue { number field { ...FieldName } }
          ... on ProjectV2ItemFieldDateValue { date field { ...FieldName } }
        }
      }
    }
  }
`;
const FIELD_NAME = "fragment FieldName on ProjectV2FieldCommon { id name }";

const ISSUE: Selection = [
  ["id", "id"],
  ["number", "number"],
  ["url", "url"],
  ["title", "title"],
  ["body", "body"],
  ["createdAt", "createdAt"],
  ["updatedAt", "updatedAt"],
  ["closedAt", "closedAt"],
  ["state", "state"],
  ["stateReason", "stateReason"],
  ["author", "author { ...Account }"],
  ["repository", "repository { id nameWithOwner }"],
  ["labels", "labels(first: 100) { nodes { name } }"],
  ["milestone", "milestone { title dueOn }"],
  ["issueType", "issueType { name }"],
  ["parent", "parent { id }"],
  ["subIssues", "subIssues(first: 50) { nodes { id } }"],
  ["blockedBy", "blockedBy(first: 20) { nodes { id } }"],
  ["blocking", "blocking(first: 20) { nodes { id } }"],
  ["closedByPullRequestsReferences", "closedByPullRequestsReferences(first: 10, includeClosedPrs: true) { nodes { id } }"],
  [
    "issueFieldValues",
    `issueFieldValues(first: 20) {
      nodes {
        __typename
        ... on IssueFieldSingleSelectValue { value field { ... on IssueFieldCommon { name } } }
        ... on IssueFieldNumberValue { number: value field { ... on IssueFieldCommon { name } } }
        ... on IssueFieldDateValue { value field { ... on IssueFieldCommon { name } } }
      }
    }`,
  ],
];
/** Bots can be assigned since 2025; where they can, this list has everybody, and the older one would only cost points. */
const ASSIGNED_ACTORS: Selection = [["assignedActors", "assignedActors(first: 20) { nodes { ...Account } }"]];
const ASSIGNEES: Selection = [["assignees", "assignees(first: 20) { nodes { ...Account } }"]];

/** Whether Projects are read as well; they need a right of their own. */
export interface Parts {
  readonly withProjects: boolean;
}

/** Names of the items of a timeline that are read: the variable `$items` of every document with a timeline. */
export function timelineItems({ timeline }: Capabilities, { withProjects }: Parts): readonly string[] {
  return timeline.filter(({ isOfProject }) => withProjects || isOfProject !== true).map(({ item }) => item);
}

function timelineFragment(host: Capabilities, { withProjects }: Parts): string {
  const types = host.timeline
    .filter(({ isOfProject }) => withProjects || isOfProject !== true)
    .map(({ type, fields }) => `... on ${type} { id createdAt ${select(host, type, Object.entries(fields))} }`);
  return `fragment Timeline on IssueTimelineItemsConnection { nodes { __typename ${types.join(" ")} } ${PAGE} }`;
}

function issueFields(host: Capabilities, parts: Parts): string {
  const isKnown = parts.withProjects && host.has("Issue", "projectItems");
  const assigned = host.has("Issue", "assignedActors") ? ASSIGNED_ACTORS : ASSIGNEES;
  return `${select(host, "Issue", [...ISSUE, ...assigned])} ${isKnown ? PROJECT_ITEMS : ""} timelineItems(first: ${MOST}, itemTypes: $items) { ...Timeline }`;
}

const fragments = (host: Capabilities, parts: Parts) =>
  `${ACCOUNT} ${timelineFragment(host, parts)} ${parts.withProjects && host.has("Issue", "projectItems") ? FIELD_NAME : ""}`;

/** Issues of a repository with the first hundred items of their timelines, by creation, which no change can move them in. */
export const issues = (host: Capabilities, parts: Parts): string => /* GraphQL */ `
  query Issues($repository: ID!, $first: Int!, $after: String, $filter: IssueFilters, $items: [IssueTimelineItemsItemType!]!) {
    node(id: $repository) {
      ... on Repository {
        issues(first: $first, after: $after, filterBy: $filter, orderBy: { field: CREATED_AT, direction: ASC }) {
          nodes { ${issueFields(host, parts)} }
          ${PAGE}
        }
      }
    }
  }
  ${fragments(host, parts)}
`;

/** Issues by their ids. */
export const namedIssues = (host: Capabilities, parts: Parts): string => /* GraphQL */ `
  query NamedIssues($ids: [ID!]!, $items: [IssueTimelineItemsItemType!]!) {
    nodes(ids: $ids) { __typename ... on Issue { ${issueFields(host, parts)} } }
  }
  ${fragments(host, parts)}
`;

/** The rest of the timelines of `count` issues, each from its own place on. */
export function timelineRest(host: Capabilities, parts: Parts, count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  return /* GraphQL */ `
    query TimelineRest($items: [IssueTimelineItemsItemType!]!, ${indices.map((index) => `$i${index}: ID!, $c${index}: String!`).join(", ")}) {
      ${indices
        .map(
          (index) =>
            `h${index}: node(id: $i${index}) { ... on Issue { id timelineItems(first: ${MOST}, after: $c${index}, itemTypes: $items) { ...Timeline } } }`,
        )
        .join("\n      ")}
    }
    ${ACCOUNT} ${timelineFragment(host, parts)}
  `;
}

/** All ids of a repository, to find what is gone. */
export const ISSUE_IDS = /* GraphQL */ `
  query IssueIds($repository: ID!, $after: String) {
    node(id: $repository) {
      ... on Repository {
        issues(first: ${MOST}, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { id } ${PAGE} }
      }
    }
  }
`;

/** Where issues went that are no longer listed. */
export const WHEREABOUTS = /* GraphQL */ `
  query Whereabouts($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on Issue {
        id
        repository {
          id
        }
      }
    }
  }
`;

/** Open issues with the newest of what may happen to them without a trace in their `updatedAt`. */
export function silentChanges(host: Capabilities, { withProjects }: Parts): string {
  const items = host.timeline.filter(({ isSilent, isOfProject }) => isSilent === true && (withProjects || isOfProject !== true));
  return /* GraphQL */ `
    query SilentChanges($repository: ID!, $after: String) {
      node(id: $repository) {
        ... on Repository {
          issues(first: ${MOST}, after: $after, states: [OPEN], orderBy: { field: CREATED_AT, direction: ASC }) {
            nodes {
              id
              timelineItems(last: 1, itemTypes: [${items.map(({ item }) => item).join(" ")}]) {
                nodes { __typename ${items.map(({ type }) => `... on ${type} { createdAt }`).join(" ")} }
              }
            }
            ${PAGE}
          }
        }
      }
    }
  `;
}

const PULL_REQUEST: Selection = [
  ["id", "id"],
  ["number", "number"],
  ["url", "url"],
  ["title", "title"],
  ["body", "body"],
  ["headRefName", "headRefName"],
  ["createdAt", "createdAt"],
  ["updatedAt", "updatedAt"],
  ["closedAt", "closedAt"],
  ["mergedAt", "mergedAt"],
  ["author", "author { ...Account }"],
  ["mergedBy", "mergedBy { ...Account }"],
  ["commits", "commits(first: 1) { nodes { commit { authoredDate } } }"],
  ["reviews", `reviews(first: 50) { nodes { state submittedAt author { ...Account } } ${PAGE} }`],
  ["closingIssuesReferences", "closingIssuesReferences(first: 20) { nodes { id } }"],
];

/** Pull requests of a repository: by creation for the first read, by change, newest first, for later ones, since they cannot be filtered. */
export const pullRequests = (host: Capabilities): string => /* GraphQL */ `
  query PullRequests($repository: ID!, $first: Int!, $after: String, $order: IssueOrder!) {
    node(id: $repository) {
      ... on Repository {
        pullRequests(first: $first, after: $after, orderBy: $order) {
          nodes { ${select(host, "PullRequest", PULL_REQUEST)} }
          ${PAGE}
        }
      }
    }
  }
  ${ACCOUNT}
`;
