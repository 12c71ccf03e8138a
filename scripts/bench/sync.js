import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beside, measureInChild } from "./child.ts";
import { median } from "./cpu.ts";
const ISSUES = 20_000;
const HISTORIES = 15;
const RUNS = 5;
/** First syncs of a large site, each in a process of its own, against the parsing of the same bytes there. */
export async function benchSync() {
    const directory = await mkdtemp(join(tmpdir(), "wmmm-bench-"));
    const vendor = fork(beside("vendor.ts"), [String(ISSUES), String(HISTORIES)]);
    try {
        const [{ url, email, token }] = (await once(vendor, "message"));
        const sync = (mode) => measureInChild("sync-once.ts", [url, email, token, directory, mode]);
        const recorded = await sync("record");
        const measured = [];
        for (let n = 0; n < RUNS; n++)
            measured.push(await sync("measure"));
        const isSame = measured.every(({ pagesHash }) => pagesHash === recorded.pagesHash);
        if (!isSame)
            throw new Error("a measured sync received other bytes than the recorded one");
        const ratio = median(measured.map(({ syncCpuMs, parseCpuMs }) => syncCpuMs / parseCpuMs));
        const cpu = median(measured.map(({ syncCpuMs }) => syncCpuMs));
        const parse = median(measured.map(({ parseCpuMs }) => parseCpuMs));
        const main = median(measured.map(({ mainThreadMs }) => mainThreadMs));
        const wall = median(measured.map(({ wallMs }) => wallMs));
        const { issues, requests, bytes } = measured[0];
        return [
            {
                figure: "first sync: CPU / CPU of JSON.parse of the same bytes",
                target: "<= 2.5",
                measured: `${ratio.toFixed(2)} (${cpu.toFixed(0)} / ${parse.toFixed(0)} ms, main thread ${main.toFixed(0)} ms, ${issues} issues, ${(bytes / 1e6).toFixed(0)} MB)`,
                met: ratio <= 2.5,
            },
            {
                figure: "first sync: requests per 1,000 issues",
                target: "-",
                measured: ((1000 * requests) / issues).toFixed(1),
                met: null,
            },
            {
                figure: "first sync: wall time, vendor on the same machine",
                target: "-",
                measured: `${(wall / 1000).toFixed(1)} s, ${((1000 * issues) / wall).toFixed(0)} issues/s`,
                met: null,
            },
        ];
    }
    finally {
        vendor.kill();
        await rm(directory, { recursive: true, force: true });
    }
}
