import fc from "fast-check";
import { createPlayer, story } from "./changing-source/seed.ts";
import { startTracker } from "./changing-source/tracker.ts";
const KINDS = ["jira", "linear", "github"];
const SEEDS = 2_000;
const SEEDS_REDUCED = 20;
/**
 * A tracker that changes between any two requests of a scan: issues are created, edited, moved on, moved away, deleted, linked, commented on,
 * projects hidden and shown again, clocks differ; scans are interrupted, or read everything anew. After it has become quiet, one more scan
 * must leave the store equal to the tracker: the items, their whole histories, and nothing that is there recorded as deleted.
 */
export const changingSource = async ({ reduced, connector, note }) => {
    const lines = [];
    for (const kind of KINDS.filter((one) => connector === null || one === connector))
        lines.push(await changing(kind, reduced ? SEEDS_REDUCED : SEEDS, note));
    return lines;
};
async function changing(kind, seeds, note) {
    const player = createPlayer();
    const what = `store equals a ${kind} source that changed while read`;
    const tracker = await startTracker(kind, player.options);
    if ("missing" in tracker)
        return { what, target: "all", measured: `not measured: needs ${tracker.missing}`, met: null };
    let wrong = 0;
    try {
        for (let seed = 1; seed <= seeds; seed++) {
            const [told] = fc.sample(story, { seed, numRuns: 1 });
            const found = await player.play(tracker, told);
            if (found.length === 0)
                continue;
            wrong++;
            note(`${kind}, seed ${seed}: ${found.slice(0, 3).join("; ")}`);
        }
        return {
            what,
            target: "all",
            measured: `${seeds - wrong} of ${seeds} seeds equal, ${tracker.requests} requests`,
            met: wrong === 0,
        };
    }
    finally {
        await tracker.close();
    }
}
