/** Memory of a made-up event log: `node --expose-gc scripts/bench/memory-once.ts <items>`. Prints one line of JSON. */
import { syntheticLog } from "./synthetic-log.ts";
const before = held();
const log = syntheticLog(Number(process.argv[2]));
const answer = {
    items: log.items.count,
    events: log.events.count,
    bytes: held() - before,
    peakBytes: process.resourceUsage().maxRSS * 1024,
};
console.log(JSON.stringify(answer));
function held() {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
}
