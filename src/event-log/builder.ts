import type { ActorRecord } from "../model/actor.ts";
import type { EventRecord, LinkType } from "../model/event.ts";
import type { Instant } from "../model/window.ts";
import { connectionOf, type WorkItemRecord } from "../model/work-item.ts";
import type { BoardRecord, ProjectRecord, SprintRecord, StatusRecord, TeamRecord, WorkflowRecord } from "../model/workflow.ts";
import type { JoinDecision } from "../model/join.ts";
import type { PullRequestRecord } from "../model/pull-request.ts";
import { JOIN_BASIS, KIND, ORIGIN, type EventLog } from "./columns.ts";
import { compact } from "./cut.ts";
import { keyOrder } from "./event-order.ts";
import { EventRows } from "./event-rows.ts";
import { ItemRows } from "./item-rows.ts";
import type { JoinPlan } from "./joins/plan.ts";
import { planSameWork } from "./joins/same-work.ts";
import { LookupTables } from "./lookup-tables.ts";
import { PullRequestRows, pullRequestColumns, type LinkedPullRequest, type WorkIndex } from "./pull-request-rows.ts";
import { projectName, TextTable } from "./text-table.ts";

/**
 * Collects records in any order and makes columns of them. The same records give the same log whatever their order: items lie by team, creation and id,
 * actors and all other tables by id. Events are numbers from the start, so that ten million of them fit into memory.
 * Use once: `finish` empties the builder.
 */
export class EventLogBuilder {
  readonly #strings = new TextTable();
  readonly #tables = new LookupTables();
  #items = new ItemRows(this.#strings);
  readonly #events = new EventRows(this.#strings);
  readonly #pullRequests = new PullRequestRows();
  #plan: JoinPlan = NOTHING_JOINED;
  #decisions: readonly JoinDecision[] = [];

  addStatus(record: StatusRecord): void {
    this.#tables.statuses.set(record.id, record);
  }
  addTeam(record: TeamRecord): void {
    this.#tables.teams.set(record.id, record);
  }
  /** Two connections may have projects of one key. */
  addProject(connection: string, record: ProjectRecord): void {
    this.#tables.projects.set(projectName(connection, record.key), record);
  }
  addActor(record: ActorRecord): void {
    this.#tables.actors.set(record.id, record);
  }
  addSprint(record: SprintRecord): void {
    this.#tables.sprints.set(record.id, record);
  }
  addBoard(record: BoardRecord): void {
    this.#tables.boards.set(record.id, record);
  }
  addWorkflow(record: WorkflowRecord): void {
    this.#tables.workflows.set(record.id, record);
  }
  /** A record with an id that is there already replaces it unless it is older. */
  addPullRequest(record: PullRequestRecord): void {
    this.#pullRequests.add(record);
  }

  /** Who and which teams are one, and what was decided about pieces of work. Nothing that was added changes; the log shows each once. */
  join(plan: JoinPlan, decisions: readonly JoinDecision[]): void {
    this.#plan = plan;
    this.#decisions = decisions;
  }

  /**
   * Returns the item's number for `addEvent`; it is not its index in the finished log.
   * A record with an id that is there already replaces it unless it is older.
   */
  addItem(
    record: WorkItemRecord,
    extra: {
      readonly deletedAt: Instant | null;
      /** That of the record as bytes, for a reader that has them so. */
      readonly minhash?: Uint8Array | string | null;
    },
  ): number {
    return this.#items.add(record, extra.deletedAt, extra.minhash);
  }

  /** Each (item, key) once. */
  add(event: EventRecord): void {
    this.addEvent(
      this.itemNumber(event.item),
      event.at,
      KIND[event.kind],
      ORIGIN[event.origin],
      event.actor,
      event.from,
      event.to,
      event.detail,
      event.viaAutomation,
      keyOrder(event.key),
    );
  }

  /**
   * The same without an object. `item` is what `addItem` (or `itemNumber`) returned, `kind` a `KIND`, `origin` an `ORIGIN` code.
   * `order` (see `keyOrder`) decides between events of one item at the same instant; left out, the order of the calls does.
   */
  addEvent(
    item: number,
    at: Instant,
    kind: number,
    origin: number,
    actor: string | null,
    from: string | null,
    to: string | null,
    detail: string | null,
    viaAutomation: boolean,
    order: number = this.#events.length,
  ): void {
    this.#events.add(item, at, kind, origin, actor, from, to, detail, viaAutomation, order);
  }

  /** The same with texts by their codes (see `textCode`; -1 = none), for a reader that has every text once and names it a thousand times. */
  addCodedEvent(
    item: number,
    at: Instant,
    kind: number,
    origin: number,
    actor: number,
    from: number,
    to: number,
    detail: number,
    viaAutomation: boolean,
    order: number,
  ): void {
    this.#events.addCoded(item, at, kind, origin, actor, from, to, detail, viaAutomation, order);
  }

  /** The builder's code of a text, for `addCodedEvent`. Texts that no event names should not be asked for: they would stay in the log. */
  textCode(text: string): number {
    return this.#strings.code(text);
  }

  /** Number of an item for `addEvent` by its id, whether or not the item was added yet. */
  itemNumber(id: string): number {
    return this.#strings.code(id);
  }

  /** The log of everything before `asOf`. Events of items that were never added are left out. */
  finish(asOf: Instant): EventLog {
    this.#addMissingStatusEvents();
    const rows = this.#items.inOrder(this.#events.lastTeams());
    const item = this.#items.indexOfCode(rows);
    const work = planSameWork(this.#items.forJoining(rows), this.#decisions);
    const pullRequests = this.#resolvePullRequests(rows, item, work.sameWork);
    const firstEvent = new Uint32Array(rows.length + 1);
    const order = this.#events.inOrder(item, firstEvent);

    const { actorOf, teamOf } = this.#plan;
    const place = { order, firstEvent, rows };
    const tables = this.#tables.build(this.#strings, this.#items, this.#events, this.#pullRequests, place, this.#plan);
    const projectNames = tables.projects.map((key, index) => projectName(tables.projectConnection[index]!, key));
    const actor = this.#indexOfCode(tables.actors.id, actorOf);
    const status = this.#indexOfCode(tables.statuses.map(({ id }) => id));
    const teams = tables.teams.map(({ id }) => id);
    const team = this.#indexOfCode(teams, teamOf);
    const events = this.#events.columns(order, firstEvent, { item, actor, status, team });
    const items = this.#items.columns(rows, firstEvent, this.#indexOfCode(projectNames), actor, work.sameWork);
    this.#items = new ItemRows(this.#strings);
    const actorIndex = new Map(tables.actors.id.map((id, index) => [id, index]));
    const projectIndex = new Map(projectNames.map((name, index) => [name, index]));
    const log: EventLog = {
      ...{ asOf: Infinity, items, events, texts: this.#strings.texts },
      ...tables,
      pullRequests: pullRequestColumns(
        pullRequests,
        (id) => actorIndex.get(actorOf.get(id ?? "") ?? id ?? "") ?? -1,
        ({ id, projectKey }) => projectIndex.get(projectName(connectionOf(id), projectKey)) ?? -1,
      ),
      joins: [...this.#plan.joins, ...work.joins],
    };
    return compact(log, asOf, true);
  }

  /**
   * Pull requests with the items they belong to. Where a surer basis than a mention in the body links the two and the item itself does not say so, it gets
   * the link that a tracker writes when a pull request is attached: the log means the same whichever of two tools knows of it.
   */
  #resolvePullRequests(rows: Uint32Array, item: Int32Array, sameWork: Int32Array): readonly LinkedPullRequest[] {
    if (this.#pullRequests.count === 0) return [];
    const { texts } = this.#strings;
    const { id, createdAt } = this.#items.forJoining(rows);
    const onItems = this.#events.pullRequestLinks().flatMap(({ item: code, target, at }) => {
      const index = item[code]!;
      return index < 0 ? [] : [{ item: index, target: texts[target]!, at }];
    });
    const indexOf = (text: string): number => item[this.#strings.find(text)] ?? -1;
    const index: WorkIndex = {
      byKey: this.#items.byKey(rows),
      indexOf,
      createdAt,
      sameWork,
      onItems,
      decisions: this.#decisions,
    };
    const resolved = this.#pullRequests.resolve(index);
    for (const { record, work } of resolved) {
      for (const { item: row, basis, since, isOnItem } of work) {
        if (isOnItem || basis === JOIN_BASIS["key-in-body"]) continue;
        const detail = "pull-request" satisfies LinkType;
        this.addEvent(
          this.itemNumber(id[row]!),
          since,
          KIND.link,
          ORIGIN.history,
          record.author,
          null,
          record.id,
          detail,
          false,
          LAST,
        );
      }
    }
    return resolved;
  }

  /** An item whose status is known only as it is now still has that status; when it came to be is not known. */
  #addMissingStatusEvents(): void {
    const { texts } = this.#strings;
    const hasStatus = new Uint8Array(texts.length);
    for (let e = 0; e < this.#events.length; e++)
      if (this.#events.kind.at(e) === KIND.status) hasStatus[this.#events.item.at(e)] = 1;
    for (const [code, row] of this.#items.byCode()) {
      if (hasStatus[code] === 1) continue;
      const status = texts[this.#items.status[row]!]!;
      this.addEvent(code, this.#items.createdAt[row]!, KIND.status, ORIGIN.snapshot, null, null, status, null, false, 0);
    }
  }

  /** Index in a table of ids by code, that of its stand-in for an id that was joined away; -1 for every text that is not in it. */
  #indexOfCode(ids: readonly string[], standIns: ReadonlyMap<string, string> = new Map()): Int32Array {
    const indexOf = new Int32Array(this.#strings.texts.length).fill(-1);
    ids.forEach((id, index) => {
      const code = this.#strings.find(id);
      if (code >= 0) indexOf[code] = index;
    });
    const index = standIns.size === 0 ? null : new Map(ids.map((id, at) => [id, at]));
    for (const [id, standIn] of standIns) {
      const code = this.#strings.find(id);
      if (code >= 0) indexOf[code] = index!.get(standIn) ?? -1;
    }
    return indexOf;
  }
}

/** Behind whatever else happened at that instant. */
const LAST = Number.MAX_SAFE_INTEGER;
const NOTHING_JOINED: JoinPlan = { actorOf: new Map(), teamOf: new Map(), joins: [] };
