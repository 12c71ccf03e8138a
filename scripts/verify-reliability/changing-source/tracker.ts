import type { Connector } from "../../../connectors/connector.ts";
import type { Json } from "../../../src/model/page.ts";
import type { World } from "./world.ts";

/** A vendor's local server that shows a world. */
export interface Tracker {
  readonly kind: "jira" | "linear" | "github";
  readonly connector: Connector;
  readonly secret: string;
  /** `scope`: projects that the connection is limited to; null = all. */
  config(scope: readonly string[] | null): Json;
  /** Store id of an issue. */
  itemId(number: number): string;
  /** Requests after this see the world as it is now. */
  show(world: World): void;
  readonly requests: number;
  close(): Promise<void>;
}

export interface TrackerOptions {
  /** The vendor's clock. */
  now(): number;
  /** Before each answer. */
  onRequest(): void;
}

/** Starts a tracker, or says what it needs and does not have. */
export type StartTracker = (options: TrackerOptions) => Promise<Tracker | { readonly missing: string }>;

export async function startTracker(kind: Tracker["kind"], options: TrackerOptions): ReturnType<StartTracker> {
  switch (kind) {
    case "jira":
      return (await import("./jira.ts")).startJira(options);
    case "linear":
      return (await import("./linear.ts")).startLinear(options);
    case "github":
      return (await import("./github.ts")).startGithub(options);
  }
}
