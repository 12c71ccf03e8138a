import { codeOf } from "./client.ts";
import * as schema from "./schema.ts";
/** Ids a search for ids alone. */
const IDS = 5_000;
/** Issues a look-up by id. */
const NAMED = 100;
/** Those of the ids that can be seen. One request for up to 5,000, but where some cannot be seen: then Jira refuses the question as a whole. */
export async function inSight(client, ids, stream) {
    const found = [];
    for (let index = 0; index < ids.length; index += IDS) {
        const some = ids.slice(index, index + IDS);
        try {
            const body = { jql: `id in (${some.join(", ")})`, fields: ["id"], maxResults: IDS };
            const { data } = await client.post("/rest/api/3/search/jql", body, schema.idPage, { stream, page: null });
            found.push(...data.issues.map(({ id }) => id));
        }
        catch (error) {
            if (codeOf(error) !== "unexpected-shape")
                throw error;
            for (let at = 0; at < some.length; at += NAMED)
                found.push(...(await projectsOf(client, some.slice(at, at + NAMED), stream)).keys());
        }
    }
    return found;
}
/**
 * Project keys of the issues that can be seen, by id; at most 100 are asked for. `issue/bulkfetch` leaves out what is gone instead of refusing;
 * search refuses the whole query for one id that is gone.
 */
export async function projectsOf(client, ids, stream) {
    try {
        const { data } = await client.post("/rest/api/3/issue/bulkfetch", { issueIdsOrKeys: ids, fields: ["project"] }, schema.searchPage, { stream, page: null });
        return new Map(data.issues.flatMap((value) => {
            const issue = Object(value);
            const [id, key] = [schema.ownText(issue, "id"), schema.ownText(issue, "key")];
            return id === null || key === null ? [] : [[id, key.slice(0, Math.max(0, key.lastIndexOf("-")))]];
        }));
    }
    catch (error) {
        const code = codeOf(error);
        if (code === "not-found" || code === "forbidden" || code === "endpoint-removed" || code === "unexpected-shape")
            return new Map();
        throw error;
    }
}
