/**
 * One first sync in a fresh process, then `JSON.parse` of the bytes that it received:
 * `node scripts/bench/sync-once.ts <url> <email> <token> <directory> record|measure`. Prints one line of JSON.
 */
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { connectors } from "../../connectors/index.ts";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { RATE_POLICIES } from "../../connectors/transport/rate-policy.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { syncConnection } from "../../src/sync.ts";
import { processCpuMs, threadCpuMs } from "./cpu.ts";
/** Loaded before the clock runs: an installed copy has no types to strip. */
const connector = await connectors["jira"]();
const [url = "", email = "", token = "", directory = "", mode = ""] = process.argv.slice(2);
const recordings = join(directory, "recorded");
async function sync() {
    const beganAt = performance.now();
    const before = processCpuMs();
    const beforeOnThread = threadCpuMs();
    const path = join(directory, `${mode}-${process.pid}.sqlite`);
    const store = await openSqliteStore({ path, workspace: "bench", create: true, randomBytes });
    const connection = {
        id: "jira",
        kind: "jira",
        config: connector.parseConfig({ url, email }),
        tokenEnv: "UNUSED",
        keepTitles: true,
        addedAt: Date.now(),
    };
    await store.saveConnection(connection);
    const outcome = await syncConnection({
        connection,
        store,
        connector,
        secret: token,
        createHttp: ({ onWait, stop }) => createHttpClient({
            policy: RATE_POLICIES.jira,
            now: Date.now,
            random: Math.random,
            sleep: (ms) => delay(ms, undefined),
            onWait,
            stop,
            ...(mode === "record" ? { recordTo: recordings } : {}),
        }),
        now: Date.now,
        keepTitles: true,
        signal: new AbortController().signal,
    });
    const syncCpuMs = processCpuMs() - before;
    const mainThreadMs = threadCpuMs() - beforeOnThread;
    const wallMs = performance.now() - beganAt;
    if (outcome.status !== "complete")
        throw new Error(`the sync is ${outcome.status}: ${JSON.stringify(outcome.problems)}`);
    const { hash } = await store.pages();
    await store.close();
    return { issues: outcome.fetched["issues"] ?? 0, requests: outcome.requests, wallMs, syncCpuMs, mainThreadMs, pagesHash: hash };
}
/** Each body is read from disk outside of the measurement and let go before the next one. */
function parse() {
    let parseCpuMs = 0;
    let bytes = 0;
    for (const name of readdirSync(recordings).filter((file) => file.endsWith(".body"))) {
        const body = readFileSync(join(recordings, name));
        bytes += body.length;
        const text = body.toString();
        const before = processCpuMs();
        JSON.parse(text);
        parseCpuMs += processCpuMs() - before;
    }
    return { parseCpuMs, bytes };
}
const measured = await sync();
console.log(JSON.stringify({ ...measured, ...(mode === "record" ? { parseCpuMs: 0, bytes: 0 } : parse()) }));
