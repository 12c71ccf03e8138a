import { EVENT_KINDS, type EventKind, type EventRecord } from "../../src/model/event.ts";
import type { WorkItemRecord } from "../../src/model/work-item.ts";
import type { SprintRecord, TeamRecord } from "../../src/model/workflow.ts";
import { plainText } from "./adf.ts";
import { changesOf } from "./changes.ts";
import { commentEvents } from "./comments.ts";
import type { Histories } from "./history-rows.ts";
import { presentLinks, type PresentLink } from "./links.ts";
import { presentOf, sprintsOf, teamNameOf, type Present } from "./present.ts";
import { rollBack } from "./roll-back.ts";
import { instantOf } from "./instants.ts";
import type { JiraSprint } from "./schema.ts";
import { browseUrl, fieldTeam, itemId, sprintId, statusId, type Site } from "./site.ts";
import { teamKey, teamsOf } from "./teams.ts";
import { descriptionFacts, minhash } from "../text/text-facts.ts";
import { workTypeOf } from "../text/work-types.ts";
import type { JiraComment, JiraHistory, JiraIssue, JiraStatus } from "./shapes.ts";

/** One issue with everything that was read of it. */
export interface RawIssue {
  readonly issue: JiraIssue;
  readonly histories: readonly JiraHistory[];
  readonly comments: readonly JiraComment[];
  /** False: the vendor did not give all of it. */
  readonly historyComplete: boolean;
}

/** What an issue says without its history, and what is needed of it to understand that. */
export interface PreparedIssue {
  /** `historyComplete` is not known yet. */
  readonly item: WorkItemRecord;
  readonly present: Present;
  readonly links: readonly PresentLink[];
  readonly comments: readonly EventRecord[];
  readonly sprints: readonly SprintRecord[];
  readonly status: JiraStatus;
  /** Of the team field, where it names one. */
  readonly teamName: string | null;
  readonly hasServiceLevel: boolean;
}

/** An issue that its history has come for. */
export interface ReadIssue {
  readonly prepared: PreparedIssue;
  readonly histories: Histories;
  /** False: the vendor did not give all of it. */
  readonly historyComplete: boolean;
}

export interface NormalisedIssue {
  readonly item: WorkItemRecord;
  readonly events: readonly EventRecord[];
  readonly sprints: readonly SprintRecord[];
  readonly teams: readonly TeamRecord[];
}

/** Pure: the same issue gives the same records. Null when its dates cannot be read. */
export function normaliseIssue(site: Site, { issue, histories, comments, historyComplete }: RawIssue): NormalisedIssue | null {
  const prepared = prepareIssue(site, issue, comments);
  if (prepared === null) return null;
  const events: EventRecord[] = [];
  return { ...withHistory(site, { prepared, histories, historyComplete }, (event) => events.push(event)), events };
}

/** Nothing of the issue itself is kept: texts become facts, and what repeats is shared. Null when its dates cannot be read. */
export function prepareIssue(site: Site, issue: JiraIssue, comments: readonly JiraComment[]): PreparedIssue | null {
  const { fields } = issue;
  const createdAt = instantOf(fields.created);
  const updatedAt = instantOf(fields.updated);
  if (createdAt === null || updatedAt === null) return null;
  const plain = plainText(fields["description"]);
  const links = presentLinks(fields.issuelinks ?? []);
  const item: WorkItemRecord = {
    id: itemId(site, issue.id),
    key: issue.key,
    url: browseUrl(site, issue.key),
    title: site.keepTitles ? (fields.summary?.slice(0, 300) ?? null) : null,
    projectKey: fields.project.key,
    typeRaw: fields.issuetype.name,
    type: workTypeOf(fields.issuetype),
    createdAt,
    updatedAt,
    creator: fields.creator ? site.pseudonym(fields.creator.accountId) : null,
    reporter: fields.reporter ? site.pseudonym(fields.reporter.accountId) : null,
    status: statusId(site, fields.status.id),
    resolution: fields.resolution?.name ?? null,
    resolvedAt: instantOf(fields.resolutiondate),
    description: descriptionFacts(plain),
    structuredIntake: intakeOf(site, issue),
    minhash: minhash(`${fields.summary ?? ""} ${plain.text}`),
    historyComplete: true,
  };
  const { team } = site.fields;
  return {
    item,
    present: presentOf(site, issue, links),
    links,
    comments: commentEvents(site, issue, comments),
    sprints: sprintRecords(site, issue),
    status: fields.status,
    teamName: team === null ? null : teamNameOf(fields[team]),
    hasServiceLevel: site.fields.serviceLevels.some((id) => hasClock(fields[id])),
  };
}

/** A service level applies to the issue when a clock of it runs or has run. */
function hasClock(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const completed: unknown = Object.hasOwn(value, "completedCycles") ? Reflect.get(value, "completedCycles") : [];
  return Object.hasOwn(value, "ongoingCycle") || (Array.isArray(completed) && completed.length > 0);
}

/** One text for all issues: it is compared and looked up often. */
const INITIAL_KEYS = Object.fromEntries(EVENT_KINDS.map((kind) => [kind, `initial:${kind}`])) as Readonly<
  Record<EventKind, string>
>;

/** The records of an issue whose history has come. Its events go to `emit`. */
export function withHistory(
  site: Site,
  { prepared, histories, historyComplete }: ReadIssue,
  emit: (event: EventRecord) => void,
): Omit<NormalisedIssue, "events"> {
  const { id, createdAt: at, creator } = prepared.item;
  const changes = changesOf(site, id, prepared.links, histories);
  const { initial, statusChainWhole } = rollBack(prepared.present, changes, historyComplete);
  const base = { from: null, to: null, fromRaw: null, toRaw: null, detail: null, viaAutomation: false };

  emit({ item: id, key: "created", at, kind: "created", origin: "history", actor: creator, ...base });
  // Values of one kind stand together.
  let before: EventKind | null = null;
  let count = 0;
  for (const { kind, origin, value } of initial) {
    if (kind === "team") continue;
    count = kind === before ? count + 1 : 1;
    before = kind;
    emit({
      item: id,
      key: count === 1 ? INITIAL_KEYS[kind] : `${INITIAL_KEYS[kind]}:${count}`,
      at,
      kind,
      origin,
      actor: origin === "initial" ? creator : null,
      from: null,
      to: value.value,
      fromRaw: null,
      toRaw: value.raw,
      detail: value.detail,
      viaAutomation: false,
    });
  }
  const teams = teamsOf(site, initial, changes);
  const first = teams[0]?.change === null ? teams[0] : undefined;
  const teamAfter = teams.length > 1 || first === undefined ? new Map(teams.map((team) => [team.change?.key, team])) : null;
  const teamOrigin = historyComplete ? "initial" : "snapshot";
  if (first !== undefined)
    emit({ item: id, key: teamKey(first), at, kind: "team", origin: teamOrigin, actor: creator, ...base, to: first.team });
  for (const change of changes) {
    if (change.kind !== "team") emit(change);
    const moved = teamAfter?.get(change.key);
    if (moved !== undefined) emit({ ...change, key: teamKey(moved), kind: "team", from: moved.before, to: moved.team });
  }
  if (prepared.hasServiceLevel)
    emit({ item: id, key: "initial:sla", at, kind: "other", origin: "snapshot", actor: null, ...base, detail: "sla" });
  for (const comment of prepared.comments) emit(comment);
  return {
    item: { ...prepared.item, historyComplete: historyComplete && statusChainWhole },
    sprints: prepared.sprints,
    teams: teamRecords(site, teams, prepared.teamName),
  };
}

/** A request type means a form. Its absence says nothing: forms and templates of other kinds leave no mark. */
function intakeOf(site: Site, issue: JiraIssue): boolean | null {
  const { requestType } = site.fields;
  const value = requestType === null ? null : issue.fields[requestType];
  return value === null || value === undefined ? null : true;
}

function sprintRecords(site: Site, issue: JiraIssue): readonly SprintRecord[] {
  return site.fields.sprint === null
    ? []
    : sprintsOf(issue.fields[site.fields.sprint]).map((sprint) => sprintRecord(site, sprint));
}

export function sprintRecord(
  site: Pick<Site, "connection">,
  { id, name, startDate, endDate, completeDate, goal }: JiraSprint,
): SprintRecord {
  return {
    id: sprintId(site, id),
    name,
    startAt: instantOf(startDate),
    endAt: instantOf(endDate),
    completedAt: instantOf(completeDate),
    hasGoal: isSaid(goal),
  };
}

const isSaid = (text: string | null | undefined): boolean => (text ?? "").trim() !== "";

/** Teams of the team field, named where the issue or its history names them. */
function teamRecords(site: Site, teams: ReturnType<typeof teamsOf>, presentName: string | null): readonly TeamRecord[] {
  if (site.fields.team === null) return [];
  const last = teams.at(-1);
  return teams.flatMap(({ team, change }) => {
    if (!team.startsWith(fieldTeam(site, ""))) return [];
    const name = team === last?.team ? presentName : (change?.toRaw ?? null);
    return name === null ? [] : [{ id: team, name, basis: "jira team field" }];
  });
}
