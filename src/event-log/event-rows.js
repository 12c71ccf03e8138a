import { EVENT_ORIGINS } from "../model/event.ts";
import { COMMENT_CROSS_REFERENCE, COMMENT_STATUS_REQUEST, COMMENT_SYSTEM, KIND, LINK } from "./columns.ts";
import { originRank } from "./event-order.ts";
import { GrowingColumn } from "./growing-column.ts";
import { compareTexts } from "./text-table.ts";
const COMMENT_BITS = {
    "status-request": COMMENT_STATUS_REQUEST,
    "cross-reference": COMMENT_CROSS_REFERENCE,
    system: COMMENT_SYSTEM,
};
/** Above this many events an item is sorted by the engine instead of by insertion. */
const INSERTION_LIMIT = 48;
const float64 = (length) => new Float64Array(length);
const int32 = (length) => new Int32Array(length);
const uint8 = (length) => new Uint8Array(length);
/** Events as they come in. All texts are codes of one table; an event may come before its item. */
export class EventRows {
    #strings;
    item = new GrowingColumn(int32);
    #at = new GrowingColumn(float64);
    kind = new GrowingColumn(uint8);
    #origin = new GrowingColumn(uint8);
    actor = new GrowingColumn(int32);
    from = new GrowingColumn(int32);
    to = new GrowingColumn(int32);
    #detail = new GrowingColumn(int32);
    #viaAutomation = new GrowingColumn(uint8);
    #place = new GrowingColumn(float64);
    constructor(strings) {
        this.#strings = strings;
    }
    get length() {
        return this.item.length;
    }
    add(item, at, kind, origin, actor, from, to, detail, viaAutomation, place) {
        const strings = this.#strings;
        this.addCoded(item, at, kind, origin, strings.code(actor), strings.code(from), strings.code(to), strings.code(detail), viaAutomation, place);
    }
    /** The same with the codes that the text table gave out. */
    addCoded(item, at, kind, origin, actor, from, to, detail, viaAutomation, place) {
        this.item.push(item);
        this.#at.push(at);
        this.kind.push(kind);
        this.#origin.push(origin);
        this.actor.push(actor);
        this.from.push(from);
        this.to.push(to);
        this.#detail.push(detail);
        this.#viaAutomation.push(viaAutomation ? 1 : 0);
        this.#place.push(place);
    }
    /** Pull requests that items carry as a link, each once and only while it is not taken away: codes of item and target, since when. */
    pullRequestLinks() {
        const detail = this.#strings.find("pull-request");
        const last = new Map();
        for (let e = 0; e < this.item.length; e++) {
            if (this.kind.at(e) !== KIND.link || this.#detail.at(e) !== detail)
                continue;
            const item = this.item.at(e);
            const at = this.#at.at(e);
            const target = Math.max(this.to.at(e), this.from.at(e));
            const name = `${item} ${target}`;
            let row = last.get(name);
            if (row === undefined)
                last.set(name, (row = { item, target, at: Infinity, endedAt: -Infinity }));
            if (this.to.at(e) >= 0)
                row.at = Math.min(row.at, at);
            else
                row.endedAt = Math.max(row.endedAt, at);
        }
        return [...last.values()].filter(({ target, at, endedAt }) => target >= 0 && at < Infinity && endedAt < at);
    }
    /**
     * Rows item by item and by time, and where each item begins (`firstEvent`, filled here): a counting sort by item, then a sort of the few
     * events of each. Events of items that are not in the log are left out. Afterwards `item` is gone.
     */
    inOrder(indexOfItem, firstEvent) {
        const total = this.item.length;
        for (let e = 0; e < total; e++) {
            const item = indexOfItem[this.item.at(e)];
            if (item >= 0)
                firstEvent[item + 1]++;
        }
        for (let i = 1; i < firstEvent.length; i++)
            firstEvent[i] += firstEvent[i - 1];
        const next = firstEvent.slice();
        const order = new Uint32Array(firstEvent.at(-1));
        for (let e = 0; e < total; e++) {
            const item = indexOfItem[this.item.at(e)];
            if (item >= 0)
                order[next[item]++] = e;
        }
        for (let i = 0; i + 1 < firstEvent.length; i++)
            this.#sort(order, firstEvent[i], firstEvent[i + 1]);
        this.item.clear();
        this.#place.clear();
        return order;
    }
    #sort(order, begin, end) {
        if (end - begin > INSERTION_LIMIT) {
            order.subarray(begin, end).sort((a, b) => this.#compare(a, b));
            return;
        }
        for (let p = begin + 1; p < end; p++) {
            const row = order[p];
            let q = p;
            for (; q > begin && this.#compare(order[q - 1], row) > 0; q--)
                order[q] = order[q - 1];
            order[q] = row;
        }
    }
    #compare(a, b) {
        const byTime = this.#at.at(a) - this.#at.at(b);
        if (byTime !== 0)
            return byTime;
        const rank = this.#rank(a);
        return (rank - this.#rank(b) ||
            // What an item was created with has no order of its own.
            (rank < 2 ? this.kind.at(a) - this.kind.at(b) : 0) ||
            this.#place.at(a) - this.#place.at(b) ||
            this.kind.at(a) - this.kind.at(b) ||
            this.#compareTexts(this.from.at(a), this.from.at(b)) ||
            this.#compareTexts(this.to.at(a), this.to.at(b)) ||
            this.#compareTexts(this.#detail.at(a), this.#detail.at(b)) ||
            this.#compareTexts(this.actor.at(a), this.actor.at(b)));
    }
    #rank(row) {
        return originRank(this.kind.at(row) === KIND.created, EVENT_ORIGINS[this.#origin.at(row)]);
    }
    #compareTexts(a, b) {
        if (a === b)
            return 0;
        return compareTexts(a < 0 ? "" : this.#strings.texts[a], b < 0 ? "" : this.#strings.texts[b]);
    }
    /** Columns in the given order, every code replaced by what it means for its kind. Empties the rows. */
    columns(order, firstEvent, indexOf) {
        const kind = this.kind.take(order);
        const item = new Uint32Array(order.length);
        for (let i = 0; i + 1 < firstEvent.length; i++)
            item.fill(i, firstEvent[i], firstEvent[i + 1]);
        const actor = this.actor.take(order);
        for (let e = 0; e < actor.length; e++)
            if (actor[e] >= 0)
                actor[e] = indexOf.actor[actor[e]];
        return {
            count: order.length,
            item,
            at: this.#at.take(order),
            kind,
            origin: this.#origin.take(order),
            actor,
            from: resolveTargets(this.from.take(order), kind, indexOf),
            to: resolveTargets(this.to.take(order), kind, indexOf),
            detail: this.#resolveDetails(this.#detail.take(order), kind),
            viaAutomation: this.#viaAutomation.take(order),
        };
    }
    #resolveDetails(detail, kind) {
        const links = LINK;
        const texts = this.#strings.texts;
        for (let e = 0; e < detail.length; e++) {
            const code = detail[e];
            if (kind[e] === KIND.link)
                detail[e] = code < 0 ? -1 : (links[texts[code]] ?? -1);
            else if (kind[e] === KIND.comment)
                detail[e] = code < 0 ? 0 : commentBits(texts[code]);
        }
        return detail;
    }
}
function resolveTargets(codes, kind, indexOf) {
    const tables = [];
    tables[KIND.status] = indexOf.status;
    tables[KIND.assignee] = indexOf.actor;
    tables[KIND.delegate] = indexOf.actor;
    tables[KIND.team] = indexOf.team;
    for (let e = 0; e < codes.length; e++) {
        const code = codes[e];
        if (code < 0)
            continue;
        if (kind[e] === KIND.parent || kind[e] === KIND.link) {
            const index = indexOf.item[code];
            codes[e] = index >= 0 ? index : -2 - code;
        }
        else {
            const table = tables[kind[e]];
            if (table !== undefined)
                codes[e] = table[code];
        }
    }
    return codes;
}
function commentBits(facts) {
    let bits = 0;
    for (const fact of facts.split(","))
        bits |= COMMENT_BITS[fact] ?? 0;
    return bits;
}
