import { z } from "zod";
import { codeOf, endless } from "../jira/client.ts";
const page = z.looseObject({ issues: z.array(z.unknown()), total: z.number(), maxResults: z.number().nullish() });
const keyed = z.looseObject({ id: z.string(), key: z.string() });
/** Issues of a page by which the next one finds its place; more than anybody deletes between two pages. */
const ANCHORS = 20;
/** After pages that were too much for the server or for us, down to one that any server can answer. */
const SMALLEST_PAGE = 5;
const TOO_MUCH = new Set(["too-large", "timeout", "server-error"]);
/** One request. Jira caps `maxResults` in silence, so what came is what counts. */
export function ask({ client, fields, withHistory, stream }, jql, size, pageNumber) {
    const body = { jql, startAt: 0, maxResults: size, fields, ...(withHistory ? { expand: ["changelog"] } : {}) };
    return client.post(`${client.api}/search`, body, page, { stream, page: pageNumber });
}
export function updatedSince(since) {
    // Milliseconds: text dates mean minutes in the time zone of whoever made the token.
    return since === null ? "" : ` AND updated >= ${since}`;
}
/**
 * Pages of one project in the order of its keys, which nothing can change. There is no paging by position: it ends at a window of 10,000, and
 * whatever changes meanwhile, or another node answering, shifts it.
 *
 * Each page begins with the last issue of the page before. Where it does not, that issue has been deleted or moved, and what the server makes of
 * its key is not known; so the page is asked for from an issue before it, at worst from the beginning of the project.
 */
export function createKeyset(input) {
    let size = input.pageSize;
    const asked = async (jql, pageNumber) => {
        for (;;) {
            try {
                return await ask(input, jql, size, pageNumber);
            }
            catch (error) {
                const code = codeOf(error);
                if (code === null || !TOO_MUCH.has(code) || size <= SMALLEST_PAGE)
                    throw error;
                size = Math.max(SMALLEST_PAGE, Math.floor(size / 2));
            }
        }
    };
    return {
        async read({ project, last }, pageNumber) {
            const anchors = [...last];
            for (;;) {
                const anchor = anchors.pop() ?? null;
                const from = anchor === null ? "" : ` AND key >= "${anchor}"`;
                let answer;
                try {
                    answer = await asked(`project = "${project}"${from}${updatedSince(input.since)} ORDER BY key ASC`, pageNumber);
                }
                catch (error) {
                    // Some versions refuse to compare with the key of an issue that is gone.
                    if (anchor === null || codeOf(error) !== "unexpected-shape")
                        throw error;
                    continue;
                }
                const { issues, total } = answer.data;
                const keys = issues.flatMap((issue) => {
                    const parsed = keyed.safeParse(issue);
                    return parsed.success ? [parsed.data.key] : [];
                });
                if (anchor !== null && keys[0] !== anchor)
                    continue;
                // Another order, or the same page again under any query, would go round for ever.
                if (keys.some((key, index) => index > 0 && numberOf(key) <= numberOf(keys[index - 1])))
                    throw endless(input.stream, pageNumber);
                const isEnd = issues.length === 0 || issues.length >= total;
                if (!isEnd && keys.length <= (anchor === null ? 0 : 1))
                    throw endless(input.stream, pageNumber);
                return {
                    // What was read before is not read again, unless the place had to be found from further back.
                    issues: anchor !== null && anchor === last.at(-1) ? issues.slice(1) : issues,
                    body: answer.body,
                    next: isEnd ? null : { project, last: keys.slice(-ANCHORS) },
                };
            }
        },
    };
}
function numberOf(key) {
    return Number(key.slice(key.lastIndexOf("-") + 1));
}
