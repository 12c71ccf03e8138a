import type { JiraSprint } from "./schema.ts";

/**
 * The objects that come by the hundred thousand: issues, changelog entries, comments. They are checked by hand and not copied: a schema
 * library takes longer over them than `JSON.parse`, mostly over the parts that nobody reads. What is true of `schema.ts` is true here:
 * fields that Jira adds pass, nulls pass wherever Jira or an app has been seen to send one.
 */
export type Text = string | null | undefined;

export interface JiraUser {
  readonly accountId: string;
  readonly accountType?: Text;
  /** On user endpoints only. */
  readonly appType?: Text;
  /** Where the person and the site allow it. Never stored: it becomes a keyed hash at once. */
  readonly emailAddress?: Text;
  readonly active?: boolean | null | undefined;
}

export interface JiraStatus {
  readonly id: string;
  readonly name: string;
  readonly statusCategory?: { readonly key?: Text } | null | undefined;
}

export interface JiraIssueType {
  readonly id: string;
  readonly name: string;
  readonly subtask?: boolean | null | undefined;
  readonly hierarchyLevel?: number | null | undefined;
}

export interface JiraProject {
  readonly id: string;
  readonly key: string;
  readonly name: string;
}

export interface JiraLinkType {
  readonly name?: Text;
  readonly inward?: Text;
  readonly outward?: Text;
}

export interface Named {
  readonly id: string;
  readonly name?: Text;
}

export interface Linked {
  readonly id?: Text;
  readonly key: string;
}

export interface JiraIssueLink {
  readonly type: JiraLinkType;
  readonly inwardIssue?: Linked | null | undefined;
  readonly outwardIssue?: Linked | null | undefined;
}

export interface JiraComment {
  readonly id: string;
  readonly author?: JiraUser | null | undefined;
  readonly created: string;
  readonly body?: unknown;
}

export interface JiraFields {
  readonly summary?: Text;
  readonly issuetype: JiraIssueType;
  readonly project: JiraProject;
  readonly status: JiraStatus;
  readonly priority?: Named | null | undefined;
  readonly resolution?: Named | null | undefined;
  readonly assignee?: JiraUser | null | undefined;
  readonly reporter?: JiraUser | null | undefined;
  readonly creator?: JiraUser | null | undefined;
  readonly created: string;
  readonly updated: string;
  readonly resolutiondate?: Text;
  readonly duedate?: Text;
  readonly labels?: readonly string[] | null | undefined;
  readonly components?: readonly Named[] | null | undefined;
  readonly fixVersions?: readonly Named[] | null | undefined;
  readonly parent?: Linked | null | undefined;
  readonly issuelinks?: readonly JiraIssueLink[] | null | undefined;
  readonly timeoriginalestimate?: number | null | undefined;
  readonly comment?: { readonly comments: readonly unknown[]; readonly total: number } | null | undefined;
  /** Custom fields. */
  readonly [field: string]: unknown;
}

export interface JiraIssue {
  readonly id: string;
  readonly key: string;
  readonly fields: JiraFields;
}

/** `toString` is left out on purpose: where the key is missing, reading it finds `Object.prototype.toString`; use `ownText`. */
export interface JiraChangeItem {
  readonly field: string;
  readonly fieldId?: Text;
  readonly from?: Text;
  readonly fromString?: Text;
  readonly to?: Text;
}

export interface JiraHistory {
  readonly id: string;
  readonly author?: JiraUser | null | undefined;
  /** Epoch milliseconds from the bulk endpoint, an ISO date from the others. */
  readonly created: string | number;
  readonly historyMetadata?: { readonly type?: Text } | null | undefined;
  readonly items: readonly JiraChangeItem[];
}

type Loose = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is Text {
  return typeof value === "string" || value === null || value === undefined;
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value);
}

function isAbsent(value: unknown): boolean {
  return value === null || value === undefined;
}

function isListOf(value: unknown, isOne: (one: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every((one) => isOne(one));
}

export function isUser(value: unknown): value is JiraUser {
  if (!isObject(value)) return false;
  const { accountId, accountType, appType, emailAddress, active } = value;
  return (
    typeof accountId === "string" &&
    isText(accountType) &&
    isText(appType) &&
    isText(emailAddress) &&
    (typeof active === "boolean" || isAbsent(active))
  );
}

function isNamed(value: unknown): value is Named {
  return isObject(value) && typeof value["id"] === "string" && isText(value["name"]);
}

function isLinked(value: unknown): value is Linked {
  return isObject(value) && typeof value["key"] === "string" && isText(value["id"]);
}

function isStatus(value: unknown): value is JiraStatus {
  if (!isObject(value)) return false;
  const { id, name, statusCategory } = value;
  return (
    typeof id === "string" &&
    typeof name === "string" &&
    (isAbsent(statusCategory) || (isObject(statusCategory) && isText(statusCategory["key"])))
  );
}

function isIssueType(value: unknown): value is JiraIssueType {
  if (!isObject(value)) return false;
  const { id, name, subtask, hierarchyLevel } = value;
  return (
    typeof id === "string" &&
    typeof name === "string" &&
    (typeof subtask === "boolean" || isAbsent(subtask)) &&
    (isNumber(hierarchyLevel) || isAbsent(hierarchyLevel))
  );
}

function isProject(value: unknown): value is JiraProject {
  if (!isObject(value)) return false;
  const { id, key, name } = value;
  return typeof id === "string" && typeof key === "string" && typeof name === "string";
}

function isLink(value: unknown): value is JiraIssueLink {
  if (!isObject(value)) return false;
  const { type, inwardIssue, outwardIssue } = value;
  return (
    isObject(type) &&
    isText(type["name"]) &&
    isText(type["inward"]) &&
    isText(type["outward"]) &&
    (isAbsent(inwardIssue) || isLinked(inwardIssue)) &&
    (isAbsent(outwardIssue) || isLinked(outwardIssue))
  );
}

export function isSprint(value: unknown): value is JiraSprint {
  if (!isObject(value)) return false;
  const { id, name, startDate, endDate, completeDate } = value;
  return isNumber(id) && typeof name === "string" && isText(startDate) && isText(endDate) && isText(completeDate);
}

function isCommentList(value: unknown): boolean {
  return isObject(value) && Array.isArray(value["comments"]) && isNumber(value["total"]);
}

type Check = (value: unknown) => boolean;

const absentOr =
  (isRight: Check): Check =>
  (value) =>
    isAbsent(value) || isRight(value);

const absentOrListOf =
  (isRight: Check): Check =>
  (value) =>
    isAbsent(value) || isListOf(value, isRight);

const isString: Check = (value) => typeof value === "string";

/** A list instead of one long condition: each check is compiled by itself, where the condition with all of them in it took longer to compile than to run. */
const FIELD_CHECKS: readonly (readonly [field: string, isRight: Check])[] = [
  ["summary", isText],
  ["issuetype", isIssueType],
  ["project", isProject],
  ["status", isStatus],
  ["priority", absentOr(isNamed)],
  ["resolution", absentOr(isNamed)],
  ["assignee", absentOr(isUser)],
  ["reporter", absentOr(isUser)],
  ["creator", absentOr(isUser)],
  ["created", isString],
  ["updated", isString],
  ["resolutiondate", isText],
  ["duedate", isText],
  ["labels", absentOrListOf(isString)],
  ["components", absentOrListOf(isNamed)],
  ["fixVersions", absentOrListOf(isNamed)],
  ["parent", absentOr(isLinked)],
  ["issuelinks", absentOrListOf(isLink)],
  ["timeoriginalestimate", absentOr(isNumber)],
  ["comment", absentOr(isCommentList)],
];

function areFields(value: unknown): value is JiraFields {
  return isObject(value) && FIELD_CHECKS.every(([field, isRight]) => isRight(value[field]));
}

export function isIssue(value: unknown): value is JiraIssue {
  return isObject(value) && typeof value["id"] === "string" && typeof value["key"] === "string" && areFields(value["fields"]);
}

export function isComment(value: unknown): value is JiraComment {
  if (!isObject(value)) return false;
  const { id, author, created } = value;
  return typeof id === "string" && typeof created === "string" && (isAbsent(author) || isUser(author));
}

function isChangeItem(value: unknown): value is JiraChangeItem {
  if (!isObject(value)) return false;
  const { field, fieldId, from, fromString, to } = value;
  return typeof field === "string" && isText(fieldId) && isText(from) && isText(fromString) && isText(to);
}

export function isMetadata(value: unknown): value is JiraHistory["historyMetadata"] {
  return isAbsent(value) || (isObject(value) && isText(value["type"]));
}

export function isHistory(value: unknown): value is JiraHistory {
  if (!isObject(value)) return false;
  const { id, author, created, historyMetadata, items } = value;
  return (
    typeof id === "string" &&
    (typeof created === "string" || isNumber(created)) &&
    (isAbsent(author) || isUser(author)) &&
    isMetadata(historyMetadata) &&
    isListOf(items, isChangeItem)
  );
}
