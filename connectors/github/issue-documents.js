import { select } from "./capabilities.ts";
import { ACCOUNT, PAGE } from "./fragments.ts";
import { MOST } from "./page-sizes.ts";
/** Documents of issues and their timelines, made of what the host knows. */
/** Whether a list that is not read on is longer: an issue with such a list is marked (`issues.ts`). */
const MORE = "pageInfo { hasNextPage }";
const PROJECT_ITEMS = `
  projectItems(first: 5, includeArchived: true) {
    ${MORE}
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
const ISSUE = [
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
    ["labels", `labels(first: 100) { nodes { name } ${MORE} }`],
    ["milestone", "milestone { title dueOn }"],
    ["issueType", "issueType { name }"],
    // As many as GitHub lets an issue have.
    ["subIssues", `subIssues(first: 100) { nodes { id } ${MORE} }`],
    ["blockedBy", `blockedBy(first: 50) { nodes { id } ${MORE} }`],
    ["blocking", `blocking(first: 50) { nodes { id } ${MORE} }`],
    [
        "closedByPullRequestsReferences",
        `closedByPullRequestsReferences(first: 10, includeClosedPrs: true) { nodes { id } ${MORE} }`,
    ],
    [
        "issueFieldValues",
        `issueFieldValues(first: 20) {
      ${MORE}
      nodes {
        __typename
        ... on IssueFieldSingleSelectValue { value field { ... on IssueFieldCommon { name } } }
        ... on IssueFieldNumberValue { number: value field { ... on IssueFieldCommon { name } } }
        ... on IssueFieldDateValue { value field { ... on IssueFieldCommon { name } } }
      }
    }`,
    ],
];
/** What a part belongs to: the type tells whether that is a whole of its own. */
const PARENT = [
    ["issueType", "issueType { name }"],
    ["labels", "labels(first: 20) { nodes { name } }"],
];
/** Bots can be assigned since 2025; where they can, this list has everybody, and the older one would only cost points. */
const ASSIGNED_ACTORS = [["assignedActors", `assignedActors(first: 20) { nodes { ...Account } ${MORE} }`]];
const ASSIGNEES = [["assignees", `assignees(first: 20) { nodes { ...Account } ${MORE} }`]];
/** Names of the items of a timeline that are read: the variable `$items` of every document with a timeline. */
export function timelineItems({ timeline }, { withProjects }) {
    return timeline.filter(({ isOfProject }) => withProjects || isOfProject !== true).map(({ item }) => item);
}
function timelineFragment(host, { withProjects }) {
    const types = host.timeline
        .filter(({ isOfProject }) => withProjects || isOfProject !== true)
        .map(({ type, fields }) => `... on ${type} { id createdAt ${select(host, type, Object.entries(fields))} }`);
    return `fragment Timeline on IssueTimelineItemsConnection { nodes { __typename ${types.join(" ")} } ${PAGE} }`;
}
function issueFields(host, parts) {
    const isKnown = parts.withProjects && host.has("Issue", "projectItems");
    const assigned = host.has("Issue", "assignedActors") ? ASSIGNED_ACTORS : ASSIGNEES;
    const parent = [["parent", `parent { id ${select(host, "Issue", PARENT)} }`]];
    return `${select(host, "Issue", [...ISSUE, ...parent, ...assigned])} ${isKnown ? PROJECT_ITEMS : ""} timelineItems(first: ${MOST}, itemTypes: $items) { ...Timeline }`;
}
const fragments = (host, parts) => `${ACCOUNT} ${timelineFragment(host, parts)} ${parts.withProjects && host.has("Issue", "projectItems") ? FIELD_NAME : ""}`;
/** Issues of a repository with the first hundred items of their timelines, by creation, which no change can move them in. */
export const issues = (host, parts) => /* GraphQL */ `
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
export const namedIssues = (host, parts) => /* GraphQL */ `
  query NamedIssues($ids: [ID!]!, $items: [IssueTimelineItemsItemType!]!) {
    nodes(ids: $ids) { __typename ... on Issue { ${issueFields(host, parts)} } }
  }
  ${fragments(host, parts)}
`;
/** The rest of the timelines of `count` issues, each from its own place on. */
export function timelineRest(host, parts, count) {
    const indices = Array.from({ length: count }, (_, index) => index);
    return /* GraphQL */ `
    query TimelineRest($items: [IssueTimelineItemsItemType!]!, ${indices.map((index) => `$i${index}: ID!, $c${index}: String!`).join(", ")}) {
      ${indices
        .map((index) => `h${index}: node(id: $i${index}) { ... on Issue { id timelineItems(first: ${MOST}, after: $c${index}, itemTypes: $items) { ...Timeline } } }`)
        .join("\n      ")}
    }
    ${ACCOUNT} ${timelineFragment(host, parts)}
  `;
}
/** Open issues with the newest of what may happen to them without a trace in their `updatedAt`. */
export function silentChanges(host, { withProjects }) {
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
