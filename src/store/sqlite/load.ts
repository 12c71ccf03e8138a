import type { DatabaseSync } from "node:sqlite";
import { EventLogBuilder } from "../../event-log/builder.ts";
import { KIND, ORIGIN, type EventLog } from "../../event-log/columns.ts";
import type { ActorKind } from "../../model/actor.ts";
import { planJoins, type Account } from "../../event-log/joins/plan.ts";
import type { JoinDecision, JoinKind } from "../../model/join.ts";
import type { PullRequestRecord } from "../../model/pull-request.ts";
import type { Instant } from "../../model/window.ts";
import type { WorkItemRecord, WorkType } from "../../model/work-item.ts";
import type { BoardRecord, ProjectRecord, SprintRecord, StatusRecord, TeamRecord, WorkflowRecord } from "../../model/workflow.ts";
import { visitEvents, type EventVisitor } from "./event-codec.ts";
import { KIND_SAID } from "./decisions.ts";
import type { DefinitionKind } from "./schema.ts";

/** Rows taken from the database at once: stepping through them one by one costs twice as much. */
const ROWS_AT_ONCE = 1_000;

function rows<T extends readonly unknown[]>(database: DatabaseSync, query: string): readonly T[] {
  const statement = database.prepare(query);
  statement.setReturnArrays(true);
  return statement.all() as unknown as readonly T[];
}

/**
 * Every row of a large table as an array, in the order of its integer key. `query` selects the key first and ends in a condition, to which
 * one on the key is added.
 */
function* rowsByKey<T extends readonly [key: number, ...unknown[]]>(
  database: DatabaseSync,
  query: string,
  key: string,
): Generator<T> {
  const statement = database.prepare(`${query} AND ${key} > ? ORDER BY ${key} LIMIT ${ROWS_AT_ONCE}`);
  statement.setReturnArrays(true);
  let last = -1;
  for (;;) {
    const some = statement.all(last) as unknown as readonly T[];
    yield* some;
    if (some.length < ROWS_AT_ONCE) return;
    last = some.at(-1)![0];
  }
}

/**
 * The whole history before `asOf`. Everything stored goes to the builder, later events too: it is the builder that knows what an
 * item looked like at `asOf`. Runs inside one read transaction, so that a sync of another process does not show halfway.
 */
export function loadLog(database: DatabaseSync, asOf: Instant): EventLog {
  const builder = new EventLogBuilder();
  const terms: string[] = [];
  for (const [code, text] of rowsByKey<[number, string]>(database, "SELECT code, text FROM term WHERE true", "code"))
    terms[code] = text;
  const teams = addDefinitions(database, builder);
  const accounts = addActors(database, builder);
  const decisions = readDecisions(database);
  builder.join(planJoins({ accounts, teams, decisions }), decisions);
  for (const [json] of rows<[string]>(database, "SELECT record_json FROM pull_request"))
    builder.addPullRequest(JSON.parse(json) as PullRequestRecord);
  addEvents(database, builder, terms, addItems(database, builder, terms));
  return builder.finish(asOf);
}

/** Ids of all teams that are described or own a project. */
function addDefinitions(database: DatabaseSync, builder: EventLogBuilder): readonly string[] {
  const teams = new Set<string>();
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
  const query = "SELECT kind, record_json, connection FROM definition";
  for (const [kind, json, connection] of rows<[DefinitionKind, string, string]>(database, query)) add[kind](json, connection);
  return [...teams];
}

type ActorRow = readonly [string, ActorKind, string, number | null, string, string | null, number | null, ActorKind | null];

/** What somebody said an account is stands before what its tool declares. */
function addActors(database: DatabaseSync, builder: EventLogBuilder): readonly Account[] {
  const query = `SELECT id, actor.kind, kind_basis, active, identities_json, connection, seen_at, actor_kind.kind
    FROM actor LEFT JOIN actor_kind ON actor_kind.actor = actor.id`;
  return rows<ActorRow>(database, query).map(([id, declared, kindBasis, active, identities, connection, seenAt, said]) => {
    const kind = said ?? declared;
    builder.addActor({
      id,
      kind,
      kindBasis: said === null ? kindBasis : KIND_SAID,
      active: active === null ? null : active === 1,
    });
    return { id, connection, kind, identities: JSON.parse(identities) as readonly string[], seenAt };
  });
}

type DecisionRow = readonly [JoinKind, string, string, number, number, number];

function readDecisions(database: DatabaseSync): readonly JoinDecision[] {
  return rows<DecisionRow>(database, "SELECT kind, a, b, declared, refused, at FROM join_decision ORDER BY kind, a, b").map(
    ([kind, a, b, declared, refused, at]) => ({ kind, a, b, declared: declared === 1, refused: refused === 1, at }),
  );
}

type ItemRow = readonly [
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
  minhash: Uint8Array | string | null,
  goneAt: number | null,
];

const ITEMS = `SELECT code, id, updated_at, key, url, title, project, type_raw, type, created_at, creator, reporter, status, resolution,
  resolved_at, description_length, headings_hash, empty_section_ratio, points_elsewhere, names, structured_intake, history_complete, minhash, gone_at
  FROM item WHERE updated_at IS NOT NULL`;

/** The builder's number of each item, by its code in the store; absent where only an event names the item. */
function addItems(database: DatabaseSync, builder: EventLogBuilder, terms: readonly string[]): readonly number[] {
  const numberOf: number[] = [];
  const text = (code: number | null): string | null => (code === null ? null : terms[code]!);
  for (const row of rowsByKey<ItemRow>(database, ITEMS, "code")) {
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
    numberOf[row[0]] = builder.addItem(record, { deletedAt: row[23], minhash: row[22] });
  }
  return numberOf;
}

const UNKNOWN = -2;

function addEvents(
  database: DatabaseSync,
  builder: EventLogBuilder,
  terms: readonly string[],
  numberOf: readonly number[],
): void {
  const codes = <T extends string>(of: Readonly<Record<T, number>>): readonly number[] => terms.map((term) => of[term as T]);
  const kinds = codes(KIND);
  const origins = codes(ORIGIN);
  // The builder's code of each text, asked for when the first event names it: a text costs one look-up, not one an event.
  const texts = new Int32Array(terms.length).fill(UNKNOWN);
  const text = (code: number): number => {
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
      text(actor),
      text(from),
      text(to),
      text(detail),
      viaAutomation,
      // Packed events are in the order of their keys already.
      order++,
    );
  };
  for (const [code, events] of rowsByKey<[number, Uint8Array]>(database, "SELECT item, events FROM history WHERE true", "item")) {
    const number = numberOf[code];
    if (number === undefined) continue;
    item = number;
    order = 0;
    visitEvents(events, visit);
  }
}
