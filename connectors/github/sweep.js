import { nextCursor } from "./client.ts";
import { ISSUE_IDS, WHEREABOUTS } from "./documents.ts";
import { silentChanges } from "./issue-documents.ts";
import { MOST } from "./page-sizes.ts";
import { withoutRefused } from "./project-access.ts";
import * as schema from "./schema.ts";
import { idOf, nodesOf, own, textOf } from "./shapes.ts";
/** All nodes of a list of the issues of one repository, a hundred a request. */
async function listIssues(access, client, document, repository, stream) {
    const nodes = [];
    const seen = new Set();
    let isPartial = false;
    let after = null;
    for (let page = 1; page === 1 || after !== null; page++) {
        const place = { stream, page };
        const { data, missing } = await withoutRefused(access, (withProjects) => ask(client, document(withProjects), repository, after, place));
        const list = data.node?.issues;
        isPartial ||= missing.length > 0 || !list;
        nodes.push(...(list?.nodes ?? []));
        after = list ? nextCursor(list.pageInfo, seen, place) : null;
    }
    return { nodes, isPartial };
}
const ask = (client, document, repository, after, place) => client.query(document, { repository, after }, schema.issuePage, place);
/** Where Projects have nothing to do with it. */
const NONE = { isOpen: false, refuse: () => undefined };
/** Ids of all issues of a repository, and when they changed last. */
export async function sweepIds(client, repository, stream) {
    const { nodes, isPartial } = await listIssues(NONE, client, () => ISSUE_IDS, repository, stream);
    const listed = nodes.flatMap((node) => {
        const id = idOf(node);
        return id === null ? [] : [[id, schema.instantOf(textOf(own(node, "updatedAt"), 40)) ?? 0]];
    });
    return { listed, isPartial };
}
/** Ids of open issues to which something happened since that may not have moved their `updatedAt`. */
export async function silentlyChanged(client, host, access, { repository, since, stream }) {
    const { nodes } = await listIssues(access, client, (withProjects) => silentChanges(host, { withProjects }), repository, stream);
    return nodes.flatMap((node) => {
        const at = schema.instantOf(textOf(own(nodesOf(own(node, "timelineItems")).at(-1), "createdAt")));
        return at !== null && at >= since ? (idOf(node) ?? []) : [];
    });
}
/** Why issues are no longer listed: moved where GitHub still knows them elsewhere, not permitted where it says so, else deleted. */
export async function whereabouts(client, ids, stream) {
    const found = new Map();
    for (let index = 0; index < ids.length; index += MOST) {
        const asked = ids.slice(index, index + MOST);
        const { data, missing } = await client.query(WHEREABOUTS, { ids: asked }, schema.nodesPage, { stream, page: null });
        const forbidden = new Set(missing.filter(({ kind }) => kind === "forbidden").map(({ path }) => path[1]));
        asked.forEach((id, position) => {
            const isElsewhere = idOf(data.nodes[position]) !== null;
            found.set(id, isElsewhere ? "moved" : forbidden.has(position) ? "not-permitted" : "deleted");
        });
    }
    return found;
}
