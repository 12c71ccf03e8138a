import type { Problem } from "../model/problem.ts";
import type { StreamReport } from "../model/result.ts";
import type { Instant } from "../model/window.ts";

/** The stream whose records are work items: its `stored` counts live items, that of others the records of their last whole read. */
export const ITEM_STREAM = "issues";

/**
 * How the newest read of a stream ended. `reading`: it did not (it is under way, or was killed). `outdated`: it was complete, then the
 * configuration of its connection changed.
 */
export const READ_OUTCOMES = ["reading", "complete", "partial", "failed", "outdated"] as const;
export type ReadOutcome = (typeof READ_OUTCOMES)[number];

/** One stream as a store keeps it. */
export interface StreamRow {
  readonly connection: string;
  readonly stream: string;
  readonly outcome: ReadOutcome;
  /** Records and requests since `beginRead`. */
  readonly fetched: number;
  readonly requests: number;
  /** Records since the read began, across interruptions. */
  readonly fetchedInRead: number;
  /** `fetchedInRead` of the last read that reached its end. */
  readonly fetchedWhole: number | null;
  readonly vendorTotal: number | null;
  /** First thing that a page of this read left out; stays until a new read begins, however often this one is interrupted. */
  readonly leftOut: Problem | null;
  /** Why the read ended early; forgotten when it goes on. */
  readonly ending: Problem | null;
  /** When a read last reached its end with nothing left out; null = never. */
  readonly completedAt: Instant | null;
}

/**
 * What a reader is told about a stream:
 *
 * | newest read | an earlier one was complete | none was |
 * |---|---|---|
 * | reached its end, nothing left out | complete | complete |
 * | left something out, or ended early with something read | partial | partial |
 * | ended early with nothing read | stale | partial |
 * | failed | stale | failed |
 * | never ended (killed) | stale | partial, or never when it brought nothing |
 * | was for another configuration | stale | never |
 *
 * `stale` = the store holds a complete read, but an old one. A stream that was never begun has no row and so no report.
 */
export function streamStatus(row: StreamRow): StreamReport["status"] {
  const broughtNothing = row.ending !== null && row.fetchedInRead === 0 && row.completedAt !== null;
  if (row.outcome === "complete" || (row.outcome === "partial" && !broughtNothing)) return row.outcome;
  if (row.completedAt !== null) return "stale";
  if (row.outcome === "failed") return "failed";
  return row.outcome === "reading" && row.fetchedInRead > 0 ? "partial" : "never";
}

/** Records of the stream in the store. `liveItems` = live items of its connection. */
export function storedCount(row: StreamRow, liveItems: number): number {
  return row.stream === ITEM_STREAM ? liveItems : (row.fetchedWhole ?? row.fetchedInRead);
}

/**
 * What the vendor counts against what is stored, of a read that came to its end with nothing left out: only then should the two agree. The
 * vendor counts when a read begins, so what changes while it is read makes a difference that is none.
 */
function coverageNote(row: StreamRow, stored: number): string | null {
  if (row.stream !== ITEM_STREAM || row.outcome !== "complete" || row.vendorTotal === null || stored === row.vendorTotal)
    return null;
  const [more, why] =
    stored > row.vendorTotal
      ? ["more", "items created while it was read, or items that the tool does not count, such as archived ones"]
      : ["fewer", "items deleted while it was read, or items that the tool counts and this token may not see"];
  const difference = Math.abs(stored - row.vendorTotal);
  return `${difference} ${more} stored than the tool counts (${stored} of ${row.vendorTotal}): ${why}. A scan with --full lists them all again.`;
}

export function streamReport(row: StreamRow, liveItems: number): StreamReport {
  const stored = storedCount(row, liveItems);
  return {
    connection: row.connection,
    stream: row.stream,
    status: streamStatus(row),
    fetched: row.fetched,
    stored,
    vendorTotal: row.vendorTotal,
    coverage: row.vendorTotal === null || row.vendorTotal === 0 ? null : stored / row.vendorTotal,
    coverageNote: coverageNote(row, stored),
    requests: row.requests,
    problem: row.ending ?? row.leftOut,
  };
}
