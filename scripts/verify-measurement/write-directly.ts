import { plainText } from "../../connectors/jira/adf.ts";
import { actorRecord } from "../../connectors/jira/actors.ts";
import { jira } from "../../connectors/jira/index.ts";
import { otherKeysIn } from "../../connectors/text/keys.ts";
import { commentFacts, descriptionFacts, minhash } from "../../connectors/text/text-facts.ts";
import { workTypeOf } from "../../connectors/text/work-types.ts";
import { documentOf, statusId } from "../../fixtures/demo-organisation/jira-fields.ts";
import type {
  FieldChange,
  IssueFields,
  RecordedIssue,
  RecordedOrganisation,
  RecordedPullRequest,
} from "../../fixtures/demo-organisation/recorded.ts";
import { RULE_ACTOR } from "../../fixtures/demo-organisation/recorded.ts";
import { accountsOf, renderJira } from "../../fixtures/demo-organisation/render-jira.ts";
import { commentText, descriptionOf, titleOf } from "../../fixtures/demo-organisation/texts.ts";
import type { JiraUser } from "../../fixtures/jira-server/dataset.ts";
import { EMPTY_BATCH } from "../../src/model/batch.ts";
import type { EventKind, EventRecord, LinkType } from "../../src/model/event.ts";
import type { PullRequestRecord } from "../../src/model/pull-request.ts";
import type { DescriptionFacts, WorkItemRecord } from "../../src/model/work-item.ts";
import type { Instant } from "../../src/model/window.ts";
import { JIRA_CONFIG, JIRA_URL, jiraInProcess } from "./jira-in-process.ts";
import { readInMemory, type ReadHistory } from "./read-in-memory.ts";

const CONNECTION = "jira";
/** Where the code is; its people are known as those of the tracker. */
const CODE = "github";
/** As the site numbers its sprints, see `boardsOf`. */
const SPRINTS_A_TEAM = 200;
const LINKS: Readonly<Record<string, LinkType>> = {
  blocks: "blocks",
  "is blocked by": "is-blocked-by",
  duplicates: "duplicates",
  "is duplicated by": "is-duplicated-by",
};

/**
 * What the Jira connector would bring of a recorded organisation, written without a site, an answer and a parser between: the configuration comes
 * through the connector from a site without issues, issues and their history are put down here. For runs over a thousand organisations; a test
 * holds that it is the same, record for record, as the path over the fixture server. `withCode`: beside the tracker stands a connection to where the code is.
 */
export async function writeDirectly(recorded: RecordedOrganisation, now: Instant, withCode = true): Promise<ReadHistory> {
  const bare = renderJira({ ...recorded, issues: [] });
  const configured = await readInMemory(jira, JIRA_CONFIG, "token", jiraInProcess(bare, now), now);
  const accounts = accountsOf(recorded.work);
  const seen = new Map<number, JiraUser>();
  const idOf = (actor: number): string => {
    let user = seen.get(actor);
    if (user === undefined) seen.set(actor, (user = accounts.get(actor)!));
    return user.accountId;
  };
  const counters = recorded.work.spec.teams.map(() => 0);
  const keys = recorded.issues.map(({ team }) => `${recorded.work.spec.teams[team]!.key}-${++counters[team]!}`);
  const items: WorkItemRecord[] = [];
  const events: EventRecord[] = [];
  let historyId = 300_000;
  let commentId = 20_000;
  for (const [index, issue] of recorded.issues.entries()) {
    items.push(itemOf(issue, index));
    eventsOf(issue, index);
  }
  const pullRequests = withCode ? recorded.pullRequests.map(pullRequestOf) : [];
  const same = (id: string): string => id;
  const actors = [...seen.values()].map((user) => actorRecord(user, { pseudonym: same, identity: same }));
  return { ...configured, batches: [...configured.batches, { ...EMPTY_BATCH, items, events, actors, pullRequests }] };

  function pullRequestOf(request: RecordedPullRequest, index: number): PullRequestRecord {
    const { mergedAt, reviews, names, createdAt } = request;
    const basis = request.isInBranch ? "key-in-branch" : "key-in-title";
    return {
      id: `${CODE}/pr/${index}`,
      key: `change#${index}`,
      url: `https://github.example/change/pull/${index}`,
      title: null,
      projectKey: "synthetic/change",
      createdAt,
      firstCommitAt: request.firstCommitAt,
      mergedAt,
      closedAt: mergedAt,
      updatedAt: Math.max(createdAt, mergedAt ?? 0, ...reviews.map(({ at }) => at)),
      author: idOf(request.author),
      mergedBy: mergedAt === null ? null : idOf(reviews.at(-1)?.actor ?? request.author),
      reviews: reviews.map(({ at, actor, approves }) => ({
        actor: idOf(actor),
        at,
        state: approves ? "approved" : "changes-requested",
      })),
      reviewsComplete: true,
      work: names < 0 ? [] : [{ item: null, key: keys[names]!, basis }],
    };
  }

  function itemOf(issue: RecordedIssue, index: number): WorkItemRecord {
    const fields = finalFields(issue);
    const text = textOf(issue);
    const resolvedAt = issue.changes.findLast(({ items }) => items.some(({ field }) => field === "resolution"))?.at ?? null;
    return {
      id: `${CONNECTION}/${100_000 + index}`,
      key: keys[index]!,
      url: `${JIRA_URL}/browse/${keys[index]!}`,
      title: null,
      projectKey: recorded.work.spec.teams[issue.team]!.key,
      typeRaw: issue.type,
      type: workTypeOf({
        name: issue.type,
        subtask: issue.type === "Sub-task",
        hierarchyLevel: issue.type === "Epic" ? 1 : issue.type === "Sub-task" ? -1 : 0,
      }),
      createdAt: issue.createdAt,
      updatedAt: Math.max(issue.createdAt, issue.changes.at(-1)?.at ?? 0, issue.comments.at(-1)?.at ?? 0),
      creator: idOf(issue.creator),
      reporter: idOf(issue.reporter),
      status: statusOf(fields.status),
      resolution: fields.resolution,
      resolvedAt: fields.resolution === null ? null : resolvedAt,
      description: text.facts,
      structuredIntake: null,
      minhash: text.minhash,
      historyComplete: true,
    };
  }

  function eventsOf(issue: RecordedIssue, index: number): void {
    const item = `${CONNECTION}/${100_000 + index}`;
    const creator = idOf(issue.creator);
    const project = recorded.work.spec.teams[issue.team]!.key;
    const base = { fromRaw: null, detail: null, viaAutomation: false } as const;
    events.push({
      item,
      key: "created",
      at: issue.createdAt,
      kind: "created",
      origin: "history",
      actor: creator,
      from: null,
      to: null,
      toRaw: null,
      ...base,
    });
    const counts = new Map<EventKind, number>();
    const initial = (kind: EventKind, to: string | null, toRaw: string | null = null): void => {
      if (to === null) return;
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      const key = count === 1 ? `initial:${kind}` : `initial:${kind}:${count}`;
      events.push({ item, key, at: issue.createdAt, kind, origin: "initial", actor: creator, from: null, to, toRaw, ...base });
    };
    const { status, assignee, priority, labels, dueDate, points, sprints, flagged } = issue.initial;
    initial("status", statusOf(status), status);
    initial("assignee", assignee === null ? null : idOf(assignee));
    initial("priority", priority);
    initial("type", issue.type);
    initial("resolution", issue.initial.resolution);
    initial("estimate", points === null ? null : String(points));
    initial("due-date", dueDate);
    initial("project", project);
    initial("parent", issue.parent < 0 ? null : `${CONNECTION}/${100_000 + issue.parent}`);
    for (const sprint of sprints) initial("sprint", sprintOf(issue.team, sprint));
    for (const label of labels) initial("label", label);
    initial("component", issue.component);
    if (flagged) initial("flag", "flagged");
    initial("team", `${CONNECTION}/project:${project}`);
    for (const change of issue.changes) {
      const id = historyId++;
      const actor = idOf(change.actor);
      const viaAutomation = change.actor === RULE_ACTOR;
      for (const [position, part] of change.items.entries()) {
        const made = part.field === "link" ? [linkOf(part.phrase, part.other)] : valuesOf(part, issue.team);
        for (const [n, values] of made.entries())
          events.push({
            item,
            key: n === 0 ? `h${id}:${position}` : `h${id}:${position}.${n}`,
            at: change.at,
            origin: "history",
            actor,
            fromRaw: null,
            toRaw: null,
            detail: null,
            ...values,
            viaAutomation,
          });
      }
    }
    for (const comment of issue.comments) {
      const user = idOf(comment.actor);
      const byApp = comment.actor < 0;
      const plain = plainText(commentText(comment, keys));
      const facts = commentFacts(plain, keys[index]!, byApp);
      events.push({
        item,
        key: `c${commentId++}`,
        at: comment.at,
        kind: "comment",
        origin: "history",
        actor: user,
        from: null,
        to: otherKeysIn(plain.text, keys[index]!),
        toRaw: null,
        ...base,
        detail: facts.length === 0 ? null : facts.join(","),
      });
    }
  }

  function linkOf(phrase: string, other: number): Values {
    return { kind: "link", from: null, to: `${CONNECTION}/${100_000 + other}`, toRaw: phrase, detail: LINKS[phrase] ?? null };
  }

  function valuesOf(change: FieldChange, team: number): readonly Values[] {
    const actor = (of: number | null): string | null => (of === null ? null : idOf(of));
    switch (change.field) {
      case "status":
        return [{ kind: "status", from: statusOf(change.from), to: statusOf(change.to), fromRaw: change.from, toRaw: change.to }];
      case "assignee":
        return [{ kind: "assignee", from: actor(change.from), to: actor(change.to) }];
      case "priority":
        return [{ kind: "priority", from: change.from, to: change.to }];
      case "resolution":
        return [{ kind: "resolution", from: change.from, to: change.to }];
      case "release":
        return differences("milestone", change.from === null ? [] : [change.from], change.to === null ? [] : [change.to]);
      case "dueDate":
        return [{ kind: "due-date", from: change.from, to: change.to }];
      case "points":
        return [{ kind: "estimate", from: numberText(change.from), to: numberText(change.to) }];
      case "labels":
        return differences("label", change.from, change.to);
      case "sprints": {
        const names = (numbers: readonly number[]) => numbers.map((number) => sprintOf(team, number));
        return differences("sprint", names(change.from), names(change.to));
      }
      case "flagged":
        return differences("flag", change.from ? ["flagged"] : [], change.to ? ["flagged"] : []);
    }
  }
}

type Values = Pick<EventRecord, "kind" | "from" | "to"> & Partial<Pick<EventRecord, "fromRaw" | "toRaw" | "detail">>;

const statusOf = (name: string): string => `${CONNECTION}/${statusId(name)}`;
const sprintOf = (team: number, number: number): string => `${CONNECTION}/${1 + team * SPRINTS_A_TEAM + number}`;
const numberText = (value: number | null): string | null => (value === null ? null : String(value));

/** What left, then what came. */
function differences(kind: EventKind, before: readonly string[], after: readonly string[]): readonly Values[] {
  return [
    ...before.filter((value) => !after.includes(value)).map((value) => ({ kind, from: value, to: null })),
    ...after.filter((value) => !before.includes(value)).map((value) => ({ kind, from: null, to: value })),
  ];
}

function finalFields(issue: RecordedIssue): Readonly<IssueFields> {
  const fields: IssueFields = { ...issue.initial };
  for (const change of issue.changes)
    for (const item of change.items) if (item.field !== "link") Object.assign(fields, { [item.field]: item.to });
  return fields;
}

function textOf({ description, type, subject }: RecordedIssue): {
  readonly facts: DescriptionFacts;
  readonly minhash: string | null;
} {
  const parts = descriptionOf(description, type, subject);
  const plain = plainText(parts === null ? null : documentOf(parts));
  return { facts: descriptionFacts(plain), minhash: minhash(`${titleOf(type, subject)} ${plain.text}`) };
}
