import type { Failpoint } from "../../../src/model/failpoint.ts";
import type { Json } from "../../../src/model/page.ts";

/** Where the workspace of a process that may be killed is. */
export interface KilledPlace {
  /** Data directory. */
  readonly home: string;
  /** Null: workspaces are files there. */
  readonly databaseUrl: string | null;
}

/** What a process that may be killed is told, as JSON on its command line. */
export interface Job extends KilledPlace {
  readonly kind: string;
  readonly config: Json;
  readonly secret: string;
  /** The clock, which stands still. */
  readonly now: number;
  /** `read`: the connection alone; `shared`: as workers read it, shard by shard. `scan`, `scan-full`: as a user would run it. */
  readonly work: "read" | "shared" | "scan" | "scan-full";
  /** Where the process ends itself, and the how many-th time it comes by; null = nowhere. */
  readonly failpoint: { readonly name: Failpoint; readonly nth: number } | null;
}

export const WORKSPACE = "acme";
export const SECRET_VARIABLE = "KILLS_TOKEN";
/** What a process says when its work begins. */
export const READY = "ready\n";

/** One salt for all, so that what is stored can be compared. */
export const saltBytes = (size: number): Uint8Array => new Uint8Array(size).fill(7);
