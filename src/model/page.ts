import type { Batch } from "./batch.ts";
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
}

/** One page: what one transaction stores. */
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
  /** Something was left out of this page: the stream ends as `partial` with this problem. */
  readonly problem: Problem | null;
}
