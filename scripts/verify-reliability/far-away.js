import { spawn } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { policyOf } from "../../connectors/transport/rate-policy.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { syncConnection } from "../../src/sync.ts";
import { subjects } from "./subjects.ts";
const LATENCY_MS = 100;
const HISTORY = 15;
const ISSUES = 10_000;
const REDUCED_ISSUES = 600;
const MOST = 1.3;
/**
 * A first sync from a vendor 100 ms away. What cannot be helped is the latency of the requests that follow on one another; everything else is
 * ours and must stay under three tenths of it. On a machine that has other things to do the wall time says how busy it is, so there our own
 * CPU time is taken for what it would be (that of the engine's helper threads included), and the line says so.
 */
export const farAway = async ({ reduced, connector }) => {
    const found = subjects(connector);
    // Two processes take part, and nobody else should.
    const isBusy = loadavg()[0] > 1;
    const lines = [];
    for (const subject of found.subjects) {
        const { wallMs, waitingMs, requests, issues, status, cpuMs } = await firstSync(subject, reduced ? REDUCED_ISSUES : ISSUES);
        const floorMs = requests * LATENCY_MS;
        const ratio = isBusy ? (floorMs + cpuMs) / floorMs : wallMs / waitingMs;
        lines.push({
            what: `${subject.id}: first sync of ${issues} issues, ${LATENCY_MS} ms away`,
            target: `<= ${MOST} x`,
            measured: `${ratio.toFixed(2)} x${isBusy ? " by CPU time, since this machine is busy" : ""}: ${seconds(wallMs)}, of which ${seconds(waitingMs)} waiting for ${requests} requests; own CPU ${seconds(cpuMs)}`,
            met: status === "complete" && issues > 0 && ratio <= MOST,
        });
    }
    for (const id of found.missing)
        lines.push({ what: id, target: `<= ${MOST} x`, measured: "its schema is not at hand", met: null });
    return lines;
};
function seconds(ms) {
    return `${(ms / 1000).toFixed(1)} s`;
}
async function firstSync(subject, issues) {
    const child = spawn(process.execPath, [fileURLToPath(new URL("slow-vendor.ts", import.meta.url)), subject.id, String(issues), String(HISTORY), String(LATENCY_MS)], { stdio: ["pipe", "pipe", "inherit"] });
    const [line] = (await once(createInterface(child.stdout), "line"));
    const { config, secret } = JSON.parse(line);
    const directory = mkdtempSync(join(tmpdir(), "wmmm-far-"));
    const now = () => Date.UTC(2027, 11, 1);
    const store = await openSqliteStore({
        path: join(directory, "w.sqlite"),
        workspace: "acme",
        create: true,
        randomBytes: (size) => Buffer.alloc(size, 7),
    });
    const connection = { id: subject.id, kind: subject.connector.id, config, tokenEnv: "TOKEN", keepTitles: true, addedAt: now() };
    await store.saveConnection(connection);
    const watch = watchWaiting();
    const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
    try {
        const outcome = await syncConnection({
            connection,
            store,
            connector: subject.connector,
            secret,
            createHttp: (hooks) => createHttpClient({ policy: policyOf(subject.connector.id), now, sleep: (ms) => delay(ms), random: () => 0.5, ...hooks }),
            now,
            keepTitles: true,
            signal: new AbortController().signal,
        });
        const wallMs = performance.now() - startedAt;
        const { user, system } = process.cpuUsage(cpu);
        return {
            wallMs,
            waitingMs: watch.stop(),
            requests: outcome.requests,
            issues: outcome.fetched["issues"] ?? 0,
            status: outcome.status,
            cpuMs: (user + system) / 1000,
        };
    }
    finally {
        watch.stop();
        await store.close();
        child.stdin.end();
        await once(child, "exit");
        rmSync(directory, { recursive: true, force: true });
    }
}
/** Time in which at least one request has been sent and its answer has not begun. */
function watchWaiting() {
    let under = 0;
    let since = 0;
    let waitedMs = 0;
    const begin = () => {
        if (under++ === 0)
            since = performance.now();
    };
    const end = () => {
        if (--under === 0)
            waitedMs += performance.now() - since;
    };
    subscribe("http.client.request.start", begin);
    subscribe("http.client.response.finish", end);
    return {
        stop() {
            unsubscribe("http.client.request.start", begin);
            unsubscribe("http.client.response.finish", end);
            return waitedMs;
        },
    };
}
