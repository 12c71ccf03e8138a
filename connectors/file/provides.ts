import type { Facet, Narrowing, Provides, Support } from "../../src/model/facet.ts";
import type { Seen } from "./rows.ts";

/** What a file can show at best; each file is narrowed to what is in it. */
export const PROVIDES: Provides = {
  "status-history": {
    level: "full",
    sentence: "Rows of kind `status`, or the activities of a plain event log, which stand for statuses.",
  },
  "assignee-history": { level: "full", sentence: "Rows of kind `assignee`; whose account was closed since is not told." },
  actors: { level: "full", sentence: "The column `actor`, as a pseudonym." },
  "actor-kinds": { level: "partial", sentence: "The column `actor kind`, as far as whoever made the file knew." },
  comments: {
    level: "full",
    sentence: "Rows of kind `comment`; whether one asks for a status is seen where the column `text` is there.",
  },
  "comment-texts": {
    level: "partial",
    sentence: "The column `text` of comments: questions for a status in eleven languages and keys of other items.",
  },
  descriptions: {
    level: "partial",
    sentence: "The column `description`: length, sections and pointers elsewhere as they are now.",
  },
  types: { level: "full", sentence: "The column `type`, and rows of that kind." },
  priorities: { level: "full", sentence: "The column `priority`, and rows of that kind." },
  "due-dates": { level: "full", sentence: "The column `due date`, and rows of that kind." },
  estimates: { level: "full", sentence: "The column `estimate`, and rows of that kind." },
  sprints: { level: "partial", sentence: "The column `sprint`, and rows of that kind; a file has no dates of sprints." },
  links: { level: "full", sentence: "Rows of kind `link` with their phrase, and the column `parent`." },
  blocked: { level: "partial", sentence: "Rows of kind `flag`, links that block, and statuses named so." },
  "intake-forms": { level: "partial", sentence: "The column `intake`." },
  "declared-workflow": { level: "none", sentence: "A file of events does not say what its tool allows." },
  "configuration-history": { level: "none", sentence: "A file of events does not say how its tool was set up." },
  "pull-requests": {
    level: "partial",
    sentence: "Rows of kind `link` with the phrase `pull request`; code without an item is not seen.",
  },
  "ai-agents": { level: "partial", sentence: "Actors that the column `actor kind` calls `ai-agent`." },
  "service-levels": { level: "none", sentence: "A file of events has no column for service levels." },
  "wip-limits": { level: "none", sentence: "A file of events has no boards." },
  "health-updates": { level: "none", sentence: "A file of events has no rows for them." },
  releases: { level: "full", sentence: "The column `milestone`, and rows of that kind." },
};

const none = (sentence: string): Support => ({ level: "none", sentence });

/** What must have been seen for a facet, any one of it; else the sentence. */
const NEEDS: Readonly<Partial<Record<Facet, { readonly any: readonly Seen[]; readonly otherwise: string }>>> = {
  "status-history": { any: ["status"], otherwise: "The file has no rows that tell of a change of status." },
  "assignee-history": {
    any: ["assignee"],
    otherwise: "The file has no rows of kind `assignee`; who did something is not who answers for the item.",
  },
  actors: { any: ["actor"], otherwise: "The file does not say who acted." },
  "actor-kinds": { any: ["actorKind"], otherwise: "The file does not say which actors are people; all are taken for some." },
  comments: { any: ["comment"], otherwise: "The file has no rows of kind `comment`." },
  "comment-texts": { any: ["text"], otherwise: "The file has no column `text`, so that what comments say is not seen." },
  descriptions: { any: ["description"], otherwise: "The file has no column `description`." },
  types: { any: ["type"], otherwise: "The file has no column `type`." },
  priorities: { any: ["priority"], otherwise: "The file has no column `priority`." },
  "due-dates": { any: ["dueDate", "due-date"], otherwise: "The file has no column `due date`." },
  estimates: { any: ["estimate"], otherwise: "The file has no column `estimate`." },
  sprints: { any: ["sprint"], otherwise: "The file has no column `sprint`." },
  links: { any: ["link", "parent"], otherwise: "The file has no rows of kind `link` and no column `parent`." },
  blocked: {
    any: ["flag", "blocking-link"],
    otherwise: "The file has no flags, no links that block and no status that is named so.",
  },
  "intake-forms": { any: ["intake"], otherwise: "The file has no column `intake`." },
  "pull-requests": { any: ["pull-request"], otherwise: "The file has no links to pull requests." },
  releases: { any: ["milestone"], otherwise: "The file has no column `milestone`." },
  "ai-agents": { any: ["actorKind"], otherwise: "The file does not say which actors are AI agents." },
};

/** What this file does not show. A column that is there and empty counts as seen: then nothing was ever put in, which is an answer. */
export function narrowingOf(seen: ReadonlySet<Seen>, hasBlockedStatus: boolean): Narrowing {
  const narrowing: Partial<Record<Facet, Support>> = {};
  for (const [facet, need] of Object.entries(NEEDS) as [Facet, NonNullable<(typeof NEEDS)[Facet]>][]) {
    const isSeen = need.any.some((one) => seen.has(one)) || (facet === "blocked" && hasBlockedStatus);
    if (!isSeen) narrowing[facet] = none(need.otherwise);
  }
  if (seen.has("comment") && !seen.has("text"))
    narrowing.comments = {
      level: "partial",
      sentence: "When and by whom; the file has no column `text`, so that what comments ask is not seen.",
    };
  if (seen.has("activity-log") && seen.has("status"))
    narrowing["status-history"] = {
      level: "partial",
      sentence: "Activities stand for statuses: an item is in the last one that was recorded.",
    };
  return narrowing;
}
