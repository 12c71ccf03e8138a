import { JOIN_BASIS } from "../src/event-log/columns.ts";
const known = new WeakMap();
/**
 * Pull requests by item, those of sub-tasks with the item that they are a part of. A key that stands only in the body of a pull request is a mention
 * and no link.
 */
export function linkedPullRequests({ log, population }) {
    let found = known.get(log);
    if (found === undefined)
        known.set(log, (found = findLinked(log, population.partOf)));
    return found;
}
function findLinked({ items, pullRequests }, partOf) {
    const { firstWork, workItem, workBasis } = pullRequests;
    const first = new Uint32Array(items.count + 1);
    const home = (w) => {
        const own = workItem[w];
        return partOf[own] >= 0 ? partOf[own] : own;
    };
    for (let w = 0; w < workItem.length; w++)
        if (workBasis[w] !== JOIN_BASIS["key-in-body"])
            first[home(w) + 1]++;
    for (let i = 1; i <= items.count; i++)
        first[i] += first[i - 1];
    const next = first.slice();
    const pullRequest = new Uint32Array(first[items.count]);
    for (let p = 0; p < pullRequests.count; p++)
        for (let w = firstWork[p]; w < firstWork[p + 1]; w++)
            if (workBasis[w] !== JOIN_BASIS["key-in-body"])
                pullRequest[next[home(w)]++] = p;
    return { first, pullRequest };
}
