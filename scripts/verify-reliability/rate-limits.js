import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHttpClient, QUOTA_SHARE } from "../../connectors/transport/client.ts";
import { policyOf } from "../../connectors/transport/rate-policy.ts";
import { ProblemError } from "../../src/model/problem.ts";
import { quotaFile } from "../../src/store/sqlite/quota-file.ts";
import { startLimitedVendor } from "./limited-vendor.ts";
import { LIMITATIONS } from "./limited-vendors.ts";
import { twoProcesses } from "./two-processes.ts";
import { createVirtualClock } from "./virtual-clock.ts";
const START = Date.UTC(2026, 10, 1, 8, 20);
const HOUR_MS = 3_600_000;
/** Two clients that share a budget, with as many requests at once as their vendor takes. */
const CLIENTS = 2;
/** Hourly quotas of the reduced run, as a part of the real ones. */
const REDUCED_SCALE = 0.1;
/** What somebody does whose run has stopped because the rest of a quota is left to others. */
const AGAIN_MS = 5 * 60_000;
/** Told once in each run, out of the blue. */
const PAUSE_SECONDS = 120;
/** Each vendor's limits, counted exactly on a virtual clock while clients ask as much as they may; and two processes on the real one. */
export const rateLimits = async (input) => {
    const runs = [];
    for (const limitation of LIMITATIONS) {
        const run = await watch(limitation, input);
        input.note(`${limitation.name}: ${run.requests} requests, ${run.refused} refused, ${run.early} inside a pause, most used ${percent(run.mostUsed)}`);
        runs.push(run);
    }
    const sum = (of) => runs.reduce((total, run) => total + of(run), 0);
    const mostUsed = Math.max(...runs.map((run) => run.mostUsed));
    const worstRefusals = Math.max(...runs.map(({ refused, forced, requests }) => (refused - forced) / requests));
    const requests = sum((run) => run.requests);
    const lines = [
        {
            what: "requests inside a pause that the vendor asked for",
            target: "0",
            measured: `${sum((run) => run.early)} of ${requests} in ${runs.length} kinds of limits`,
            met: sum((run) => run.early) === 0 && sum((run) => run.forced) === runs.length,
        },
        {
            what: "most of a quota in use at once, two clients together",
            target: `<= ${percent(QUOTA_SHARE)}`,
            measured: `${percent(mostUsed)} (${runs.map((run) => percent(run.mostUsed)).join(", ")})`,
            met: mostUsed <= QUOTA_SHARE,
        },
        {
            what: "refused in steady state, worst kind",
            target: "< 1 %",
            measured: percent(worstRefusals),
            met: worstRefusals < 0.01,
        },
    ];
    return [...lines, ...(await twoProcesses(input))];
};
async function watch(limitation, { reduced }) {
    const policy = policyOf(limitation.policy);
    const workers = CLIENTS * policy.concurrency;
    const clock = createVirtualClock(START, workers);
    const endpoints = limitation.endpoints(clock.now, reduced ? REDUCED_SCALE : 1);
    const vendor = await startLimitedVendor(endpoints, clock.now);
    const directory = mkdtempSync(join(tmpdir(), "wmmm-limits-"));
    const endAt = START + limitation.hours * HOUR_MS * (reduced && limitation.hours > 1 ? 1 / limitation.hours : 1);
    let forced = 0;
    const clients = Array.from({ length: CLIENTS }, () => createHttpClient({
        policy,
        now: clock.now,
        sleep: (ms) => clock.sleep(ms),
        random: () => 0.5,
        budget: quotaFile({ path: join(directory, "quotas.db"), now: clock.now, randomBytes }),
    }));
    const work = async (index) => {
        const client = clients[index % CLIENTS];
        for (let turn = index; clock.now() < endAt; turn++) {
            await clock.sleep(limitation.latencyMs);
            const { method, path } = endpoints[turn % endpoints.length];
            if (forced === 0 && clock.now() > START + (endAt - START) / 3) {
                forced++;
                vendor.refuseNext(path, PAUSE_SECONDS);
            }
            const request = { method, url: vendor.url + path, headers: { authorization: "Bearer x" }, stream: "issues", page: null };
            await client.send(method === "POST" ? { ...request, body: {} } : request).catch(async (error) => {
                if (!(error instanceof ProblemError) || error.problem.code !== "rate-limited")
                    throw error;
                await clock.sleep(AGAIN_MS);
            });
        }
        clock.leave();
    };
    try {
        await Promise.all(Array.from({ length: workers }, (_, index) => work(index)));
    }
    finally {
        await vendor.close();
        rmSync(directory, { recursive: true, force: true });
    }
    const mostUsed = Math.max(...endpoints.flatMap(({ limiters }) => limiters.map(({ limiter }) => limiter.mostUsed)));
    return { ...vendor.counts(), forced, mostUsed };
}
function percent(share) {
    return `${(share * 100).toFixed(1)} %`;
}
