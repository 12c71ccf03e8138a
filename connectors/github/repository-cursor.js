import { MINUTE_MS } from "../../src/model/window.ts";
import { instantOf } from "./schema.ts";
/** GitHub's reads see its writes; the overlap covers what was being written when the last read began. */
const OVERLAP_MS = 5 * MINUTE_MS;
/** Stands for the place behind the last repository. */
export const END = "";
/** A stored cursor, if it is one of ours. */
function parseCursor(value) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
        return null;
    const { since, startedAt, repository, after, page, unread, pending } = value;
    const isText = (one) => one === null || typeof one === "string";
    if ((since !== null && typeof since !== "number") || typeof startedAt !== "number" || typeof page !== "number")
        return null;
    if (!isText(repository) || !isText(after))
        return null;
    return {
        since,
        startedAt,
        repository,
        after,
        page,
        unread: typeof unread === "number" ? unread : 0,
        pending: textsIn(pending),
    };
}
const textsIn = (value) => Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
/** What a whole read hands on to the next one: `pending`. Absent = nothing. */
export function handedOn(pending) {
    const ids = [...pending];
    return ids.length === 0 ? {} : { fingerprint: JSON.stringify(ids) };
}
function handedOver(fingerprint) {
    if (fingerprint === undefined)
        return [];
    try {
        return textsIn(JSON.parse(fingerprint));
    }
    catch {
        // Of another version: what it meant is unknown.
        return [];
    }
}
/** `from`: read again what changed since this earlier instant. */
export function firstCursor(state, now, from = state.watermark) {
    const since = from === null ? null : from - OVERLAP_MS;
    const begun = parseCursor(state.cursor);
    if (begun !== null)
        return begun;
    return { since, startedAt: now, repository: null, after: null, page: 1, unread: 0, pending: handedOver(state.fingerprint) };
}
/** Repositories from the one that a read stopped at on; one that is gone by now is passed over. */
export function remaining(repositories, { repository }) {
    if (repository === END)
        return [];
    const index = repositories.findIndex(({ id }) => id === repository);
    return index < 0 ? repositories : repositories.slice(index);
}
/** The place behind a repository that was read to its end. */
export function behind(repositories, done) {
    return repositories[repositories.findIndex(({ id }) => id === done.id) + 1]?.id ?? END;
}
/** Whether anything can have changed in a repository since. */
export function isChanged(list, since) {
    if (!list || since === null)
        return list === null || list === undefined || list.totalCount > 0;
    const newest = instantOf(list.nodes?.[0]?.updatedAt);
    return newest === null ? list.totalCount > 0 : newest >= since;
}
