import { WORK_REFERENCE_BASES } from "./pull-request.ts";
import type { Instant } from "./window.ts";

/** What may be one and the same in two tools of a workspace: an account of somebody, a team, a piece of work (an item or a pull request). */
export const JOIN_KINDS = ["person", "team", "work"] as const;
export type JoinKind = (typeof JOIN_KINDS)[number];

/**
 * How a join was found, the surest first. `declared`: somebody said so. `verified-identifier`: both tools show the same verified identifier
 * (`ActorRecord.identities`). `same-address`: two connections show an item under one URL. `attached`: the address of the pull request hangs on the
 * item. The others are what a pull request says of itself.
 */
export const JOIN_BASES = ["declared", "verified-identifier", "same-address", "attached", ...WORK_REFERENCE_BASES] as const;
export type JoinBasis = (typeof JOIN_BASES)[number];

/** What somebody said about two records; it wins over whatever else would join them or keep them apart. */
export interface JoinDecision {
  readonly kind: JoinKind;
  /** Record ids (actor pseudonyms, team ids, item or pull request ids), `a` before `b` in the order of code units. */
  readonly a: string;
  readonly b: string;
  /** True: the two were said to be one. False: there is only a refusal of a join that was found. */
  readonly declared: boolean;
  /** True: never joined, on whatever basis. */
  readonly refused: boolean;
  readonly at: Instant;
}

/** Two records that are, or would be, one. */
export interface Join {
  readonly id: string;
  readonly kind: JoinKind;
  readonly basis: JoinBasis;
  readonly a: string;
  readonly b: string;
  /** When it was declared, or first could be seen; null = not known. */
  readonly since: Instant | null;
  /** `conflict`: what hangs together with it cannot all be one, so nothing of it is joined. */
  readonly state: "applied" | "undone" | "conflict";
  /** Why it is not applied; null where it is. */
  readonly reason: string | null;
}

/** How many joins of one kind and basis were applied. */
export interface JoinCount {
  readonly kind: JoinKind;
  readonly basis: JoinBasis;
  readonly count: number;
}

/** The two records of a pair in their order. */
export function orderedPair(one: string, other: string): readonly [a: string, b: string] {
  return one < other ? [one, other] : [other, one];
}

/** Name of a join, the same at every read: `person:<a>=<b>`. */
export function joinId(kind: JoinKind, one: string, other: string): string {
  return `${kind}:${orderedPair(one, other).join("=")}`;
}
