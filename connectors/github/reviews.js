import { nextCursor } from "./client.ts";
import { REVIEWS_REST } from "./documents.ts";
import * as schema from "./schema.ts";
import { isObject, nodesOf, own, textOf } from "./shapes.ts";
/**
 * A pull request with all of its reviews: most come with it, and few have more. Where GitHub does not go on, what was read stays and says that
 * there is more.
 */
export async function withAllReviews(client, request, place) {
    const first = own(request, "reviews");
    const info = own(first, "pageInfo");
    let after = own(info, "hasNextPage") === true ? textOf(own(info, "endCursor"), 500) : null;
    if (after === null || !isObject(first))
        return request;
    const nodes = [...nodesOf(first)];
    const seen = new Set([after]);
    while (after !== null) {
        const { data, missing } = await ask(client, request.id, after, place);
        const list = data.node?.reviews;
        if (!list || missing.length > 0)
            return { ...request, reviews: { ...first, nodes } };
        nodes.push(...(list.nodes ?? []));
        after = nextCursor(list.pageInfo, seen, place);
    }
    return { ...request, reviews: { nodes, pageInfo: { hasNextPage: false, endCursor: null } } };
}
const ask = (client, id, after, place) => client.query(REVIEWS_REST, { id, after }, schema.reviewsPage, place);
