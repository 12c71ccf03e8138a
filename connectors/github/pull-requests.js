import { REVIEW_STATES, WORK_REFERENCE_BASES, } from "../../src/model/pull-request.ts";
import { instantOf } from "./schema.ts";
import { accountOf, idOf, nodesOf, own, textOf } from "./shapes.ts";
import { pullRequestId, recordId } from "./site.ts";
/** A key that an item of any tool may have, e.g. `ACME-12`; not a piece of a longer word or number, `_` may stand beside it. */
const KEY = /(?<![A-Za-z0-9])[A-Z][A-Z0-9]{1,9}-\d{1,9}(?![A-Za-z0-9])/g;
/** Letters of a text that are looked at, and keys that are taken from it: a list of all there is names nothing. */
const LOOKED_AT = 20_000;
const MOST_KEYS = 20;
export function keysIn(text) {
    return [...new Set(text.slice(0, LOOKED_AT).match(KEY) ?? [])].slice(0, MOST_KEYS);
}
/** Pure but for `actors`. Null when its dates cannot be read. Texts and the name of the branch are looked through for keys and go no further. */
export function pullRequestRecord(site, actors, request, projectKey) {
    const createdAt = instantOf(request.createdAt);
    const updatedAt = instantOf(request.updatedAt);
    if (createdAt === null || updatedAt === null)
        return null;
    const dateOf = (name) => instantOf(textOf(own(request, name), 40));
    const account = (value) => actors.account(accountOf(value));
    const commit = own(nodesOf(own(request, "commits"))[0], "commit");
    const mergedAt = dateOf("mergedAt");
    const info = own(own(request, "reviews"), "pageInfo");
    return {
        id: pullRequestId(site, request.id),
        key: `${projectKey}#${request.number}`,
        url: request.url.slice(0, 500),
        title: site.keepTitles ? request.title.slice(0, 300) : null,
        projectKey,
        createdAt,
        firstCommitAt: instantOf(textOf(own(commit, "authoredDate"), 40)),
        mergedAt,
        closedAt: dateOf("closedAt"),
        updatedAt,
        author: account(own(request, "author")),
        mergedBy: mergedAt === null ? null : account(own(request, "mergedBy")),
        reviews: nodesOf(own(request, "reviews")).flatMap((review) => {
            const state = reviewState(own(review, "state"));
            const at = instantOf(textOf(own(review, "submittedAt"), 40));
            // A review that was begun and not handed in is nobody else's to see.
            return state === null || at === null ? [] : [{ actor: account(own(review, "author")), at, state }];
        }),
        reviewsComplete: own(info, "hasNextPage") === false,
        work: workOf(site, request),
    };
}
function reviewState(value) {
    const name = typeof value === "string" ? value.toLowerCase().replaceAll("_", "-") : "";
    return REVIEW_STATES.find((state) => state === name) ?? null;
}
function workOf(site, request) {
    const closing = nodesOf(own(request, "closingIssuesReferences")).flatMap((issue) => idOf(issue) ?? []);
    const keys = (basis, text) => keysIn(text ?? "").map((key) => ({ item: null, key, basis }));
    const found = [
        ...[...new Set(closing)].map((id) => ({ item: recordId(site, id), key: null, basis: "closing-reference" })),
        ...keys("key-in-branch", textOf(own(request, "headRefName"), 500)),
        ...keys("key-in-title", request.title),
        ...keys("key-in-body", textOf(own(request, "body"), LOOKED_AT)),
    ];
    const rank = ({ basis }) => WORK_REFERENCE_BASES.indexOf(basis);
    const name = ({ item, key }) => item ?? key ?? "";
    return [...found].sort((a, b) => rank(a) - rank(b) || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
}
