import { JOIN_BASES, joinId, orderedPair } from "../../model/join.ts";
import { compareTexts } from "../text-table.ts";
/** Every join of a log, of pull requests too, by id. */
export function joinsOf(log) {
    const { pullRequests, items } = log;
    const ofPullRequests = pullRequests.id.flatMap((id, p) => Array.from(pullRequests.workItem.subarray(pullRequests.firstWork[p], pullRequests.firstWork[p + 1]), (item, n) => {
        const row = pullRequests.firstWork[p] + n;
        const [a, b] = orderedPair(id, items.id[item]);
        const basis = JOIN_BASES[pullRequests.workBasis[row]];
        return {
            id: joinId("work", a, b),
            kind: "work",
            basis,
            a,
            b,
            since: pullRequests.workSince[row],
            state: "applied",
            reason: null,
        };
    }));
    return [...log.joins, ...ofPullRequests].sort((a, b) => compareTexts(a.id, b.id));
}
/** How many joins of each kind and basis are applied, the surest first. */
export function countJoins(log) {
    const applied = joinsOf(log).filter(({ state }) => state === "applied");
    return [...Map.groupBy(applied, ({ kind, basis }) => `${kind} ${basis}`).values()]
        .map((same) => ({ kind: same[0].kind, basis: same[0].basis, count: same.length }))
        .sort((a, b) => compareTexts(a.kind, b.kind) || JOIN_BASES.indexOf(a.basis) - JOIN_BASES.indexOf(b.basis));
}
