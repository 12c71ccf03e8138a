import { ACTOR_KIND, KIND } from "../src/event-log/columns.ts";
import { CATEGORY_CODE } from "../src/event-log/visits.ts";
import { linkedPullRequests } from "./linked-pull-requests.ts";
/**
 * An item was carried out by an AI agent when an agent opened a pull request for it that was merged by `endAt`, or was its delegate or assignee in the middle
 * of its last stay in active work (just before its end where it never was in any). The middle, because whoever hands an item on to a reviewer
 * changes status and assignee in either order.
 */
export function executorOf(facts, item, endAt) {
    const { log } = facts;
    const { pullRequests, actors } = log;
    const linked = linkedPullRequests(facts);
    for (let n = linked.first[item]; n < linked.first[item + 1]; n++) {
        const p = linked.pullRequest[n];
        if (pullRequests.mergedAt[p] <= endAt && isAgent(actors.kind, pullRequests.author[p]))
            return "agent";
    }
    return holderAt(facts, item, middleOfWork(facts, item, endAt));
}
/** True where a linked pull request of an agent was closed by `endAt` without a merge and none of its own was merged. */
export function agentCodeRejected(facts, item, endAt) {
    const { pullRequests, actors } = facts.log;
    const linked = linkedPullRequests(facts);
    let turnedDown = false;
    for (let n = linked.first[item]; n < linked.first[item + 1]; n++) {
        const p = linked.pullRequest[n];
        if (!isAgent(actors.kind, pullRequests.author[p]))
            continue;
        if (!Number.isNaN(pullRequests.mergedAt[p]))
            return false;
        if (pullRequests.closedAt[p] <= endAt)
            turnedDown = true;
    }
    return turnedDown;
}
function isAgent(kinds, actor) {
    return actor >= 0 && kinds[actor] === ACTOR_KIND["ai-agent"];
}
function middleOfWork({ visits }, item, endAt) {
    for (let v = visits.first[item + 1] - 1; v >= visits.first[item]; v--) {
        if (visits.category[v] !== CATEGORY_CODE.active || visits.isFlash[v] === 1 || visits.enteredAt[v] >= endAt)
            continue;
        const leftAt = visits.leftAt[v];
        return (visits.enteredAt[v] + (leftAt < endAt ? leftAt : endAt)) / 2;
    }
    return endAt;
}
/** Delegate or assignee just before an instant. */
function holderAt({ log }, item, at) {
    const { items, events, actors } = log;
    let assignee = -1;
    let delegate = -1;
    for (let e = items.firstEvent[item]; e < items.firstEvent[item + 1] && events.at[e] < at; e++) {
        if (events.kind[e] === KIND.assignee)
            assignee = events.to[e];
        else if (events.kind[e] === KIND.delegate)
            delegate = events.to[e];
    }
    if (isAgent(actors.kind, assignee) || isAgent(actors.kind, delegate))
        return "agent";
    const holder = delegate >= 0 ? delegate : assignee;
    return holder >= 0 && actors.kind[holder] === ACTOR_KIND.unknown ? "unknown" : "other";
}
