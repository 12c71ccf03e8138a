import { createHash } from "node:crypto";
import { EMPTY_BATCH } from "../../src/model/batch.ts";
import { DAY_MS } from "../../src/model/window.ts";
export const CONNECTION = "jira";
export const STREAM = "issues";
const EPOCH = Date.UTC(2026, 0, 5);
const STATUSES = ["backlog", "ready", "active", "review", "done"];
export const itemId = (n) => `${CONNECTION}/${10_000 + n}`;
/** An item after `version` changes. Everything about it follows from the two numbers. */
export function itemRecord(n, version) {
    return {
        id: itemId(n),
        key: `ACME-${n}`,
        url: `https://acme.example/browse/ACME-${n}`,
        title: n % 3 === 0 ? null : `Item ${n}, version ${version}`,
        projectKey: "ACME",
        typeRaw: n % 2 === 0 ? "Story" : "Bug",
        type: n % 2 === 0 ? "story" : "bug",
        createdAt: EPOCH + n * DAY_MS,
        updatedAt: EPOCH + (n + version) * DAY_MS,
        creator: `actor-${n % 4}`,
        reporter: null,
        status: `${CONNECTION}/${STATUSES[version % STATUSES.length]}`,
        resolution: null,
        resolvedAt: null,
        description: {
            length: 10 * n,
            headingsHash: n % 5 === 0 ? "template" : null,
            emptySectionRatio: n % 5 === 0 ? 0.25 : null,
            pointsElsewhere: false,
        },
        structuredIntake: n % 2 === 0 ? null : n % 3 === 0,
        minhash: n % 4 === 0 ? null : "0123456789abcdef".repeat(32),
        historyComplete: true,
    };
}
export function eventRecord(item, key, at, change) {
    return {
        item,
        key,
        at,
        kind: "other",
        origin: "history",
        actor: null,
        from: null,
        to: null,
        fromRaw: null,
        toRaw: null,
        detail: null,
        viaAutomation: false,
        ...change,
    };
}
/** The recorded history of item `n` up to `version`: one status change a version. */
export function recorded(n, version) {
    const item = itemRecord(n, version);
    return [
        eventRecord(item.id, "created", item.createdAt, { kind: "created", actor: item.creator }),
        ...Array.from({ length: version }, (_, v) => eventRecord(item.id, `h${1000 * n + v}:0`, item.createdAt + (v + 1) * DAY_MS, {
            kind: "status",
            actor: `actor-${v % 3}`,
            from: `${CONNECTION}/${STATUSES[v % STATUSES.length]}`,
            to: `${CONNECTION}/${STATUSES[(v + 1) % STATUSES.length]}`,
            fromRaw: "old word",
            toRaw: "new word",
            viaAutomation: v % 2 === 1,
        })),
    ];
}
/** What a read of `version` concludes about the creation. Differs by version on purpose: other values, and another number of them. */
export function rolledBack(n, version) {
    const { id, createdAt } = itemRecord(n, version);
    return Array.from({ length: (version + n) % 3 }, (_, i) => eventRecord(id, `initial:label:${i}`, createdAt, {
        kind: "label",
        origin: i === 0 ? "initial" : "snapshot",
        to: `label-${version}-${i}`,
    }));
}
export function pageOf(batch, page = {}) {
    const whole = { ...EMPTY_BATCH, ...batch };
    const body = JSON.stringify(whole);
    return {
        batch: whole,
        cursor: null,
        done: false,
        watermark: null,
        fetched: whole.items.length,
        vendorTotal: null,
        bodies: [{ sha256: createHash("sha256").update(body).digest("hex"), bytes: body.length }],
        gone: [],
        problem: null,
        ...page,
    };
}
/** A page as a connector makes it: items whole, each with its history so far and what was rolled back from it. */
export function pageOfItems(versions, page = {}) {
    return pageOf({
        items: versions.map(([n, version]) => itemRecord(n, version)),
        events: versions.flatMap(([n, version]) => [...rolledBack(n, version), ...recorded(n, version)]),
    }, page);
}
/** A whole read in pages, with a cursor after each that names the next one. */
export function readInPages(items, itemsPerPage, version = 3) {
    const pages = Math.ceil(items / itemsPerPage);
    return Array.from({ length: pages }, (_, p) => {
        const numbers = Array.from({ length: Math.min(itemsPerPage, items - p * itemsPerPage) }, (_, i) => p * itemsPerPage + i);
        const cursor = { page: p + 1 };
        const done = p === pages - 1;
        const page = pageOfItems(numbers.map((n) => [n, version]), { cursor, done, watermark: done ? EPOCH : null, vendorTotal: items });
        return { ...page, batch: { ...page.batch, drift: [{ path: "changelog.field", value: `field-${p % 3}`, count: 1 }] } };
    });
}
