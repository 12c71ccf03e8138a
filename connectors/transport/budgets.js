import { instantOf, wholeNumber } from "./header-values.ts";
/** Every quota of `policy` that these headers (lower-case names) tell of; none where the vendor names none. */
export function budgetsOf(policy, headers) {
    return policy.budgets.flatMap(({ told }) => {
        if (told.kind === "structured")
            return [];
        const [most, left] = [wholeNumber(headers[told.limit]), wholeNumber(headers[told.remaining])];
        if (most === null || left === null)
            return [];
        // Windows and buckets are told by the same two headers; what tells them apart is how they are filled up.
        if (told.kind === "bucket")
            return headers[told.fill] === undefined ? [] : [{ name: nameOf(told.limit), limit: most, remaining: left, resetAt: null }];
        const isBucket = policy.budgets.some((other) => other.told.kind === "bucket" && headers[other.told.fill] !== undefined);
        if (isBucket)
            return [];
        return [{ name: nameOf(told.limit), limit: most, remaining: left, resetAt: instantOf(headers[told.reset], told.unit) }];
    });
}
/** `x-ratelimit-complexity-limit` is the quota of complexity; one without a name of its own counts requests. */
function nameOf(limitHeader) {
    const own = limitHeader.replace(/^x-ratelimit-/, "").replace(/-?limit$/, "");
    return own === "" ? "requests" : own.replaceAll("-", " ");
}
