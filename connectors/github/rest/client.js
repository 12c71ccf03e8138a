import { ProblemError } from "../../../src/model/problem.ts";
import { MINUTE_MS } from "../../../src/model/window.ts";
/** As long as GitHub has not told another. https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const USUAL_LIMIT = "60";
export function createRestClient(http, { apiUrl }) {
    let limit = USUAL_LIMIT;
    let resetAt = null;
    return {
        async get(path, schema, place) {
            const response = await http
                .send({
                method: "GET",
                url: `${apiUrl}${path}`,
                // As in the other mode, so that ids are those of the other mode.
                headers: { accept: "application/vnd.github+json", "x-github-next-global-id": "1" },
                expect: [401, 404, 410, 422],
                ...place,
            })
                .catch((error) => {
                throw error instanceof ProblemError && error.problem.code === "rate-limited" ? usedUp(limit, resetAt, place) : error;
            });
            const { status, headers, json, sha256, bytes } = response;
            limit = /^\d{1,6}$/.exec(headers["x-ratelimit-limit"] ?? "")?.[0] ?? limit;
            const reset = /^\d{1,12}$/.exec(headers["x-ratelimit-reset"] ?? "")?.[0];
            if (reset !== undefined)
                resetAt = Number(reset) * 1000;
            if (status === 401)
                throw needsToken(place);
            if (status > 299)
                return null;
            const parsed = schema.safeParse(json);
            if (!parsed.success)
                throw unexpected(place);
            const links = (headers["link"] ?? "").slice(0, 4_000).split(",");
            const last = numberOfPage(links.find((link) => link.includes('rel="last"')));
            const hasNext = links.some((link) => link.includes('rel="next"'));
            return { data: parsed.data, headers, body: { sha256, bytes }, hasNext, lastPage: last ?? 1 };
        },
    };
}
/** Of `<https://api.github.com/...?per_page=1&page=34>; rel="last"`. */
function numberOfPage(link) {
    const url = URL.parse(link?.slice(link.indexOf("<") + 1, link.indexOf(">")) ?? "");
    const page = Number(url?.searchParams.get("page") ?? NaN);
    return Number.isSafeInteger(page) && page > 0 ? page : null;
}
function usedUp(limit, resetAt, { stream, page }) {
    const time = resetAt === null ? null : new Date(resetAt + MINUTE_MS).toISOString().slice(11, 16);
    const again = time === null ? "again in an hour" : `again after ${time} UTC`;
    return new ProblemError({
        code: "rate-limited",
        what: `Without a token GitHub allows ${limit} requests an hour from one address, and what may be used of them is used up.`,
        todo: `Set GITHUB_TOKEN, which takes a minute and allows 5,000, or run ${again}: what was read is stored, and the read goes on there.`,
        stream,
        page,
    });
}
function needsToken({ stream, page }) {
    return new ProblemError({
        code: "anonymous",
        what: "This GitHub host answers nobody without a token.",
        todo: "Set GITHUB_TOKEN to a token of it and run again.",
        stream,
        page,
    });
}
function unexpected({ stream, page }) {
    return new ProblemError({
        code: "unexpected-shape",
        what: "GitHub's answer did not have the expected shape.",
        todo: "Update wmmm; if it is the newest version, please report this.",
        stream,
        page,
    });
}
