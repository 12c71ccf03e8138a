import { z } from "zod";
import { EMPTY_BATCH } from "../../src/model/batch.ts";
import { codeOf } from "./client.ts";
import { statusRecord } from "./normalise.ts";
import * as schema from "./schema.ts";
import { findFields } from "./site.ts";
/** Four requests, whatever the size of the site. */
export async function fetchConfiguration(client, stream) {
    const place = { stream, page: null };
    const bodies = [];
    const list = async (path, one) => {
        const answer = await client.get(path, {}, z.array(z.unknown()), place);
        bodies.push(answer.body);
        return answer.data.flatMap((value) => {
            const parsed = one.safeParse(value);
            return parsed.success ? [parsed.data] : [];
        });
    };
    const fields = findFields(await list(`${client.api}/field`, schema.field));
    const statuses = await list(`${client.api}/status`, schema.status);
    const issueTypes = await list(`${client.api}/issuetype`, schema.issueType);
    return { fields, statuses, issueTypes, linkTypes: await linkTypes(client, place, bodies), bodies };
}
/** Sites can switch issue links off; then the endpoint answers 404. */
async function linkTypes(client, place, bodies) {
    try {
        const answer = await client.get(`${client.api}/issueLinkType`, {}, z.looseObject({ issueLinkTypes: z.array(schema.linkType) }), place);
        bodies.push(answer.body);
        return answer.data.issueLinkTypes;
    }
    catch (error) {
        const code = codeOf(error);
        if (code === "not-found" || code === "forbidden")
            return [];
        throw error;
    }
}
export function configurationPage(connection, { statuses, bodies }, watermark) {
    const batch = { ...EMPTY_BATCH, statuses: statuses.map((status) => statusRecord({ connection }, status)) };
    return lastPage({ batch, bodies, watermark, fetched: statuses.length });
}
/** The only, and so last, page of a short stream. */
export function lastPage(page) {
    return {
        batch: EMPTY_BATCH,
        cursor: null,
        done: true,
        fetched: 0,
        vendorTotal: null,
        bodies: [],
        gone: [],
        problem: null,
        ...page,
    };
}
