import type { EventRecord } from "../../src/model/event.ts";
import { plainText } from "./adf.ts";
import { instantOf } from "./instants.ts";
import { itemId, type Site } from "./site.ts";
import { otherKeysIn } from "../text/keys.ts";
import { commentFacts } from "../text/text-facts.ts";
import type { JiraComment, JiraIssue } from "./shapes.ts";

/** Comments as facts; not a word of them goes on. */
export function commentEvents(site: Site, issue: JiraIssue, comments: readonly JiraComment[]): EventRecord[] {
  return comments.flatMap((comment) => {
    const at = instantOf(comment.created);
    if (at === null) return [];
    const plain = plainText(comment.body);
    const facts = commentFacts(plain, issue.key, comment.author?.accountType === "app");
    return [
      {
        item: itemId(site, issue.id),
        key: `c${comment.id}`,
        at,
        kind: "comment",
        origin: "history",
        actor: comment.author ? site.pseudonym(comment.author.accountId) : null,
        from: null,
        to: otherKeysIn(plain.text, issue.key),
        fromRaw: null,
        toRaw: null,
        detail: facts.length === 0 ? null : facts.join(","),
        viaAutomation: false,
      },
    ];
  });
}
