import { EventLogBuilder } from "../event-log/builder.ts";
import { KIND, ORIGIN, type EventLog } from "../event-log/columns.ts";
import { planJoins, type Account } from "../event-log/joins/plan.ts";
import type { ActorKind } from "../model/actor.ts";
import type { JoinDecision, JoinKind } from "../model/join.ts";
import type { PullRequestRecord } from "../model/pull-request.ts";
import type { Instant } from "../model/window.ts";
import type { WorkItemRecord, WorkType } from "../model/work-item.ts";
import type { BoardRecord, ProjectRecord, SprintRecord, StatusRecord, TeamRecord, WorkflowRecord } from "../model/workflow.ts";
import { visitEvents, type EventVisitor } from "./event-codec.ts";
import type { DefinitionKind } from "./tables.ts";

/** Basis of a kind that somebody set. */
export const KIND_SAID = "set for this workspace";

export type DefinitionRow = readonly [kind: DefinitionKind, json: string, connection: string];

/** Flags are 0 or 1. The last is what somebody said the account is. */
export type ActorRow = readonly [
  id: string,
  kind: ActorKind,
  kindBasis: string,
  active: number | null,
  identitiesJson: string,
  connection: string | null,
  seenAt: number | null,
  said: ActorKind | null,
];

export type DecisionRow = readonly [kind: JoinKind, a: string, b: string, declared: number, refused: number, at: number];

/** Columns of table `item` in this order. */
export const ITEM_COLUMNS =
  "code, id, updated_at, key, url, title, project, type_raw, type, created_at, creator, reporter, status, resolution, resolved_at, description_length, headings_hash, empty_section_ratio, points_elsewhere, names, structured_intake, history_complete, gone_at";

export type ItemRow = readonly [
  code: number,
  id: string,
  updatedAt: number,
  key: string,
  url: string,
  title: string | null,
  project: number,
  typeRaw: number,
  type: number,
  createdAt: number,
  creator: number | null,
  reporter: number | null,
  status: number,
  resolution: number | null,
  resolvedAt: number | null,
  descriptionLength: number,
  headingsHash: number | null,
  emptySectionRatio: number | null,
  pointsElsewhere: number,
  names: string | null,
  structuredIntake: number | null,
  historyComplete: number,
  goneAt: number | null,
];

/** Takes the rows of a workspace, in the order of these functions, and makes the log of them. Every engine reads rows in the same order, so that logs are alike to the byte. */
export interface LogAssembly {
  /** In the order of connection, kind and id. */
  definitions(rows: Iterable<DefinitionRow>): void;
  /** Accounts in the order of their ids, decisions in that of kind, a and b. */
  actors(rows: Iterable<ActorRow>, decisions: Iterable<DecisionRow>): void;
  /** Records in the order of their ids. */
  pullRequests(rows: Iterable<readonly [json: string]>): void;
  /** In the order of their codes. The minhash is taken as it is stored. */
  item(row: ItemRow, minhash: Uint8Array | string | null): void;
  /** In the order of the items. */
  history(item: number, events: Uint8Array): void;
  /**
   * The whole history before `asOf`. Everything stored goes to the builder, later events too: it is the builder that knows what an item looked
   * like at `asOf`.
   */
  finish(asOf: Instant): EventLog;
}

const UNKNOWN = -2;

/** `terms`: texts by their code. Throws `BrokenHistoryError`. */
export function assembleLog(terms: readonly string[]): LogAssembly {
  const builder = new EventLogBuilder();
  const teams = new Set<string>();
  const text = (code: number | null): string | null => (code === null ? null : terms[code]!);
  /** The builder's number of each item, by its code in the store; absent where only an event names the item. */
  const numberOf: number[] = [];

  const add: Readonly<Record<DefinitionKind, (json: string, connection: string) => void>> = {
    status: (json) => builder.addStatus(JSON.parse(json) as StatusRecord),
    workflow: (json) => builder.addWorkflow(JSON.parse(json) as WorkflowRecord),
    team: (json) => {
      const team = JSON.parse(json) as TeamRecord;
      teams.add(team.id);
      builder.addTeam(team);
    },
    project: (json, connection) => {
      const project = JSON.parse(json) as ProjectRecord;
      teams.add(project.team);
      builder.addProject(connection, project);
    },
    sprint: (json) => builder.addSprint(JSON.parse(json) as SprintRecord),
    board: (json) => builder.addBoard(JSON.parse(json) as BoardRecord),
  };

  /** What somebody said an account is stands before what its tool declares. */
  const account = ([id, declared, kindBasis, active, identities, connection, seenAt, said]: ActorRow): Account => {
    const kind = said ?? declared;
    builder.addActor({
      id,
      kind,
      kindBasis: said === null ? kindBasis : KIND_SAID,
      active: active === null ? null : active === 1,
    });
    return { id, connection, kind, identities: JSON.parse(identities) as readonly string[], seenAt };
  };

  const codes = <T extends string>(of: Readonly<Record<T, number>>): readonly number[] => terms.map((term) => of[term as T]);
  const kinds = codes(KIND);
  const origins = codes(ORIGIN);
  // The builder's code of each text, asked for when the first event names it: a text costs one look-up, not one an event.
  const texts = new Int32Array(terms.length).fill(UNKNOWN);
  const textCode = (code: number): number => {
    if (code < 0) return -1;
    const known = texts[code]!;
    return known === UNKNOWN ? (texts[code] = builder.textCode(terms[code]!)) : known;
  };
  let item = 0;
  let order = 0;
  const visit: EventVisitor = (at, kind, origin, viaAutomation, actor, from, to, _fromRaw, _toRaw, detail) => {
    builder.addCodedEvent(
      item,
      at,
      kinds[kind]!,
      origins[origin]!,
      textCode(actor),
      textCode(from),
      textCode(to),
      textCode(detail),
      viaAutomation,
      // Packed events are in the order of their keys already.
      order++,
    );
  };

  return {
    definitions(rows) {
      for (const [kind, json, connection] of rows) add[kind](json, connection);
    },
    actors(rows, decisionRows) {
      const accounts = Array.from(rows, account);
      const decisions = Array.from(decisionRows, ([kind, a, b, declared, refused, at]): JoinDecision => ({
        kind,
        a,
        b,
        declared: declared === 1,
        refused: refused === 1,
        at,
      }));
      builder.join(planJoins({ accounts, teams: [...teams], decisions }), decisions);
    },
    pullRequests(rows) {
      for (const [json] of rows) builder.addPullRequest(JSON.parse(json) as PullRequestRecord);
    },
    item(row, minhash) {
      const record: WorkItemRecord = {
        id: row[1],
        updatedAt: row[2],
        key: row[3],
        url: row[4],
        title: row[5],
        projectKey: terms[row[6]]!,
        typeRaw: terms[row[7]]!,
        type: terms[row[8]]! as WorkType,
        createdAt: row[9],
        creator: text(row[10]),
        reporter: text(row[11]),
        status: terms[row[12]]!,
        resolution: text(row[13]),
        resolvedAt: row[14],
        description: {
          length: row[15],
          headingsHash: text(row[16]),
          emptySectionRatio: row[17],
          pointsElsewhere: row[18] === 1,
          ...(row[19] === null ? {} : { names: row[19] }),
        },
        structuredIntake: row[20] === null ? null : row[20] === 1,
        // Given to the builder as it is stored.
        minhash: null,
        historyComplete: row[21] === 1,
      };
      numberOf[row[0]] = builder.addItem(record, { deletedAt: row[22], minhash });
    },
    history(code, events) {
      const number = numberOf[code];
      if (number === undefined) return;
      item = number;
      order = 0;
      visitEvents(events, visit);
    },
    finish: (asOf) => builder.finish(asOf),
  };
}
