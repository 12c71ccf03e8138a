import { ProblemError } from "../../src/model/problem.ts";
/** For a GraphQL vendor of this name. A page that points on without saying where, or back, would never end: `endless-cursor`. */
export function nextCursorOf(vendor) {
    return ({ hasNextPage, endCursor }, seen, { stream, page }) => {
        if (!hasNextPage)
            return null;
        if (endCursor === null || endCursor === undefined || endCursor === "" || seen.has(endCursor)) {
            throw new ProblemError({
                code: "endless-cursor",
                what: `${vendor}'s pages of ${stream} came round to one that was read already, or did not say where to go on.`,
                todo: "Run again; if it stays, report it. What was read is stored.",
                stream,
                page,
            });
        }
        seen.add(endCursor);
        return endCursor;
    };
}
