import { ACTOR_KIND, KIND, ORIGIN } from "./columns.ts";
/**
 * The owner is the assignee. Where the assignee or delegate is an agent, it is the human who handed the work over, or who owned it before;
 * the agent itself only when no human is known. Stays tile [creation, asOf); owner -1 = nobody.
 */
export function findOwnership(log) {
    const { items, events, actors } = log;
    let changes = 0;
    for (let e = 0; e < events.count; e++)
        if (events.kind[e] === KIND.assignee || events.kind[e] === KIND.delegate)
            changes++;
    const capacity = items.count + changes;
    const item = new Uint32Array(capacity);
    const owner = new Int32Array(capacity);
    const from = new Float64Array(capacity);
    const to = new Float64Array(capacity).fill(NaN);
    const event = new Int32Array(capacity).fill(-1);
    const first = new Uint32Array(items.count + 1);
    const isKind = (actor, kind) => actor >= 0 && actors.kind[actor] === kind;
    let row = 0;
    for (let i = 0; i < items.count; i++) {
        first[i] = row;
        item[row] = i;
        owner[row] = -1;
        from[row] = items.createdAt[i];
        row++;
        let human = -1;
        let agent = -1;
        let behindAgent = -1;
        let sawAssignee = false;
        for (let e = items.firstEvent[i]; e < items.firstEvent[i + 1]; e++) {
            const kind = events.kind[e];
            if (kind !== KIND.assignee && kind !== KIND.delegate)
                continue;
            const origin = events.origin[e];
            if (origin === ORIGIN.snapshot && hasHistory(log, i, kind))
                continue;
            if (kind === KIND.assignee && !sawAssignee) {
                sawAssignee = true;
                // History without the value at creation: the first change says what it was.
                const before = events.from[e];
                if (origin === ORIGIN.history && before >= 0 && !isKind(before, ACTOR_KIND["ai-agent"])) {
                    human = before;
                    if (row - 1 === first[i])
                        owner[row - 1] = before;
                }
            }
            const next = events.to[e];
            const toAgent = isKind(next, ACTOR_KIND["ai-agent"]);
            if (kind === KIND.assignee && !toAgent) {
                human = next;
                if (next >= 0)
                    agent = -1;
            }
            if (toAgent) {
                agent = next;
                const by = events.actor[e];
                behindAgent = isKind(by, ACTOR_KIND.human) ? by : human;
                if (kind === KIND.assignee)
                    human = -1;
            }
            else if (next < 0 && isKind(events.from[e], ACTOR_KIND["ai-agent"])) {
                agent = -1;
            }
            const current = human >= 0 ? human : agent >= 0 ? (behindAgent >= 0 ? behindAgent : agent) : -1;
            if (current === owner[row - 1])
                continue;
            const at = Math.max(events.at[e], from[row - 1]);
            if (origin !== ORIGIN.history || at === from[row - 1]) {
                owner[row - 1] = current;
                event[row - 1] = origin === ORIGIN.initial ? -1 : e;
                // Two changes at one instant may lead back to the owner before them.
                if (row - 1 > first[i] && owner[row - 2] === current)
                    to[--row - 1] = NaN;
                continue;
            }
            to[row - 1] = at;
            item[row] = i;
            owner[row] = current;
            from[row] = at;
            event[row] = e;
            row++;
        }
    }
    first[items.count] = row;
    return {
        count: row,
        first,
        item: item.subarray(0, row),
        owner: owner.subarray(0, row),
        from: from.subarray(0, row),
        to: to.subarray(0, row),
        event: event.subarray(0, row),
    };
}
function hasHistory(log, i, kind) {
    const { items, events } = log;
    for (let e = items.firstEvent[i]; e < items.firstEvent[i + 1]; e++) {
        if (events.kind[e] === kind && events.origin[e] === ORIGIN.history)
            return true;
    }
    return false;
}
