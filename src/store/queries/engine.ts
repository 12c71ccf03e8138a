import type { RawBuilder } from "kysely";
import type { FailpointPort } from "../../model/failpoint.ts";

/** What engines say in other words. */
export interface Engine {
  /** Column of the order in which rows were added. */
  readonly order: "rowid" | "place";
  /** The key in the record of a pull request. */
  readonly pullRequestKey: RawBuilder<string>;
  /** The code of a text; null where it has none. */
  termCode(text: string): RawBuilder<number | null>;
  readonly failpoint?: FailpointPort | undefined;
}
