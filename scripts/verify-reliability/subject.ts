import type { Connector } from "../../connectors/connector.ts";
import type { Fault, FaultMatcher, Faults } from "../../fixtures/server/faults.ts";
import type { Json } from "../../src/model/page.ts";

export const POSITIONS = ["first page", "middle page", "last page", "nested history"] as const;
export type Position = (typeof POSITIONS)[number];

/** How a vendor's pages look at one position, so that faults of paging are written once for all. */
export interface PageShape {
  items(json: unknown): readonly unknown[];
  withItems(json: unknown, items: readonly unknown[]): unknown;
  /** Cursor of the next page; null at the end. */
  next(json: unknown): string | null;
  withNext(json: unknown, next: string | null): unknown;
  /** Without whatever says that this is (not) the last page, besides the cursor. */
  withoutLastFlag(json: unknown): unknown;
  /** The page as it comes when one of its entries has moved away in between; null = as `withItems` without the last one. */
  readonly skipOne: ((json: unknown) => unknown) | null;
  /** A top-level key with nothing in it, as the JSON of a member: what a doubled key would say first or last. */
  readonly emptyMember: string;
  /** The vendor's own refusal of a cursor that it no longer knows. */
  readonly expired: Fault;
  /** The answer with one part missing and an error beside it, as this vendor shows it. */
  partial(json: unknown): unknown;
}

export interface Place {
  /** The request at which a fault strikes: path and which of them. */
  readonly at: FaultMatcher & { readonly nth: number };
  readonly shape: PageShape;
}

/** A connector beside a local server that speaks its vendor's protocol. */
export interface Subject {
  readonly id: string;
  readonly connector: Connector;
  readonly places: Readonly<Record<Position, Place>>;
  /** The request that asks how many issues there are, and its answer with another number. */
  readonly counts: { readonly at: FaultMatcher; lie(json: unknown, change: (count: number) => number): unknown };
  /** The path by which faults know a request. */
  pathOf(url: URL, body: Json | undefined): string;
  /** Serves a small site whose pages are those of `places`, or one of another size. */
  start(now: () => number, size?: Size): Promise<Served>;
}

export interface Size {
  readonly issues: number;
  /** Entries of each history, about. */
  readonly history: number;
  readonly latencyMs: number;
}

export interface Served {
  readonly port: number;
  readonly secret: string;
  readonly faults: Faults;
  /** `origin` is where the server is reached, e.g. `http://localhost:40123`. */
  configFor(origin: string): unknown;
  /** Closes connections that are kept open. */
  closeConnections(): void;
  close(): Promise<void>;
}

export const record = (json: unknown): Readonly<Record<string, unknown>> => Object(json) as Readonly<Record<string, unknown>>;
