/** Who we are, projects, settings and members: one request each where a page holds it all. */
const ONCE = 4;
const ONCE_AT_MOST = 20;
/** Issues come up to a hundred a request, with the first hundred items of their timelines; there may be as many pull requests as issues, or more. */
export function firstRead(items) {
    return {
        requests: [ONCE + Math.ceil(items / 100), ONCE_AT_MOST + Math.ceil(items / 25) + Math.ceil((items * 2) / 50)],
        basis: "25 to 100 issues a request with their timelines, as many as GitHub answers within ten seconds; pull requests likewise.",
    };
}
