import { EventLogBuilder } from "../../event-log/builder.ts";
import { KIND, ORIGIN } from "../../event-log/columns.ts";
import { planJoins } from "../../event-log/joins/plan.ts";
import { visitEvents } from "./event-codec.ts";
import { KIND_SAID } from "./decisions.ts";
/** Rows taken from the database at once: stepping through them one by one costs twice as much. */
const ROWS_AT_ONCE = 1_000;
function rows(database, query) {
    const statement = database.prepare(query);
    statement.setReturnArrays(true);
    return statement.all();
}
/**
 * Every row of a large table as an array, in the order of its integer key. `query` selects the key first and ends in a condition, to which
 * one on the key is added.
 */
function* rowsByKey(database, query, key) {
    const statement = database.prepare(`${query} AND ${key} > ? ORDER BY ${key} LIMIT ${ROWS_AT_ONCE}`);
    statement.setReturnArrays(true);
    let last = -1;
    for (;;) {
        const some = statement.all(last);
        yield* some;
        if (some.length < ROWS_AT_ONCE)
            return;
        last = some.at(-1)[0];
    }
}
/**
 * The whole history before `asOf`. Everything stored goes to the builder, later events too: it is the builder that knows what an
 * item looked like at `asOf`. Runs inside one read transaction, so that a sync of another process does not show halfway.
 */
export function loadLog(database, asOf) {
    const builder = new EventLogBuilder();
    const terms = [];
    for (const [code, text] of rowsByKey(database, "SELECT code, text FROM term WHERE true", "code"))
        terms[code] = text;
    const teams = addDefinitions(database, builder);
    const accounts = addActors(database, builder);
    const decisions = readDecisions(database);
    builder.join(planJoins({ accounts, teams, decisions }), decisions);
    for (const [json] of rows(database, "SELECT record_json FROM pull_request"))
        builder.addPullRequest(JSON.parse(json));
    addEvents(database, builder, terms, addItems(database, builder, terms));
    return builder.finish(asOf);
}
/** Ids of all teams that are described or own a project. */
function addDefinitions(database, builder) {
    const teams = new Set();
    const add = {
        status: (json) => builder.addStatus(JSON.parse(json)),
        workflow: (json) => builder.addWorkflow(JSON.parse(json)),
        team: (json) => {
            const team = JSON.parse(json);
            teams.add(team.id);
            builder.addTeam(team);
        },
        project: (json, connection) => {
            const project = JSON.parse(json);
            teams.add(project.team);
            builder.addProject(connection, project);
        },
        sprint: (json) => builder.addSprint(JSON.parse(json)),
        board: (json) => builder.addBoard(JSON.parse(json)),
    };
    const query = "SELECT kind, record_json, connection FROM definition";
    for (const [kind, json, connection] of rows(database, query))
        add[kind](json, connection);
    return [...teams];
}
/** What somebody said an account is stands before what its tool declares. */
function addActors(database, builder) {
    const query = `SELECT id, actor.kind, kind_basis, active, identities_json, connection, seen_at, actor_kind.kind
    FROM actor LEFT JOIN actor_kind ON actor_kind.actor = actor.id`;
    return rows(database, query).map(([id, declared, kindBasis, active, identities, connection, seenAt, said]) => {
        const kind = said ?? declared;
        builder.addActor({
            id,
            kind,
            kindBasis: said === null ? kindBasis : KIND_SAID,
            active: active === null ? null : active === 1,
        });
        return { id, connection, kind, identities: JSON.parse(identities), seenAt };
    });
}
function readDecisions(database) {
    return rows(database, "SELECT kind, a, b, declared, refused, at FROM join_decision ORDER BY kind, a, b").map(([kind, a, b, declared, refused, at]) => ({ kind, a, b, declared: declared === 1, refused: refused === 1, at }));
}
const ITEMS = `SELECT code, id, updated_at, key, url, title, project, type_raw, type, created_at, creator, reporter, status, resolution,
  resolved_at, description_length, headings_hash, empty_section_ratio, points_elsewhere, structured_intake, history_complete, gone_at
  FROM item WHERE updated_at IS NOT NULL`;
/** The builder's number of each item, by its code in the store; absent where only an event names the item. */
function addItems(database, builder, terms) {
    const numberOf = [];
    const text = (code) => (code === null ? null : terms[code]);
    for (const row of rowsByKey(database, ITEMS, "code")) {
        const record = {
            id: row[1],
            updatedAt: row[2],
            key: row[3],
            url: row[4],
            title: row[5],
            projectKey: terms[row[6]],
            typeRaw: terms[row[7]],
            type: terms[row[8]],
            createdAt: row[9],
            creator: text(row[10]),
            reporter: text(row[11]),
            status: terms[row[12]],
            resolution: text(row[13]),
            resolvedAt: row[14],
            description: { length: row[15], headingsHash: text(row[16]), emptySectionRatio: row[17], pointsElsewhere: row[18] === 1 },
            structuredIntake: row[19] === null ? null : row[19] === 1,
            // 256 bytes an item that no fact asks for.
            minhash: null,
            historyComplete: row[20] === 1,
        };
        numberOf[row[0]] = builder.addItem(record, { deletedAt: row[21] });
    }
    return numberOf;
}
const UNKNOWN = -2;
function addEvents(database, builder, terms, numberOf) {
    const codes = (of) => terms.map((term) => of[term]);
    const kinds = codes(KIND);
    const origins = codes(ORIGIN);
    // The builder's code of each text, asked for when the first event names it: a text costs one look-up, not one an event.
    const texts = new Int32Array(terms.length).fill(UNKNOWN);
    const text = (code) => {
        if (code < 0)
            return -1;
        const known = texts[code];
        return known === UNKNOWN ? (texts[code] = builder.textCode(terms[code])) : known;
    };
    let item = 0;
    let order = 0;
    const visit = (at, kind, origin, viaAutomation, actor, from, to, _fromRaw, _toRaw, detail) => {
        builder.addCodedEvent(item, at, kinds[kind], origins[origin], text(actor), text(from), text(to), text(detail), viaAutomation, 
        // Packed events are in the order of their keys already.
        order++);
    };
    for (const [code, events] of rowsByKey(database, "SELECT item, events FROM history WHERE true", "item")) {
        const number = numberOf[code];
        if (number === undefined)
            continue;
        item = number;
        order = 0;
        visitEvents(events, visit);
    }
}
