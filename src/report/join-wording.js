import { quantity } from "./wording.ts";
const KINDS = {
    person: ["pair of accounts", "pairs of accounts"],
    team: ["pair of teams", "pairs of teams"],
    work: ["link between pieces of work", "links between pieces of work"],
};
const BASES = {
    declared: "declared by somebody",
    "verified-identifier": "by a verified identifier that both tools show",
    "same-address": "by one address in both",
    attached: "by an address attached to the item",
    "closing-reference": "by a closing reference",
    connected: "connected in the tool",
    "key-in-branch": "by a key in the branch",
    "key-in-title": "by a key in the title",
    "key-in-body": "by a key in the text",
};
/** One sentence a kind and basis, e.g. `12 pairs of accounts, by a verified identifier that both tools show`. */
export function joinSentences(joins) {
    return joins.map(({ kind, basis, count }) => `${quantity(count)} ${KINDS[kind][count === 1 ? 0 : 1]}, ${BASES[basis]}`);
}
/** What was found and not applied; null = nothing. */
export function conflictSentence(conflicts) {
    if (conflicts === 0)
        return null;
    return `${quantity(conflicts)} ${conflicts === 1 ? "join was" : "joins were"} found and not applied, because not everything that hangs together there can be one; "wmmm joins list" says why`;
}
