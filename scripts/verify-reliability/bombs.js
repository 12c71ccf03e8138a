import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from "node:zlib";
const MB = 1024 * 1024;
/** Of the transport, after decompression. */
const CAP_MB = 64;
const MOST_OVER_MB = 64;
const MOST_MS = 2_000;
const UNPACKED = 300 * MB;
/** Page sizes that are tried when an answer is too large. */
const LADDER = 4;
const json = (text) => () => Buffer.from(text);
const DEEP = 200_000;
const spaces = () => Buffer.alloc(UNPACKED, " ");
const history = (index) => `{"id":"${index}","author":null,"created":${1_750_000_000_000 + index},"items":[{"field":"status","fieldId":"status","from":"1","fromString":"A","to":"2","toString":"B"}]}`;
/** Bodies as answers to a search and to a request for changelogs. */
const BOMBS = [
    { name: "gzip, 1,000 : 1", encoding: "gzip", body: () => gzipSync(spaces(), { level: 9 }), ends: /too-large/ },
    {
        name: "br, more than 1,000 : 1",
        encoding: "br",
        body: () => brotliCompressSync(spaces(), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
        ends: /too-large/,
    },
    { name: "zstd, more than 1,000 : 1", encoding: "zstd", body: () => zstdCompressSync(spaces()), ends: /too-large/ },
    {
        name: "200,000 lists in one another",
        body: json(`{"issues":${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`),
        ends: /read|unexpected-shape/,
    },
    {
        name: "200,000 objects in one another, beside the data",
        body: json(`{"x":${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)},"issues":[]}`),
        ends: /read|not-json|unexpected-shape/,
    },
    {
        name: "a million keys",
        body: json(`{${Array.from({ length: 1_000_000 }, (_, index) => `"key${index}":${index}`).join()},"issues":[]}`),
        ends: /read|unexpected-shape/,
    },
    { name: "a text of 50 MB", body: json(`{"x":"${"y".repeat(50 * MB)}","issues":[]}`), ends: /read|unexpected-shape/ },
    {
        name: "a changelog of 100,000 entries",
        body: json(`{"issues":[],"issueChangeLogs":[{"issueId":"10001","changeHistories":[${Array.from({ length: 100_000 }, (_, index) => history(index)).join()}]}]}`),
        ends: /read/,
    },
    {
        name: "pages without an end",
        body: json('{"issues":[],"issueChangeLogs":[],"nextPageToken":"again"}'),
        ends: /endless-cursor/,
    },
];
/** Each bomb is the answer to a search or to a request for changelogs, in a process of its own whose largest memory is compared with what it was before. */
export const bombs = async ({ note }) => {
    const lines = [];
    const missed = [];
    let worstMs = 0;
    let worstMb = 0;
    let count = 0;
    const isBusy = loadavg()[0] > 1;
    for (const { name, encoding, body, ends } of BOMBS) {
        const bytes = body();
        const server = createServer((request, response) => {
            request.resume();
            response.writeHead(200, {
                "content-type": "application/json",
                "content-length": bytes.length,
                ...(encoding === undefined ? {} : { "content-encoding": encoding }),
            });
            response.end(bytes);
        });
        await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
        for (const what of ["search", "changelogs"]) {
            const found = await middleOfThree(() => inChild(what, server.address().port));
            // What is too large is asked for again in smaller pages: each answer has its own two seconds. Wall time on a busy machine is that of others.
            const ms = (isBusy ? found.cpuMs : found.ms) / Math.min(found.requests, LADDER);
            const isGood = ends.test(found.ended) && ms <= MOST_MS && found.grownMb <= CAP_MB + MOST_OVER_MB;
            note(`${isGood ? "ok" : "NO"} ${name}, ${what}: ${found.ended} after ${found.ms.toFixed(0)} ms and ${found.requests} requests (CPU ${found.cpuMs.toFixed(0)} ms), ${found.grownMb.toFixed(0)} MB more`);
            if (!isGood)
                missed.push(`${name} (${what}: ${found.ended}, ${found.ms.toFixed(0)} ms, ${found.grownMb.toFixed(0)} MB)`);
            worstMs = Math.max(worstMs, ms);
            worstMb = Math.max(worstMb, found.grownMb);
            count++;
        }
        server.close();
        server.closeAllConnections();
    }
    lines.push({
        what: `bombs: refused or read in time and in ${CAP_MB} + ${MOST_OVER_MB} MB`,
        target: `all of ${count}`,
        measured: `${count - missed.length} of ${count}; worst ${worstMs.toFixed(0)} ms an answer${isBusy ? " (CPU time, since this machine is busy)" : ""} and ${worstMb.toFixed(0)} MB${missed.length === 0 ? "" : `; missed: ${missed.join(", ")}`}`,
        met: missed.length === 0,
    });
    return lines;
};
/** How much garbage lies about at the worst moment differs from run to run by some 15 MB: what looks like too much is measured twice more. */
async function middleOfThree(measure) {
    const first = await measure();
    if (first.grownMb <= CAP_MB + MOST_OVER_MB)
        return first;
    return [first, await measure(), await measure()].toSorted((a, b) => a.grownMb - b.grownMb)[1];
}
async function inChild(what, port) {
    const child = spawn(process.execPath, [fileURLToPath(new URL("meet-bomb.ts", import.meta.url)), what, String(port)], {
        stdio: ["ignore", "pipe", "inherit"],
    });
    let said = "";
    child.stdout.on("data", (chunk) => void (said += chunk.toString()));
    await once(child, "exit");
    return said === "" ? { ended: "the process died", ms: 0, cpuMs: 0, requests: 1, grownMb: 0 } : JSON.parse(said);
}
