import { WORK_REFERENCE_BASES } from "./pull-request.ts";
/** What may be one and the same in two tools of a workspace: an account of somebody, a team, a piece of work (an item or a pull request). */
export const JOIN_KINDS = ["person", "team", "work"];
/**
 * How a join was found, the surest first. `declared`: somebody said so. `verified-identifier`: both tools show the same verified identifier
 * (`ActorRecord.identities`). `same-address`: two connections show an item under one URL. `attached`: the address of the pull request hangs on the
 * item. The others are what a pull request says of itself.
 */
export const JOIN_BASES = ["declared", "verified-identifier", "same-address", "attached", ...WORK_REFERENCE_BASES];
/** The two records of a pair in their order. */
export function orderedPair(one, other) {
    return one < other ? [one, other] : [other, one];
}
/** Name of a join, the same at every read: `person:<a>=<b>`. */
export function joinId(kind, one, other) {
    return `${kind}:${orderedPair(one, other).join("=")}`;
}
