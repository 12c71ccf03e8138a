import { DAY_MS, MINUTE_MS } from "../../src/model/window.ts";
import { instantOf, wholeNumber } from "./header-values.ts";
export const NOTHING_KNOWN = { notBefore: {}, pools: {}, evenly: {} };
/** Part of a quota over which the end of our share is spread out instead of running into it. */
const SPREAD_SHARE = 0.1;
/** Of a limit that no header tells, this part may come at once. */
const BURST_SHARE = 0.1;
/** A vendor that asks for a longer pause than this is not remembered for longer. */
const LONGEST_MEMORY_MS = DAY_MS;
/** Whether a request may go now; if so it is counted, for `lastsMs` at most or until `settle`. */
export function reserve(state, { policy, share }, endpoint, now, lastsMs) {
    const held = (waitMs, reason) => ({
        state,
        isAllowed: false,
        waitMs: Math.ceil(waitMs),
        reason,
    });
    const pausedUntil = Math.max(state.notBefore[""] ?? 0, state.notBefore[endpoint] ?? 0);
    if (pausedUntil > now)
        return held(pausedUntil - now, "pause");
    const reservation = { until: now + lastsMs, at: now };
    const pools = { ...state.pools };
    for (const key of policy.budgets.map((budget) => poolKey(budget, endpoint))) {
        const pool = pools[key];
        if (pool === undefined)
            continue;
        if (pool.resetAt !== null && pool.resetAt <= now) {
            delete pools[key];
            continue;
        }
        const reserved = pool.reserved.filter(({ until }) => until > now);
        const free = left(pool, share, now) - pool.limit * (1 - share) - reserved.length * pool.cost;
        if (free < pool.cost) {
            // A quota smaller than one request would never let it pass.
            const isWorthWaiting = pool.limit * share >= pool.cost;
            const waitMs = pool.resetAt === null ? ((pool.cost - free) * pool.fillMs) / share : pool.resetAt - now;
            if (isWorthWaiting)
                return held(waitMs, "share");
        }
        if (pool.nextAt > now)
            return held(pool.nextAt - now, "spread");
        const isLow = free < pool.limit * SPREAD_SHARE;
        const nextAt = isLow && pool.resetAt !== null ? now + Math.ceil(((pool.resetAt - now) * pool.cost) / (free + pool.cost)) : 0;
        pools[key] = { ...pool, nextAt, reserved: [...reserved, reservation] };
    }
    const evenly = { ...state.evenly };
    const perMinute = policy.perMinute[endpoint];
    if (perMinute !== undefined) {
        const spacing = MINUTE_MS / (perMinute * Math.max(share - BURST_SHARE, share / 2));
        const due = Math.max(evenly[endpoint] ?? 0, now);
        const ahead = due - now - perMinute * BURST_SHARE * spacing;
        if (ahead > 0)
            return held(ahead, "spread");
        evenly[endpoint] = due + spacing;
    }
    return { state: { ...state, pools, evenly }, isAllowed: true, reservation };
}
/** Takes what an answer tells of its quotas; null = none came, the request is only no longer on its way. */
export function settle(state, { policy }, endpoint, reservation, answer) {
    const pools = { ...state.pools };
    for (const budget of policy.budgets) {
        const key = poolKey(budget, endpoint);
        const known = pools[key];
        const reserved = without(known?.reserved ?? [], reservation);
        const told = answer === null ? null : toldBy(budget, answer, known);
        // Answers overtake each other: what the last request that was sent was told is the newest.
        if (told === null || (known !== undefined && known.at > reservation.at)) {
            if (known !== undefined)
                pools[key] = { ...known, reserved };
            continue;
        }
        const isSameWindow = known !== undefined && known.limit === told.limit && isNear(known.resetAt, told.resetAt);
        const dropped = isSameWindow ? known.remaining - told.remaining : 0;
        pools[key] = {
            ...told,
            at: reservation.at,
            remaining: isSameWindow && known.at === reservation.at ? Math.min(known.remaining, told.remaining) : told.remaining,
            cost: budget.unit === "requests" ? 1 : Math.max(known?.cost ?? 1, Math.min(dropped, told.limit / 10)),
            nextAt: isSameWindow ? known.nextAt : 0,
            reserved,
        };
    }
    return { ...state, pools };
}
/** The vendor asked for a pause. */
export function pause(state, endpoint, now, waitMs) {
    const until = now + Math.min(waitMs, LONGEST_MEMORY_MS);
    const standing = Object.entries(state.notBefore).filter(([, at]) => at > now);
    return {
        ...state,
        notBefore: { ...Object.fromEntries(standing), [endpoint]: Math.max(until, state.notBefore[endpoint] ?? 0) },
    };
}
/** Milliseconds until the first quota that is used up is filled again, by the headers of a refusal; null = they do not say. */
export function refillMs(policy, answer) {
    const waits = policy.budgets.flatMap((budget) => {
        const told = toldBy(budget, answer, undefined);
        if (told === null || told.remaining >= 1)
            return [];
        return [told.resetAt === null ? told.fillMs : told.resetAt - answer.now];
    });
    return waits.length === 0 ? null : Math.max(...waits);
}
function poolKey({ name, per }, endpoint) {
    return per === "endpoint" ? `${name} ${endpoint}` : name;
}
function left({ limit, remaining, fillMs, at }, share, now) {
    // Only our share of what comes in is ours.
    return fillMs === null ? remaining : Math.min(limit, remaining + ((now - at) / fillMs) * share);
}
function without(reserved, { until, at }) {
    const index = reserved.findIndex((one) => one.until === until && one.at === at);
    return index === -1 ? reserved : reserved.toSpliced(index, 1);
}
/** Resets are told to the second, and the way takes time. */
function isNear(one, other) {
    return one === null || other === null ? one === other : Math.abs(one - other) < 900;
}
function toldBy({ told }, answer, known) {
    if (told.kind === "structured")
        return toldByStructure(told.pointsOf, answer, known);
    const { headers, vendorNow, now } = answer;
    const limit = wholeNumber(headers[told.limit]);
    const remaining = wholeNumber(headers[told.remaining]);
    if (limit === null || remaining === null || limit === 0)
        return null;
    if (told.kind === "bucket") {
        const [fill, seconds] = [wholeNumber(headers[told.fill]), wholeNumber(headers[told.seconds])];
        if (fill === null || seconds === null || fill === 0 || seconds === 0)
            return null;
        return { limit, remaining, resetAt: null, fillMs: (seconds * 1000) / fill };
    }
    const resetAt = instantOf(headers[told.reset], told.unit);
    const leftMs = resetAt === null ? Number.NaN : resetAt - vendorNow;
    // A reset that has passed or lies days ahead is a clock that is wrong.
    return leftMs > 0 && leftMs <= DAY_MS ? { limit, remaining, resetAt: now + leftMs, fillMs: null } : null;
}
/** `RateLimit-Policy: "name";q=<limit>;w=<seconds>` and, when little is left, `RateLimit: "name";r=<left>;t=<seconds until it is filled up>`. */
function toldByStructure(pointsOf, { headers, json, vendorNow, now }, known) {
    const policy = /;\s?q=(\d{1,12})\s?;\s?w=(\d{1,6})/.exec((headers["ratelimit-policy"] ?? "").slice(0, 500));
    if (policy === null)
        return null;
    const [limit, windowMs] = [Number(policy[1]), Number(policy[2]) * 1000];
    if (limit === 0 || windowMs === 0)
        return null;
    const low = /;\s?r=(\d{1,12})\s?;\s?t=(\d{1,6})/.exec((headers["ratelimit"] ?? "").slice(0, 500));
    if (low !== null)
        return { limit, remaining: Number(low[1]), resetAt: now + Number(low[2]) * 1000, fillMs: null };
    // Windows begin at full hours of the vendor's clock.
    const resetAt = known?.resetAt ?? now + windowMs - (vendorNow % windowMs);
    return { limit, remaining: Math.max(0, (known?.remaining ?? limit) - pointsOf(json)), resetAt, fillMs: null };
}
