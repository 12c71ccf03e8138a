/**
 * The objects that come by the hundred thousand: issues, history entries, comments, attachments, relations. They are checked by hand and not
 * copied. Fields that Linear adds pass; nulls pass wherever the schema allows them or recorded answers had one.
 */
type Text = string | null | undefined;
type Flag = boolean | null | undefined;
type Amount = number | null | undefined;
type Reference = { readonly id: string } | null | undefined;

export interface LinearBot {
  readonly type: string;
  readonly subType?: Text;
}

export interface LinearHistory {
  readonly id: string;
  readonly createdAt: string;
  readonly actorId?: Text;
  readonly botActor?: LinearBot | null | undefined;
  readonly fromStateId?: Text;
  readonly toStateId?: Text;
  readonly fromAssigneeId?: Text;
  readonly toAssigneeId?: Text;
  readonly fromDelegate?: Reference;
  readonly toDelegate?: Reference;
  readonly fromTeamId?: Text;
  readonly toTeamId?: Text;
  readonly fromProjectId?: Text;
  readonly toProjectId?: Text;
  readonly fromCycleId?: Text;
  readonly toCycleId?: Text;
  readonly fromParentId?: Text;
  readonly toParentId?: Text;
  readonly fromPriority?: Amount;
  readonly toPriority?: Amount;
  readonly fromEstimate?: Amount;
  readonly toEstimate?: Amount;
  readonly fromDueDate?: Text;
  readonly toDueDate?: Text;
  readonly addedLabelIds?: readonly string[] | null | undefined;
  readonly removedLabelIds?: readonly string[] | null | undefined;
  readonly relationChanges?: readonly { readonly identifier: string; readonly type: string }[] | null | undefined;
  readonly archived?: Flag;
  readonly trashed?: Flag;
  readonly autoArchived?: Flag;
  readonly autoClosed?: Flag;
  readonly updatedDescription?: Flag;
  readonly attachmentId?: Text;
  readonly toTitle?: Text;
  readonly triageResponsibilityAutoAssigned?: Flag;
  readonly toConvertedProjectId?: Text;
  readonly toSlaBreached?: Flag;
  readonly toSlaStartedAt?: Text;
}

export interface LinearIssue {
  readonly id: string;
  readonly identifier: string;
  readonly title: string;
  readonly description?: Text;
  readonly url: string;
  readonly priority?: Amount;
  readonly estimate?: Amount;
  readonly dueDate?: Text;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archivedAt?: Text;
  readonly trashed?: Flag;
  readonly autoArchivedAt?: Text;
  readonly autoClosedAt?: Text;
  readonly completedAt?: Text;
  readonly canceledAt?: Text;
  readonly labelIds?: readonly string[] | null | undefined;
  readonly previousIdentifiers?: readonly string[] | null | undefined;
  readonly state: { readonly id: string; readonly name?: Text };
  readonly team: { readonly id: string };
  readonly assignee?: Reference;
  readonly creator?: Reference;
  readonly delegate?: Reference;
  readonly cycle?: Reference;
  readonly project?: Reference;
  readonly parent?: Reference;
  readonly lastAppliedTemplate?: Reference;
  readonly recurringIssueTemplate?: Reference;
  readonly externalUserCreator?: Reference;
  readonly botActor?: LinearBot | null | undefined;
}

export interface LinearComment {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly body: string;
  readonly user?: Reference;
  readonly externalUser?: Reference;
  readonly botActor?: LinearBot | null | undefined;
  /** Null on comments of projects, documents and updates. */
  readonly issue?:
    | { readonly id: string; readonly identifier: string; readonly team: { readonly id: string } }
    | null
    | undefined;
}

interface InTeam {
  readonly id: string;
  readonly team: { readonly id: string };
}

export interface LinearAttachment {
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly url: string;
  readonly sourceType?: Text;
  readonly creator?: Reference;
  readonly issue: InTeam;
}

export interface LinearRelation {
  readonly id: string;
  readonly type: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly issue: InTeam;
  readonly relatedIssue: InTeam;
}

type Loose = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

const isText = (value: unknown) => isAbsent(value) || typeof value === "string";
const isFlag = (value: unknown) => isAbsent(value) || typeof value === "boolean";
const isAmount = (value: unknown) => isAbsent(value) || (typeof value === "number" && Number.isFinite(value));
const isTexts = (value: unknown) => isAbsent(value) || (Array.isArray(value) && value.every((one) => typeof one === "string"));
const hasId = (value: unknown) => isObject(value) && typeof value["id"] === "string";
const isReference = (value: unknown) => isAbsent(value) || hasId(value);
const isBot = (value: unknown) =>
  isAbsent(value) || (isObject(value) && typeof value["type"] === "string" && isText(value["subType"]));
const isDate = (value: unknown) => typeof value === "string" && value.length <= 40 && !Number.isNaN(Date.parse(value));
const isInTeam = (value: unknown) => hasId(value) && hasId((value as Loose)["team"]);

function every(value: Loose, names: readonly string[], test: (value: unknown) => boolean): boolean {
  for (const name of names) if (!test(value[name])) return false;
  return true;
}

const HISTORY_TEXTS = [
  ...["actorId", "fromStateId", "toStateId", "fromAssigneeId", "toAssigneeId", "fromTeamId", "toTeamId", "fromProjectId"],
  ...["toProjectId", "fromCycleId", "toCycleId", "fromParentId", "toParentId", "fromDueDate", "toDueDate", "attachmentId"],
  ...["toTitle", "toConvertedProjectId", "toSlaStartedAt"],
];
const HISTORY_AMOUNTS = ["fromPriority", "toPriority", "fromEstimate", "toEstimate"];
const HISTORY_FLAGS = [
  ...[
    "archived",
    "trashed",
    "autoArchived",
    "autoClosed",
    "updatedDescription",
    "triageResponsibilityAutoAssigned",
    "toSlaBreached",
  ],
];

export function isHistory(value: unknown): value is LinearHistory {
  return (
    hasId(value) &&
    isObject(value) &&
    isDate(value["createdAt"]) &&
    every(value, HISTORY_TEXTS, isText) &&
    every(value, HISTORY_AMOUNTS, isAmount) &&
    every(value, HISTORY_FLAGS, isFlag) &&
    every(value, ["addedLabelIds", "removedLabelIds"], isTexts) &&
    every(value, ["fromDelegate", "toDelegate"], isReference) &&
    isBot(value["botActor"]) &&
    areRelationChanges(value["relationChanges"])
  );
}

function areRelationChanges(value: unknown): boolean {
  if (isAbsent(value)) return true;
  return (
    Array.isArray(value) &&
    value.every((one) => isObject(one) && typeof one["identifier"] === "string" && typeof one["type"] === "string")
  );
}

const ISSUE_TEXTS = ["description", "dueDate", "archivedAt", "autoArchivedAt", "autoClosedAt", "completedAt", "canceledAt"];
const ISSUE_REFERENCES = [
  ...["assignee", "creator", "delegate", "cycle", "project", "parent"],
  ...["lastAppliedTemplate", "recurringIssueTemplate", "externalUserCreator"],
];

export function isIssue(value: unknown): value is LinearIssue {
  return (
    hasId(value) &&
    isObject(value) &&
    every(value, ["identifier", "title", "url"], (one) => typeof one === "string") &&
    every(value, ["createdAt", "updatedAt"], isDate) &&
    every(value, ISSUE_TEXTS, isText) &&
    every(value, ["priority", "estimate"], isAmount) &&
    isFlag(value["trashed"]) &&
    every(value, ["labelIds", "previousIdentifiers"], isTexts) &&
    hasId(value["state"]) &&
    hasId(value["team"]) &&
    every(value, ISSUE_REFERENCES, isReference) &&
    isBot(value["botActor"])
  );
}

export function isComment(value: unknown): value is LinearComment {
  return (
    hasId(value) &&
    isObject(value) &&
    every(value, ["createdAt", "updatedAt"], isDate) &&
    typeof value["body"] === "string" &&
    every(value, ["user", "externalUser"], isReference) &&
    isBot(value["botActor"]) &&
    (isAbsent(value["issue"]) || (isInTeam(value["issue"]) && typeof (value["issue"] as Loose)["identifier"] === "string"))
  );
}

export function isAttachment(value: unknown): value is LinearAttachment {
  return (
    hasId(value) &&
    isObject(value) &&
    every(value, ["createdAt", "updatedAt"], isDate) &&
    typeof value["url"] === "string" &&
    isText(value["sourceType"]) &&
    isReference(value["creator"]) &&
    isInTeam(value["issue"])
  );
}

export function isRelation(value: unknown): value is LinearRelation {
  return (
    hasId(value) &&
    isObject(value) &&
    every(value, ["createdAt", "updatedAt"], isDate) &&
    typeof value["type"] === "string" &&
    isInTeam(value["issue"]) &&
    isInTeam(value["relatedIssue"])
  );
}
