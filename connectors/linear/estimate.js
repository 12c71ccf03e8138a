import { LADDER, LADDER_WITH_AGENTS } from "./page-sizes.ts";
/** Who we are, configuration, cycles and activity: one request each where a page holds it all. */
const ONCE = 4;
const ONCE_AT_MOST = 15;
/** Issues come with up to 20 history entries each; longer histories cost more requests, and so do comments and attachments (250 a page). */
export function firstRead(items) {
    return {
        requests: [
            ONCE + Math.ceil(items / LADDER[0].issues),
            // One issue in four goes on behind its page (40 a request), and each has up to five comments, attachments or relations.
            ONCE_AT_MOST + Math.ceil(items / LADDER_WITH_AGENTS[0].issues) + Math.ceil(items / 4 / 40) + Math.ceil((items * 5) / 250),
        ],
        basis: `${LADDER[0].issues} issues a request with the first 20 entries of their histories; long histories and many comments cost more.`,
    };
}
