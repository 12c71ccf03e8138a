import { plainText } from "./adf.ts";
import { instantOf } from "./schema.ts";
import { itemId } from "./site.ts";
import { commentFacts } from "../text/text-facts.ts";
/** Comments as facts; not a word of them goes on. */
export function commentEvents(site, issue, comments) {
    return comments.flatMap((comment) => {
        const at = instantOf(comment.created);
        if (at === null)
            return [];
        const facts = commentFacts(plainText(comment.body), issue.key, comment.author?.accountType === "app");
        return [
            {
                item: itemId(site, issue.id),
                key: `c${comment.id}`,
                at,
                kind: "comment",
                origin: "history",
                actor: comment.author ? site.pseudonym(comment.author.accountId) : null,
                from: null,
                to: null,
                fromRaw: null,
                toRaw: null,
                detail: facts.length === 0 ? null : facts.join(","),
                viaAutomation: false,
            },
        ];
    });
}
