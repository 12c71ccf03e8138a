import type { Batch } from "./batch.ts";
import type { Narrowing } from "./facet.ts";
import type { Problem } from "./problem.ts";
import type { Instant } from "./window.ts";

/** Anything that survives `JSON.parse(JSON.stringify(x))`. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What is known of a stream from earlier reads. */
export interface StreamState {
  /** Where an interrupted read goes on; null = start a new one. */
  readonly cursor: Json;
  /** Changes before this instant (vendor's clock) are stored; null = nothing was ever read completely. */
  readonly watermark: Instant | null;
  /** Live records of this stream in the store. */
  readonly stored: number;
  /** `Page.fingerprint` of the last page of the last whole read. */
  readonly fingerprint?: string;
}

/** One page: what one transaction stores. Its events (`batch.events`) are over when the next one is asked for. */
export interface Page {
  readonly batch: Batch;
  /** Where the next page starts. */
  readonly cursor: Json;
  /** The last page of this read: the watermark becomes `watermark`, the cursor is cleared. */
  readonly done: boolean;
  readonly watermark: Instant | null;
  /** Records of the stream in this page (issues, boards...), and what the vendor says there are in all. */
  readonly fetched: number;
  readonly vendorTotal: number | null;
  /** SHA-256 (hex) and size of each raw body this page was made from. */
  readonly bodies: readonly { readonly sha256: string; readonly bytes: number }[];
  /** Ids of items that the vendor no longer lists: deleted, moved or no longer permitted. */
  readonly gone: readonly { readonly item: string; readonly basis: "deleted" | "moved" | "not-permitted" }[];
  /**
   * On the last page of a read that listed everything its stream has: boards and workflows that it did not list are dropped with it. Items never
   * are, they are `gone` when the connector has found out why.
   */
  readonly whole?: boolean;
  /**
   * Streams of this connection (this one too) whose next read must begin at the beginning, e.g. because items came back whose comments an
   * incremental read would not bring.
   */
  readonly forgets?: readonly string[];
  /** Something was left out of this page: the stream ends as `partial` with this problem. */
  readonly problem: Problem | null;
  /**
   * What this connection shows less of than its connector can, see `Narrowing`; takes the place of what was said before. Absent = nothing new
   * is said. Whatever finds it out (a preflight, a header, a refusal), a page carries it, so that it is stored with what it is true of.
   */
  readonly narrowing?: Narrowing;
  /**
   * Of a last page: what the source looked like, in the connector's own words (a hash, an ETag), handed back at the next read to tell whether
   * anything changed. Absent = the next read has nothing to compare with.
   */
  readonly fingerprint?: string;
  /** True: each item of this page comes with its whole history, and whatever else is stored of these items goes. For sources that are always read whole. */
  readonly replacesItems?: boolean;
}
