import { z } from "zod";
import type { Json } from "../../../src/model/page.ts";
import type { Instant } from "../../../src/model/window.ts";
import { isTimelineNode, type TimelineNode } from "../shapes.ts";

/** Where the read of everything stands. It survives in the store between runs, hence plain JSON; it names nobody, see `pseudonyms.ts`. */
export interface WholeCursor {
  readonly mode: "whole";
  /** Vendor's clock when this read began: the next watermark. */
  readonly startedAt: Instant;
  /** The next page of events and of issues, both newest first. */
  readonly eventsPage: number;
  readonly issuesPage: number;
  /** `end`: there are no more events. `cut`: GitHub gives no more of them. */
  readonly events: "more" | "end" | "cut";
  /** The oldest event that was read: when it happened, and its id. */
  readonly oldest: Instant | null;
  readonly oldestId: string | null;
  /** Issues that were created after it are stored. */
  readonly floor: Instant | null;
  /** Events of issues that were not read yet, by the id of the issue. */
  readonly pending: Readonly<Record<string, readonly TimelineNode[]>>;
  readonly agents: readonly string[];
}

/** Where the read of what changed stands. */
export interface ChangedCursor {
  readonly mode: "changed";
  readonly startedAt: Instant;
  /** Issues that changed before it are stored. */
  readonly since: Instant;
}

const instant = z.number().nullable();
const whole = z.object({
  mode: z.literal("whole"),
  startedAt: z.number(),
  eventsPage: z.number().int().positive(),
  issuesPage: z.number().int().positive(),
  events: z.enum(["more", "end", "cut"]),
  oldest: instant,
  oldestId: z.string().nullable(),
  floor: instant,
  pending: z.record(z.string(), z.array(z.custom<TimelineNode>(isTimelineNode))),
  agents: z.array(z.string()),
});
const changed = z.object({ mode: z.literal("changed"), startedAt: z.number(), since: z.number() });

export function firstWholeCursor(startedAt: Instant): WholeCursor {
  return {
    mode: "whole",
    startedAt,
    eventsPage: 1,
    issuesPage: 1,
    events: "more",
    oldest: null,
    oldestId: null,
    floor: null,
    pending: {},
    agents: [],
  };
}

/** A stored cursor, if it is one of ours. */
export function parseCursor(value: Json): WholeCursor | ChangedCursor | null {
  const parsed = z.discriminatedUnion("mode", [whole, changed]).safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** As the store takes it. */
export function stored(cursor: WholeCursor | ChangedCursor): Json {
  return cursor as unknown as Json;
}
