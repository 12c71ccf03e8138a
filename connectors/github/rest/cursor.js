import { z } from "zod";
import { isTimelineNode } from "../shapes.ts";
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
    pending: z.record(z.string(), z.array(z.custom(isTimelineNode))),
    agents: z.array(z.string()),
});
const changed = z.object({ mode: z.literal("changed"), startedAt: z.number(), since: z.number() });
export function firstWholeCursor(startedAt) {
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
export function parseCursor(value) {
    const parsed = z.discriminatedUnion("mode", [whole, changed]).safeParse(value);
    return parsed.success ? parsed.data : null;
}
/** As the store takes it. */
export function stored(cursor) {
    return cursor;
}
