import { EMPTY_BATCH } from "../../src/model/batch.ts";
import { ProblemError } from "../../src/model/problem.ts";
import { createActors } from "./actors.ts";
import { createIntern } from "./intern.ts";
import { normaliseItem, projectTeam } from "./items.ts";
import { narrowingOf } from "./provides.ts";
import { readFiles } from "./read.ts";
import { createStatuses } from "./statuses.ts";
const STREAM = "issues";
/** A transaction of this size is quick, and a progress line moves. */
const ITEMS_A_PAGE = 500;
const EVENTS_A_PAGE = 20_000;
/** Part of the fingerprint: a version that reads a file otherwise reads it again. */
const READER_VERSION = 1;
/**
 * The file as pages of items. A file that has not changed since it was read to its end without a fault is not opened; one that has is read
 * whole, and items that are no longer in it are gone once all of it was read.
 */
export async function* itemPages({ files, config, context }, state) {
    const { connection } = context;
    const before = await looks(files, config);
    const known = parseFingerprint(state.fingerprint);
    if (state.watermark !== null && known?.looks === before)
        return yield { ...EMPTY_PAGE, watermark: state.watermark, fingerprint: state.fingerprint };
    const seen = new Set();
    const actors = createActors((name) => context.pseudonym(name));
    const statuses = createStatuses(connection, config.statusMap, () => !seen.has("kinds"));
    const reading = await readFiles(files, config, {
        zone: config.zone,
        keepTitles: context.keepTitles,
        actors,
        statuses,
        connection,
        intern: createIntern(),
        seen: (what) => void seen.add(what),
    }, context.signal);
    if ((await looks(files, config)) !== before)
        throw changedMeanwhile();
    const { collected } = reading;
    const contents = reading.files.map(({ body }) => body.sha256).join("+");
    const fingerprint = JSON.stringify({ version: READER_VERSION, looks: before, contents });
    if (state.watermark !== null && known?.contents === contents)
        return yield { ...EMPTY_PAGE, watermark: state.watermark, fingerprint };
    if (collected.items.size === 0)
        throw nothingReadable(collected);
    const itemContext = itemContextOf(connection, collected, statuses.see, !seen.has("kinds"));
    const ids = [...collected.items.keys()].sort();
    const resumed = resumeAfter(state.cursor, contents);
    const rest = resumed === null ? ids : ids.filter((id) => id > resumed);
    const problem = leftOut(connection, collected);
    let page = [];
    let events = 0;
    const named = new Set();
    let isFirst = true;
    const flush = (after) => {
        const own = batchOf(connection, page, named);
        // Who and what the events name, before the first of them: a read may end early.
        const batch = isFirst ? { ...own, statuses: statuses.records(), actors: actors.records() } : own;
        const first = isFirst ? { bodies: reading.files.map(({ body }) => body) } : {};
        const cursor = { contents, after };
        const made = {
            ...EMPTY_PAGE,
            ...first,
            batch,
            done: false,
            cursor,
            fetched: page.length,
            vendorTotal: ids.length,
            replacesItems: true,
        };
        isFirst = false;
        page = [];
        events = 0;
        return made;
    };
    for (const id of rest) {
        const normalised = normaliseItem(collected.items.get(id), itemContext);
        page.push(normalised);
        events += normalised.events.length;
        if (page.length >= ITEMS_A_PAGE || events >= EVENTS_A_PAGE)
            yield flush(id);
    }
    if (page.length > 0)
        yield flush(rest.at(-1));
    const records = statuses.records();
    if (!records.some(({ category }) => category === "done"))
        context.onWarning?.(nothingDone(connection, records.length));
    if (collected.duplicates > 0)
        context.onWarning?.(twice(connection, collected.duplicates));
    // An item whose rows could not be read is not known to be gone.
    const live = collected.bad > 0 || context.liveItems === undefined ? [] : await context.liveItems();
    const listed = new Set(ids.map((id) => `${connection}/${id}`));
    yield {
        ...EMPTY_PAGE,
        batch: { ...EMPTY_BATCH, statuses: records },
        watermark: context.now(),
        vendorTotal: ids.length,
        gone: live.filter((id) => !listed.has(id)).map((item) => ({ item, basis: "deleted" })),
        problem,
        narrowing: narrowingOf(seen, records.some(({ category }) => category === "blocked")),
        ...(problem === null ? { fingerprint } : {}),
    };
}
const EMPTY_PAGE = {
    batch: EMPTY_BATCH,
    cursor: null,
    done: true,
    watermark: null,
    fetched: 0,
    vendorTotal: null,
    bodies: [],
    gone: [],
    problem: null,
};
/** Size and time of change, which tell without opening a file whether it may have changed. */
async function looks(files, { path, items }) {
    const parts = [];
    for (const one of items === null ? [path] : [path, items]) {
        const { bytes, changedAt } = await files.stat(one);
        parts.push(`${bytes}@${changedAt}`);
    }
    return parts.join("+");
}
function parseFingerprint(text) {
    if (text === undefined)
        return null;
    const value = JSON.parse(text);
    return value.version === READER_VERSION ? value : null;
}
/** The last item that an interrupted read of the same contents has stored; null = start anew. */
function resumeAfter(cursor, contents) {
    if (typeof cursor !== "object" || cursor === null || !("after" in cursor) || cursor["contents"] !== contents)
        return null;
    return typeof cursor["after"] === "string" ? cursor["after"] : null;
}
function itemContextOf(connection, { items }, statusId, isPlainLog) {
    const byKey = new Map();
    const keyOf = ({ atCreation, present }) => present.key ?? atCreation?.key;
    for (const item of items.values()) {
        const key = keyOf(item);
        if (key !== undefined)
            byKey.set(key, item.id);
    }
    const itemId = (name) => {
        const own = items.has(name) ? name : byKey.get(name);
        return own === undefined ? `${connection}/key:${name}` : `${connection}/${own}`;
    };
    return { connection, project: connection, isPlainLog, statusId, itemId };
}
/** Records of a page, with the projects, teams and sprints that it names first. */
function batchOf(connection, page, named) {
    const teams = [];
    const projects = [];
    const sprints = [];
    const isNew = (name) => !named.has(name) && named.add(name).size > 0;
    const team = (id, name, basis) => {
        if (isNew(`team ${id}`))
            teams.push({ id, name, basis });
    };
    const project = (key) => {
        if (!isNew(`project ${key}`))
            return;
        const own = projectTeam(connection, key);
        projects.push({ key, name: key, team: own });
        team(own, key, `project of the file`);
    };
    for (const { item, events } of page) {
        project(item.projectKey);
        for (const { kind, from, to } of events) {
            for (const value of [from, to]) {
                if (value === null)
                    continue;
                if (kind === "team")
                    team(value, value.slice(`${connection}/team:`.length), "team of the file");
                else if (kind === "project")
                    project(value);
                else if (kind === "sprint" && isNew(`sprint ${value}`))
                    sprints.push({
                        id: value,
                        name: value.slice(`${connection}/sprint:`.length),
                        startAt: null,
                        endAt: null,
                        completedAt: null,
                    });
            }
        }
    }
    return {
        ...EMPTY_BATCH,
        items: page.map(({ item }) => item),
        events: page.flatMap(({ events }) => events),
        teams,
        projects,
        sprints,
    };
}
function leftOut(connection, { bad, rows, firstBad }) {
    if (bad === 0)
        return null;
    return {
        code: "unexpected-shape",
        connection,
        stream: STREAM,
        page: null,
        what: `${bad} of ${rows} rows could not be read and were left out; the first: ${firstBad}.`,
        todo: "Mend the rows or export again; the next scan reads the file anew.",
    };
}
function nothingReadable({ bad, firstBad }) {
    if (bad === 0)
        return new ProblemError({ code: "empty", what: "The file has a header and no rows.", todo: "Export it again." });
    return new ProblemError({
        code: "unexpected-shape",
        what: `None of the ${bad} rows could be read; the first: ${firstBad}.`,
        todo: "See docs/file-import.md for what each column holds.",
    });
}
function changedMeanwhile() {
    return new ProblemError({
        code: "connection-lost",
        what: "The file was changed while it was read; nothing of it was stored.",
        todo: "Scan again when it is written to its end.",
    });
}
function nothingDone(connection, statuses) {
    return {
        code: "history-incomplete",
        connection,
        stream: STREAM,
        page: null,
        what: `None of the ${statuses} statuses or activities of the file reads as finished, so nothing counts as done.`,
        todo: "Say which do, e.g. --status-map done=Closed,Resolved;cancelled=Rejected, with the same --id.",
    };
}
function twice(connection, duplicates) {
    return {
        code: "counts-differ",
        connection,
        stream: STREAM,
        page: null,
        what: `${duplicates} ${duplicates === 1 ? "row says" : "rows say"} what another row says to the word, and counted once.`,
        todo: "Nothing need be done if they were exported twice.",
    };
}
