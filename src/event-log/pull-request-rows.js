import { fill, pick } from "./columns-from.ts";
import { JOIN_BASIS, REVIEW_STATE } from "./columns.ts";
import { compareTexts } from "./text-table.ts";
/** The address of a pull request by which other tools name it: without protocol, query and tail, in lower case; null where it is none. */
export function addressOf(url) {
    const parsed = URL.parse(url.slice(0, 500));
    if (parsed === null || !["http:", "https:"].includes(parsed.protocol))
        return null;
    return `${parsed.host}${parsed.pathname.replace(/\/$/, "")}`.toLowerCase();
}
/** Link events that name a pull request by its address. */
const ADDRESS_MARK = "/url:";
/** Pull requests as they come in. */
export class PullRequestRows {
    #records = new Map();
    get count() {
        return this.#records.size;
    }
    /** A record with an id that is there already replaces it unless it is older. */
    add(record) {
        const known = this.#records.get(record.id);
        if (known === undefined || record.updatedAt >= known.updatedAt)
            this.#records.set(record.id, record);
    }
    /** Ids of everybody who opened, merged or reviewed one. */
    *actors() {
        for (const { author, mergedBy, reviews } of this.#records.values()) {
            for (const actor of [author, mergedBy, ...reviews.map(({ actor }) => actor)])
                if (actor !== null)
                    yield actor;
        }
    }
    records() {
        return this.#records.values();
    }
    /** All of them in the order of their ids; one that two connections show under one address once, as the newer of the two tells it. */
    resolve(work) {
        const inOrder = [...this.#records.values()].sort((a, b) => compareTexts(a.id, b.id));
        const idOf = new Map();
        const byAddress = new Map();
        const shown = new Map();
        for (const record of inOrder) {
            const address = addressOf(record.url);
            const id = (address === null ? undefined : byAddress.get(address)) ?? record.id;
            if (address !== null)
                byAddress.set(address, id);
            idOf.set(record.id, id);
            const other = shown.get(id);
            if (other === undefined)
                shown.set(id, record);
            else
                shown.set(id, { ...(record.updatedAt > other.updatedAt ? record : other), id, work: [...other.work, ...record.work] });
        }
        const links = linksOf(shown, idOf, byAddress, work);
        return [...shown.values()].map((record) => ({ record, work: links.get(record.id) }));
    }
}
function linksOf(records, idOf, byAddress, work) {
    const found = new Map([...records.keys()].map((id) => [id, new Map()]));
    const add = (id, item, basis, at, isOnItem = false) => {
        const own = found.get(id);
        const known = own.get(item);
        const since = Math.max(at, records.get(id).createdAt, work.createdAt[item]);
        own.set(item, {
            item,
            basis: Math.min(JOIN_BASIS[basis], known?.basis ?? Infinity),
            since: Math.min(since, known?.since ?? Infinity),
            isOnItem: isOnItem || known?.isOnItem === true,
        });
    };
    const refused = [];
    for (const decision of work.decisions) {
        if (decision.kind !== "work")
            continue;
        const { a, b } = decision;
        const id = idOf.get(a) ?? idOf.get(b);
        const item = work.indexOf(idOf.has(a) ? b : a);
        if (id === undefined || item < 0)
            continue;
        if (decision.refused)
            refused.push([id, item]);
        else if (decision.declared)
            add(id, item, "declared", -Infinity);
    }
    for (const { id, work: references } of records.values()) {
        for (const { item, key, basis } of references) {
            const index = item === null ? -1 : work.indexOf(item);
            if (index >= 0)
                add(id, index, basis, -Infinity);
            if (key !== null)
                for (const named of onePiece(work, key))
                    add(id, named, basis, -Infinity);
        }
    }
    for (const { item, target, at } of work.onItems) {
        const mark = target.indexOf(ADDRESS_MARK);
        const attached = mark < 0 ? undefined : byAddress.get(target.slice(mark + ADDRESS_MARK.length));
        const id = idOf.get(target) ?? attached;
        if (id !== undefined)
            add(id, item, attached === undefined ? "connected" : "attached", at, true);
    }
    for (const [id, item] of refused)
        found.get(id).delete(item);
    return new Map([...found].map(([id, own]) => [id, [...own.values()].sort((a, b) => a.item - b.item)]));
}
/** Items with this key; none where it could mean two pieces of work, since it is not told which. */
function onePiece({ byKey, sameWork }, key) {
    const items = byKey.get(key.toUpperCase()) ?? [];
    const isOne = items.length < 2 || items.every((item) => sameWork[item] >= 0 && sameWork[item] === sameWork[items[0]]);
    return isOne ? items : [];
}
/** Columns of resolved pull requests. `actor` and `project` give indexes, -1 = none. */
export function pullRequestColumns(linked, actor, project) {
    const records = linked.map(({ record }) => record);
    const instants = (of) => Float64Array.from(records, (one) => of(one) ?? NaN);
    const reviews = records.map((record) => [...record.reviews].sort((a, b) => a.at - b.at));
    const work = linked.map((one) => one.work);
    return {
        count: records.length,
        id: records.map(({ id }) => id),
        key: records.map(({ key }) => key),
        url: records.map(({ url }) => url),
        title: records.map(({ title }) => title),
        project: Int32Array.from(records, project),
        createdAt: instants(({ createdAt }) => createdAt),
        firstCommitAt: instants(({ firstCommitAt }) => firstCommitAt),
        mergedAt: instants(({ mergedAt }) => mergedAt),
        closedAt: instants(({ closedAt }) => closedAt),
        author: Int32Array.from(records, ({ author }) => actor(author)),
        mergedBy: Int32Array.from(records, ({ mergedBy }) => actor(mergedBy)),
        reviewsComplete: Uint8Array.from(records, ({ reviewsComplete }) => (reviewsComplete ? 1 : 0)),
        firstReview: startsOf(reviews),
        reviewActor: Int32Array.from(reviews.flat(), (review) => actor(review.actor)),
        reviewAt: Float64Array.from(reviews.flat(), ({ at }) => at),
        reviewState: Uint8Array.from(reviews.flat(), ({ state }) => REVIEW_STATE[state]),
        firstWork: startsOf(work),
        workItem: Uint32Array.from(work.flat(), ({ item }) => item),
        workBasis: Uint8Array.from(work.flat(), ({ basis }) => basis),
        workSince: Float64Array.from(work.flat(), ({ since }) => since),
    };
}
function startsOf(lists) {
    const starts = new Uint32Array(lists.length + 1);
    lists.forEach((list, n) => (starts[n + 1] = starts[n] + list.length));
    return starts;
}
/** As they stood before `asOf`. `newIndex`: index in the new log of each item, -1 = it is not in it. */
export function cutPullRequests({ pullRequests: before }, newIndex, asOf) {
    const kept = Uint32Array.from(before.id.keys().filter((p) => before.createdAt[p] < asOf));
    const then = (instants) => fill(new Float64Array(kept.length), (n) => (instants[kept[n]] < asOf ? instants[kept[n]] : NaN));
    const rowsOf = (first, keep) => [...kept].map((p) => Array.from({ length: first[p + 1] - first[p] }, (_, n) => first[p] + n).filter(keep));
    const reviews = rowsOf(before.firstReview, (r) => before.reviewAt[r] < asOf);
    const work = rowsOf(before.firstWork, (w) => before.workSince[w] < asOf && newIndex[before.workItem[w]] >= 0);
    const mergedAt = then(before.mergedAt);
    return {
        count: kept.length,
        id: pick(kept, before.id),
        key: pick(kept, before.key),
        url: pick(kept, before.url),
        title: pick(kept, before.title),
        project: Int32Array.from(kept, (p) => before.project[p]),
        createdAt: then(before.createdAt),
        firstCommitAt: then(before.firstCommitAt),
        mergedAt,
        closedAt: then(before.closedAt),
        author: Int32Array.from(kept, (p) => before.author[p]),
        mergedBy: Int32Array.from(kept, (p, n) => (Number.isNaN(mergedAt[n]) ? -1 : before.mergedBy[p])),
        reviewsComplete: Uint8Array.from(kept, (p) => before.reviewsComplete[p]),
        firstReview: startsOf(reviews),
        reviewActor: Int32Array.from(reviews.flat(), (r) => before.reviewActor[r]),
        reviewAt: Float64Array.from(reviews.flat(), (r) => before.reviewAt[r]),
        reviewState: Uint8Array.from(reviews.flat(), (r) => before.reviewState[r]),
        firstWork: startsOf(work),
        workItem: Uint32Array.from(work.flat(), (w) => newIndex[before.workItem[w]]),
        workBasis: Uint8Array.from(work.flat(), (w) => before.workBasis[w]),
        workSince: Float64Array.from(work.flat(), (w) => before.workSince[w]),
    };
}
