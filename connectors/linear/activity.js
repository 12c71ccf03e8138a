import { fromLines } from "../text/plain-text.ts";
import { commentFacts } from "../text/text-facts.ts";
import { instantOf } from "./schema.ts";
import { recordId } from "./site.ts";
const NOTHING = { from: null, to: null, fromRaw: null, toRaw: null, detail: null, viaAutomation: false };
/** A comment as facts; not a word of it goes on. Comments of projects and documents, and of teams out of scope, are none of ours. */
export function commentEvents(site, actors, comment) {
    const { issue } = comment;
    const at = instantOf(comment.createdAt);
    if (issue === null || issue === undefined || !site.teams.has(issue.team.id) || at === null)
        return [];
    const byApp = Boolean(comment.botActor) || site.users.get(comment.user?.id ?? "")?.app === true;
    const facts = commentFacts(fromLines(comment.body), issue.identifier, byApp);
    return [
        {
            ...NOTHING,
            item: recordId(site, issue.id),
            key: `c${comment.id}`,
            at,
            kind: "comment",
            origin: "history",
            actor: actors.user(comment.user?.id) ?? actors.bot(comment.botActor),
            detail: facts.length === 0 ? null : facts.join(","),
        },
    ];
}
/** Seen from the issue that the relation begins at, and from the one it leads to. `similar` is a guess of Linear's and no relation. */
const RELATIONS = {
    blocks: ["blocks", "is-blocked-by"],
    duplicate: ["duplicates", "is-duplicated-by"],
    related: ["relates-to", "relates-to"],
};
/** A relation that stands, with its own date, on both of its issues. Null = a type that is not known. */
export function relationEvents(site, relation) {
    const { issue, relatedIssue } = relation;
    const at = instantOf(relation.createdAt);
    if (relation.type === "similar" || at === null)
        return [];
    const types = RELATIONS[relation.type];
    if (types === undefined)
        return null;
    const of = (from, to, detail) => site.teams.has(from.team.id)
        ? [
            {
                ...NOTHING,
                item: recordId(site, from.id),
                key: `r${relation.id}`,
                at,
                kind: "link",
                origin: "history",
                actor: null,
                to: recordId(site, to.id),
                toRaw: relation.type,
                detail,
            },
        ]
        : [];
    return [...of(issue, relatedIssue, types[0]), ...of(relatedIssue, issue, types[1])];
}
/** GitHub, GitLab, Bitbucket, Azure DevOps. */
const PULL_REQUEST = /\/(?:pull|merge_requests|pull-requests|pullrequest)\/\d{1,10}(?:$|[/?#])/;
/** A pull request that is attached to an issue. Its address without protocol, query and tail names it, so that other tools can be joined. */
export function attachmentEvents(site, actors, attachment) {
    const at = instantOf(attachment.createdAt);
    const address = pullRequestAddress(attachment.url);
    if (at === null || address === null || !site.teams.has(attachment.issue.team.id))
        return [];
    return [
        {
            ...NOTHING,
            item: recordId(site, attachment.issue.id),
            key: `a${attachment.id}`,
            at,
            kind: "link",
            origin: "history",
            actor: actors.user(attachment.creator?.id),
            to: `${site.connection}/url:${address}`,
            toRaw: attachment.sourceType?.slice(0, 40) ?? null,
            detail: "pull-request",
        },
    ];
}
function pullRequestAddress(text) {
    const url = URL.parse(text.slice(0, 500));
    if (url === null || !["http:", "https:"].includes(url.protocol))
        return null;
    const found = PULL_REQUEST.exec(url.pathname);
    return found === null
        ? null
        : `${url.host}${url.pathname.slice(0, found.index)}${found[0].replace(/[/?#]$/, "")}`.toLowerCase();
}
