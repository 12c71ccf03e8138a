import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { median } from "./cpu.ts";
const RUNS = 20;
const WITHIN_MS = 100;
const ROOT = join(import.meta.dirname, "../..");
/** Time until `wmmm --version` has ended, of the built program. Wall time: that is what somebody waits. */
export function benchVersion() {
    execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", join(ROOT, "tsconfig.build.json")]);
    const time = (args) => {
        const beganAt = performance.now();
        const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
        if (status !== 0)
            throw new Error(`node ${args.join(" ")} ended with ${status}`);
        return performance.now() - beganAt;
    };
    const pairs = Array.from({ length: RUNS }, () => [time([join(ROOT, "bin/wmmm.js"), "--version"]), time(["-e", "0"])]);
    const own = median(pairs.map(([version]) => version));
    const bare = median(pairs.map(([, node]) => node));
    return [
        {
            figure: "wmmm --version: wall time",
            target: `<= ${WITHIN_MS} ms`,
            measured: `${own.toFixed(0)} ms (fastest ${Math.min(...pairs.map(([version]) => version)).toFixed(0)}; an empty program ${bare.toFixed(0)})`,
            met: own <= WITHIN_MS,
        },
    ];
}
