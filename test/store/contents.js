import { createHash } from "node:crypto";
import { KIND } from "../../src/event-log/columns.ts";
import { EVENT_KINDS, EVENT_ORIGINS } from "../../src/model/event.ts";
/** The log with every code spelled out, so that logs whose tables are numbered otherwise can be compared. */
export function spellOut(log) {
    const { items, events } = log;
    const text = (code) => (code < 0 ? null : log.texts[code]);
    const item = (index) => (index >= 0 ? items.id[index] : index === -1 ? null : text(-2 - index));
    const actor = (index) => (index < 0 ? null : log.actors.id[index]);
    const value = (kind, index) => {
        if (kind === KIND.status)
            return index < 0 ? null : log.statuses[index].id;
        if (kind === KIND.assignee || kind === KIND.delegate)
            return actor(index);
        if (kind === KIND.team)
            return index < 0 ? null : log.teams[index].id;
        return kind === KIND.parent || kind === KIND.link ? item(index) : text(index);
    };
    const eventAt = (e) => {
        const kind = events.kind[e];
        const detail = events.detail[e];
        return {
            at: events.at[e],
            kind: EVENT_KINDS[kind],
            origin: EVENT_ORIGINS[events.origin[e]],
            actor: actor(events.actor[e]),
            from: value(kind, events.from[e]),
            to: value(kind, events.to[e]),
            detail: kind === KIND.other ? text(detail) : detail,
            viaAutomation: events.viaAutomation[e] === 1,
        };
    };
    return {
        items: items.id.map((id, i) => ({
            id,
            key: items.key[i],
            title: items.title[i],
            createdAt: items.createdAt[i],
            typeRaw: text(items.typeRaw[i]),
            project: items.project[i] < 0 ? null : log.projects[items.project[i]],
            creator: actor(items.creator[i]),
            deletedAt: Number.isNaN(items.deletedAt[i]) ? null : items.deletedAt[i],
            resolvedAt: Number.isNaN(items.resolvedAt[i]) ? null : items.resolvedAt[i],
            description: items.description[i],
            structuredIntake: items.structuredIntake[i],
            historyComplete: items.historyComplete[i],
            events: Array.from({ length: items.firstEvent[i + 1] - items.firstEvent[i] }, (_, n) => eventAt(items.firstEvent[i] + n)),
        })),
        actors: log.actors.id.map((id, i) => ({
            id,
            kind: log.actors.kind[i],
            basis: log.actors.kindBasis[i],
            active: log.actors.active[i],
        })),
        statuses: log.statuses,
        teams: log.teams,
        projects: log.projects,
        sprints: log.sprints,
        boards: log.boards,
        workflows: log.workflows,
    };
}
/** Everything a workspace holds of a connection's history; counters of reads are no part of it. */
export async function contents(store, connection) {
    return {
        log: spellOut(await store.load(Number.MAX_SAFE_INTEGER)),
        live: await store.liveItems(connection),
        drift: await store.drift(),
        pages: await store.pages(),
    };
}
export async function contentHash(store, connection) {
    return createHash("sha256")
        .update(JSON.stringify(await contents(store, connection)))
        .digest("hex");
}
