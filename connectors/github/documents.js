import { PROBE, select } from "./capabilities.ts";
import { ACCOUNT, PAGE } from "./fragments.ts";
import { MOST } from "./page-sizes.ts";
/**
 * Every document that is sent to GitHub but for those of issues (`issue-documents.ts`). Prices are counted by connections, so that the page of issues with their timelines, labels and links
 * costs a few of the 5,000 points an hour; what limits a page is GitHub's ten seconds (`page-sizes.ts`).
 */
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
export const preflightOfOwner = (isFirst) => /* GraphQL */ `
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
export function preflightOfRepositories(count, isFirst) {
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
export function repositorySetup({ has }, count) {
    const indices = Array.from({ length: count }, (_, index) => index);
    const templates = has("Repository", "issueTemplates") ? "issueTemplates { body }" : "";
    return /* GraphQL */ `
    query RepositorySetup(${indices.map((index) => `$i${index}: ID!`).join(", ")}) {
      ${indices
        .map((index) => `r${index}: node(id: $i${index}) { ... on Repository { id labels(first: 100) { nodes { name } } ${templates} } }`)
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
/** All ids of a repository, to find what is gone. */
export const ISSUE_IDS = /* GraphQL */ `
  query IssueIds($repository: ID!, $after: String) {
    node(id: $repository) {
      ... on Repository {
        issues(first: ${MOST}, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) { nodes { id updatedAt } ${PAGE} }
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
const REVIEWS = `nodes { state submittedAt author { ...Account } } ${PAGE}`;
const PULL_REQUEST = [
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
    ["reviews", `reviews(first: 50) { ${REVIEWS} }`],
    ["closingIssuesReferences", "closingIssuesReferences(first: 20) { nodes { id } }"],
];
/** Pull requests of a repository: by creation for the first read, by change, newest first, for later ones, since they cannot be filtered. */
export const pullRequests = (host) => /* GraphQL */ `
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
/** The reviews of one pull request from a place on. */
export const REVIEWS_REST = /* GraphQL */ `
  query ReviewsRest($id: ID!, $after: String!) {
    node(id: $id) { ... on PullRequest { reviews(first: ${MOST}, after: $after) { ${REVIEWS} } } }
  }
  ${ACCOUNT}
`;
