import type { Instant } from "./window.ts";

/**
 * `attestation`: somebody signs that a sentence of the model holds here, seen or not. `exemption`: somebody signs that it does not apply to them.
 * Neither changes anything that is inferred.
 */
export const STATEMENT_KINDS = ["attestation", "exemption"] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** What a person states about one characteristic, with their name: the one who signs, never one who is measured. */
export interface SignedStatement {
  readonly kind: StatementKind;
  /** Id of the characteristic, e.g. `3.4`. */
  readonly characteristic: string;
  readonly reason: string;
  readonly author: string;
  /** When it was signed. */
  readonly at: Instant;
  /** It does not count from this instant on. */
  readonly until: Instant;
}
