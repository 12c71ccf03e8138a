import { z } from "zod";
import { valuesOf } from "./client.ts";
import * as schema from "./schema.ts";
const PLACE = { stream: "preflight", page: null };
const permissions = z.looseObject({
    permissions: z.record(z.string(), z.looseObject({ havePermission: z.boolean().nullish() })),
});
/** What we look at: two rights that reading uses, and those that show a token to be wider than reading needs. */
const USED = {
    BROWSE_PROJECTS: "issues and their history cannot be read at all",
    VIEW_READONLY_WORKFLOW: "what happens cannot be compared with what the workflow allows",
};
const UNUSED = ["ADMINISTER", "ADMINISTER_PROJECTS", "EDIT_ISSUES", "CREATE_ISSUES"];
/** Jira tells what the account may do, and nothing of the scopes that its token may be limited to. */
export async function tokenRights(client, used = USED, summary = "Jira tells what the account may do; scopes that limit its token are not listed.") {
    const keys = [...Object.keys(used), ...UNUSED];
    const { data } = await client.get(`${client.api}/mypermissions`, { permissions: keys.join(",") }, permissions, PLACE);
    const held = new Set(keys.filter((key) => Object.hasOwn(data.permissions, key) && data.permissions[key].havePermission === true));
    return {
        summary,
        granted: [...held],
        unneeded: UNUSED.filter((key) => held.has(key)),
        missing: Object.entries(used).flatMap(([right, without]) => (held.has(right) ? [] : [{ right, without }])),
        leastSet: "Make the token with an account that may browse the projects to be read and nothing else.",
    };
}
const countedProject = z.looseObject({ insight: z.looseObject({ totalIssueCount: z.number().nullish() }).nullish() });
/** Projects that the token may browse, with Jira's own count of issues where it gives one. */
export async function projectChoices(client) {
    const found = [];
    const query = { maxResults: "100", expand: "insight" };
    for await (const { data } of valuesOf(client, "/rest/api/3/project/search", query, schema.valuesPage, PLACE.stream)) {
        for (const value of data.values) {
            const project = schema.project.safeParse(value);
            if (!project.success)
                continue;
            const counted = countedProject.safeParse(value);
            const items = counted.success ? (counted.data.insight?.totalIssueCount ?? null) : null;
            found.push({ key: project.data.key, name: project.data.name, items });
        }
    }
    return found;
}
