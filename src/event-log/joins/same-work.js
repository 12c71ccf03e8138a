import { joinId, orderedPair } from "../../model/join.ts";
import { connectionOf } from "../../model/work-item.ts";
import { compareTexts } from "../text-table.ts";
import { Groups } from "./groups.ts";
const REFUSED = "Two of the items that this would make one were said to be different.";
/**
 * Items that are one piece of work: said to be, or shown by two connections under one URL. `sameWork`: index of the first item of the group, -1 for an
 * item that stands alone. A group that holds a refused pair, or through URLs two items of one connection, is none.
 */
export function planSameWork({ id, url, createdAt }, decisions) {
    const sameWork = new Int32Array(id.length).fill(-1);
    const own = decisions.filter(({ kind }) => kind === "work");
    const isSplit = new Set(id.map(connectionOf)).size > 1;
    if (own.length === 0 && !isSplit)
        return { sameWork, joins: [] };
    const indexOf = new Map(id.map((one, index) => [one, index]));
    const refused = new Set(own.flatMap(({ kind, a, b, refused }) => (refused ? [joinId(kind, a, b)] : [])));
    const pairs = [];
    for (const { a, b, declared, at } of own) {
        if (declared && indexOf.has(a) && indexOf.has(b))
            pairs.push({ id: joinId("work", a, b), kind: "work", basis: "declared", a, b, since: at });
    }
    if (isSplit) {
        for (const items of byUrl(url).values()) {
            // Several of one connection under one URL: that URL names no single item.
            if (new Set(items.map((item) => connectionOf(id[item]))).size < items.length)
                continue;
            for (let n = 1; n < items.length; n++) {
                const [a, b] = orderedPair(id[items[n - 1]], id[items[n]]);
                const since = Math.max(createdAt[items[n - 1]], createdAt[items[n]]);
                pairs.push({ id: joinId("work", a, b), kind: "work", basis: "same-address", a, b, since });
            }
        }
    }
    const groups = new Groups();
    for (const pair of pairs)
        if (!refused.has(pair.id))
            groups.unite(pair.a, pair.b);
    const torn = new Set();
    for (const members of groups.all()) {
        const inside = new Set(members);
        if (own.some(({ a, b, refused }) => refused && inside.has(a) && inside.has(b)))
            torn.add(groups.of(members[0]));
        else {
            const rows = members.map((member) => indexOf.get(member)).sort((a, b) => a - b);
            for (const row of rows)
                sameWork[row] = rows[0];
        }
    }
    const told = new Map();
    for (const pair of pairs) {
        if (told.has(pair.id))
            continue;
        const state = refused.has(pair.id) ? "undone" : torn.has(groups.of(pair.a)) ? "conflict" : "applied";
        told.set(pair.id, { ...pair, state, reason: state === "applied" ? null : state === "undone" ? "Undone." : REFUSED });
    }
    return { sameWork, joins: [...told.values()].sort((a, b) => compareTexts(a.id, b.id)) };
}
/** Rows by URL, in the order of their items; URLs of one item only are left out. */
function byUrl(url) {
    const first = new Map();
    const several = new Map();
    url.forEach((text, row) => {
        const known = first.get(text);
        if (known === undefined)
            first.set(text, row);
        else {
            const rows = several.get(text);
            if (rows === undefined)
                several.set(text, [known, row]);
            else
                rows.push(row);
        }
    });
    return several;
}
