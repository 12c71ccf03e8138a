import type { ProblemCode } from "../../src/model/problem.ts";

export type WireCode = Extract<
  ProblemCode,
  | "blocked-address"
  | "connection-lost"
  | "interrupted"
  | "not-json"
  | "redirected-away"
  | "timeout"
  | "tls"
  | "too-large"
  | "unreachable"
  | "usage"
>;

/** What went wrong with one exchange, before it is known who asked. `detail` is a code of ours or of the system, never text from outside. */
export class WireFault extends Error {
  override readonly name = "WireFault";
  readonly code: WireCode;
  readonly detail: string;
  /** The same request may well succeed a moment later. */
  readonly passing: boolean;
  /** A connection kept from an earlier request was closed by the server meanwhile, so that it never saw this one. */
  readonly unseen: boolean;

  constructor(code: WireCode, detail: string, passing = code === "connection-lost" || code === "timeout", unseen = false) {
    super(code);
    this.code = code;
    this.detail = detail;
    this.passing = passing;
    this.unseen = unseen;
  }
}
