import type { LinkType } from "../../src/model/event.ts";
import { linkTypeOf } from "../text/link-phrases.ts";
import type { JiraIssueLink, JiraLinkType } from "./shapes.ts";

export interface PresentLink {
  /** Issue id of the other end; null where Jira leaves it out. */
  readonly id: string | null;
  readonly key: string;
  readonly type: LinkType;
  readonly phrase: string;
}

/** The links an issue has now. `outwardIssue` is the one that this issue acts on: phrase `outward`, "blocks". */
export function presentLinks(links: readonly JiraIssueLink[]): PresentLink[] {
  return links.flatMap(({ type, inwardIssue, outwardIssue }) => {
    const other = outwardIssue ?? inwardIssue;
    if (other === null || other === undefined) return [];
    const phrase = phraseOf(type, outwardIssue === null || outwardIssue === undefined ? "inward" : "outward");
    return [{ id: other.id ?? null, key: other.key, type: linkTypeOf(phrase), phrase }];
  });
}

function phraseOf(type: JiraLinkType, direction: "inward" | "outward"): string {
  return type[direction] ?? type.name ?? "";
}

/** The phrase inside a changelog sentence, "This issue is blocked by ACME-7" (the words before the phrase depend on the site's language). */
export function phraseIn(sentence: string, key: string, types: readonly JiraLinkType[]): string {
  const start = sentence.slice(0, 300);
  const rest = start.endsWith(key) ? start.slice(0, -key.length).trim() : start.trim();
  const known = types
    .flatMap((type) => [type.inward ?? "", type.outward ?? ""])
    .filter((phrase) => phrase !== "" && rest.endsWith(phrase))
    .sort((a, b) => b.length - a.length)[0];
  return known ?? rest.replace(/^This issue /, "");
}
