import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { windowLimiter } from "../../fixtures/server/limiters.ts";
import { QUOTA_SHARE } from "../../connectors/transport/client.ts";
import { startLimitedVendor } from "./limited-vendor.ts";
/** Short, so that the real clock does. */
const WINDOW_MS = 2_000;
const LIMIT = 100;
const WINDOWS = 3;
/** Of a request on this machine, however busy it is. */
const FLIGHT_MS = 100;
/** Two processes with the same token and the real clock: only the file of quotas connects them. */
export async function twoProcesses({ reduced }) {
    const windows = reduced ? WINDOWS : WINDOWS * 5;
    const now = () => Date.now();
    const quota = windowLimiter(LIMIT, WINDOW_MS, false, now);
    const vendor = await startLimitedVendor([
        {
            method: "POST",
            path: "/graphql",
            cost: () => 1,
            limiters: [{ limiter: quota, takes: () => 1 }],
            headers: () => ({
                "x-ratelimit-requests-limit": String(LIMIT),
                "x-ratelimit-requests-remaining": String(quota.left()),
                "x-ratelimit-requests-reset": String(Math.ceil(now() + quota.refillMs())),
            }),
            body: () => ({ data: {} }),
            refuse: (waitMs) => ({ status: 429, headers: { "retry-after": String(Math.ceil(waitMs / 1000)) }, json: {} }),
        },
    ], now, FLIGHT_MS);
    const directory = mkdtempSync(join(tmpdir(), "wmmm-two-"));
    try {
        const child = fileURLToPath(new URL("ask-as-much-as-allowed.ts", import.meta.url));
        const ended = [1, 2].map(() => once(spawn(process.execPath, [child, `${vendor.url}/graphql`, join(directory, "quotas.db"), String(windows * WINDOW_MS)], {
            stdio: "inherit",
        }), "exit"));
        // In the middle one of the two is told to pause, and the other must hear of it.
        await new Promise((resolve) => setTimeout(resolve, (windows * WINDOW_MS) / 2));
        vendor.refuseNext("/graphql", 1);
        const codes = (await Promise.all(ended)).map(([code]) => code);
        const { requests, refused, early } = vendor.counts();
        return [
            {
                what: "two processes, one token, the real clock",
                target: `<= ${QUOTA_SHARE * 100} %, 0 early`,
                measured: `most used ${(quota.mostUsed * 100).toFixed(1)} %, ${early} inside a pause, ${refused} refused (1 of it told to) of ${requests}`,
                met: quota.mostUsed <= QUOTA_SHARE && early === 0 && refused === 1 && requests > LIMIT && codes.every((code) => code === 0),
            },
        ];
    }
    finally {
        await vendor.close();
        rmSync(directory, { recursive: true, force: true });
    }
}
