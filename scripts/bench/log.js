import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureInChild } from "./child.ts";
import { median } from "./cpu.ts";
const ITEMS = 100_000;
const RUNS = 5;
const JUDGED_WITHIN_MS = 3_000;
const LARGE_ITEMS = 1_000_000;
const LARGE_BYTES = 1.5e9;
const million = (count) => `${(count / 1e6).toFixed(2)} M events`;
/** All signals of the workspace and its teams, and the judgement, by main-thread CPU time. `detail` names the costliest parts. */
export async function benchJudgement(detail) {
    const found = await measureInChild("judgement-once.ts", [String(ITEMS), String(RUNS)]);
    const { items, events, teams, factsMs, signalsMs, judgeMs, togetherMs, processMs, parts } = found;
    const shown = [factsMs, signalsMs, judgeMs].map((ms) => ms.toFixed(0)).join(" + ");
    return [
        {
            figure: "facts + signals + judgement: CPU, main thread",
            target: `<= ${JUDGED_WITHIN_MS} ms`,
            measured: `${togetherMs.toFixed(0)} ms (${shown}; all threads ${processMs.toFixed(0)}; ${items} items, ${million(events)}, ${teams} teams)`,
            met: togetherMs <= JUDGED_WITHIN_MS,
        },
        ...(detail ? parts : []).map(([name, ms]) => ({
            figure: `  ${name}`,
            target: "-",
            measured: `${ms.toFixed(0)} ms`,
            met: null,
        })),
    ];
}
/** Storing a history page by page, and loading it as an event log, each time in a fresh process. */
export async function benchStore() {
    const directory = await mkdtemp(join(tmpdir(), "wmmm-bench-"));
    try {
        const path = join(directory, "bench.sqlite");
        const written = await measureInChild("load-once.ts", ["write", path, String(ITEMS)]);
        const loads = [];
        for (let run = 0; run < RUNS; run++)
            loads.push(await measureInChild("load-once.ts", ["load", path]));
        const perMillion = median(loads.map(({ cpuMs, events }) => (1e6 * cpuMs) / events));
        return [
            {
                figure: "store: CPU to load 1,000,000 events",
                target: "-",
                measured: `${perMillion.toFixed(0)} ms (${million(loads[0].events)}, ${loads[0].items} items)`,
                met: null,
            },
            {
                figure: "store: CPU to write 1,000,000 events",
                target: "-",
                measured: `${((1e6 * written.cpuMs) / written.events).toFixed(0)} ms`,
                met: null,
            },
        ];
    }
    finally {
        await rm(directory, { recursive: true, force: true });
    }
}
export async function benchMemory() {
    const { items, events, bytes, peakBytes } = await measureInChild("memory-once.ts", [String(LARGE_ITEMS)], ["--expose-gc", "--max-old-space-size=8192"]);
    return [
        {
            figure: "event log: memory",
            target: `< ${LARGE_BYTES / 1e9} GB`,
            measured: `${(bytes / 1e9).toFixed(2)} GB (${items} items, ${million(events)}; the process at most ${(peakBytes / 1e9).toFixed(2)} GB)`,
            met: bytes < LARGE_BYTES,
        },
    ];
}
