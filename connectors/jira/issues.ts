import type { EventRecord } from "../../src/model/event.ts";
import type { WorkItemRecord } from "../../src/model/work-item.ts";
import type { SprintRecord, TeamRecord } from "../../src/model/workflow.ts";
import { plainText } from "./adf.ts";
import { changesOf, type Change } from "./changes.ts";
import { commentEvents } from "./comments.ts";
import { presentOf, sprintsOf, teamNameOf } from "./present.ts";
import { rollBack } from "./roll-back.ts";
import { instantOf, type JiraSprint } from "./schema.ts";
import { browseUrl, fieldTeam, itemId, sprintId, type Site } from "./site.ts";
import { teamKey, teamsOf } from "./teams.ts";
import { descriptionFacts, minhash } from "../text/text-facts.ts";
import { workTypeOf } from "../text/work-types.ts";
import type { JiraComment, JiraHistory, JiraIssue } from "./shapes.ts";

/** One issue with everything that was read of it. */
export interface RawIssue {
  readonly issue: JiraIssue;
  readonly histories: readonly JiraHistory[];
  readonly comments: readonly JiraComment[];
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
export function normaliseIssue(site: Site, raw: RawIssue): NormalisedIssue | null {
  const { issue, histories, comments } = raw;
  const { fields } = issue;
  const createdAt = instantOf(fields.created);
  const updatedAt = instantOf(fields.updated);
  if (createdAt === null || updatedAt === null) return null;

  const id = itemId(site, issue.id);
  const changes = changesOf(site, issue, histories);
  const { initial, statusChainWhole } = rollBack(presentOf(site, issue), changes, raw.historyComplete);
  const creator = fields.creator ? site.pseudonym(fields.creator.accountId) : null;
  const at = createdAt;
  const base = { from: null, to: null, fromRaw: null, toRaw: null, detail: null, viaAutomation: false };

  const events: EventRecord[] = [{ item: id, key: "created", at, kind: "created", origin: "history", actor: creator, ...base }];
  const counts = new Map<string, number>();
  for (const { kind, origin, value } of initial) {
    if (kind === "team") continue;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    events.push({
      item: id,
      key: count === 1 ? `initial:${kind}` : `initial:${kind}:${count}`,
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
  const teamOrigin = raw.historyComplete ? "initial" : "snapshot";
  if (first !== undefined)
    events.push({ item: id, key: teamKey(first), at, kind: "team", origin: teamOrigin, actor: creator, ...base, to: first.team });
  for (const change of changes) {
    if (change.kind !== "team") events.push(eventOf(site, id, change));
    const moved = teamAfter?.get(change.key);
    if (moved !== undefined)
      events.push({ ...eventOf(site, id, change), key: teamKey(moved), kind: "team", from: moved.before, to: moved.team });
  }
  events.push(...commentEvents(site, issue, comments));

  const { text, ...sections } = plainText(fields["description"]);
  const item: WorkItemRecord = {
    id,
    key: issue.key,
    url: browseUrl(site, issue.key),
    title: site.keepTitles ? (fields.summary?.slice(0, 300) ?? null) : null,
    projectKey: fields.project.key,
    typeRaw: fields.issuetype.name,
    type: workTypeOf(fields.issuetype),
    createdAt,
    updatedAt,
    creator,
    reporter: fields.reporter ? site.pseudonym(fields.reporter.accountId) : null,
    status: `${site.connection}/${fields.status.id}`,
    resolution: fields.resolution?.name ?? null,
    resolvedAt: instantOf(fields.resolutiondate),
    description: descriptionFacts({ text, ...sections }),
    structuredIntake: intakeOf(site, issue),
    minhash: minhash(`${fields.summary ?? ""} ${text}`),
    historyComplete: raw.historyComplete && statusChainWhole,
  };
  return { item, events, sprints: sprintRecords(site, issue), teams: teamRecords(site, teams, issue) };
}

function eventOf(site: Site, item: string, change: Change): EventRecord {
  const { kind, key, at, author, viaAutomation, from, to, fromRaw, toRaw, detail } = change;
  const actor = author === null ? null : site.pseudonym(author);
  // Written out: copying an object with a rest takes several times as long, and this runs once an event.
  return { item, key, at, kind, origin: "history", actor, from, to, fromRaw, toRaw, detail, viaAutomation };
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
  { id, name, startDate, endDate, completeDate }: JiraSprint,
): SprintRecord {
  return {
    id: sprintId(site, id),
    name,
    startAt: instantOf(startDate),
    endAt: instantOf(endDate),
    completedAt: instantOf(completeDate),
  };
}

/** Teams of the team field, named where the issue or its history names them. */
function teamRecords(site: Site, teams: ReturnType<typeof teamsOf>, issue: JiraIssue): readonly TeamRecord[] {
  const { team: fieldId } = site.fields;
  if (fieldId === null) return [];
  const value = issue.fields[fieldId];
  const last = teams.at(-1);
  return teams.flatMap(({ team, change }) => {
    if (!team.startsWith(fieldTeam(site, ""))) return [];
    const name = team === last?.team ? teamNameOf(value) : (change?.toRaw ?? null);
    return name === null ? [] : [{ id: team, name, basis: "jira team field" }];
  });
}
