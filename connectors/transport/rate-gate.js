import { NOTHING_KNOWN, pause, refillMs, reserve, settle } from "./rate-budget.ts";
/**
 * Lets requests through as the vendor's quotas and pauses allow, together with all others who use the same budget. `wait` is given how long to
 * sleep; `refuse` throws for what is not waited for.
 */
export function createRateGate({ policy, share, budget, now, lastsMs }) {
    const limits = { policy, share };
    let under = 0;
    const queue = [];
    const keys = new Map();
    /** Requests at once, of this client. */
    const seat = async () => {
        if (under >= policy.concurrency)
            await new Promise((free) => queue.push(free));
        else
            under++;
    };
    const keyOf = (host, authorization) => {
        const account = `${host}\n${authorization}`;
        let key = keys.get(account);
        if (key === undefined)
            keys.set(account, (key = budget.hash(account)));
        return key;
    };
    return {
        /** To be left by `leave`, whatever happens. */
        enter: seat,
        leave() {
            const next = queue.shift();
            if (next === undefined)
                under--;
            else
                next();
        },
        async pass(request, wait, refuse) {
            const key = keyOf(request.url.host, request.headers["authorization"] ?? "");
            const endpoint = policy.endpointOf(request.method, request.url.pathname);
            // A sleep that was told to last so long has lasted so long, whatever the clock says: else a clock that stands still would wait for ever.
            for (let at = now();; at = Math.max(now(), at)) {
                const entry = await budget.update(key, (stored) => {
                    const result = reserve(stored ?? NOTHING_KNOWN, limits, endpoint, at, lastsMs);
                    return { state: result.state, result };
                });
                if (entry.isAllowed)
                    return { key, endpoint, reservation: entry.reservation };
                const { waitMs, reason } = entry;
                if (waitMs > policy.longestWaitMs)
                    throw refuse(waitMs, reason === "pause" ? "asked" : "share");
                await wait(waitMs, reason === "pause" ? "rate-limit" : "pacing");
                at += waitMs;
            }
        },
        /** What an answer told; null = none came. */
        async settle({ key, endpoint, reservation }, answer) {
            await budget.update(key, (stored) => ({
                state: settle(stored ?? NOTHING_KNOWN, limits, endpoint, reservation, answer),
                result: null,
            }));
        },
        refillMs: (answer) => refillMs(policy, answer),
        /** Everybody who uses the budget waits. */
        async pause({ key, endpoint }, pauses, ms) {
            await budget.update(key, (stored) => ({
                state: pause(stored ?? NOTHING_KNOWN, pauses === "account" ? "" : endpoint, now(), ms),
                result: null,
            }));
        },
    };
}
