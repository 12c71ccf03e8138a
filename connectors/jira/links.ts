import type { LinkType } from "../../src/model/event.ts";
import type { JiraIssueLink, JiraLinkType } from "./shapes.ts";

/** Order matters: "is blocked by" holds the word of "blocks". */
const PHRASES: readonly (readonly [LinkType, RegExp])[] = [
  [
    "is-blocked-by",
    /\b(?:blocked by|depends (?:up)?on|dependent (?:up)?on|requires|has to be done after|waits? (?:for|on)|gated by|wird blockiert|hängt ab)/i,
  ],
  [
    "blocks",
    /\b(?:block|depended (?:up)?on|dependency of|required (?:by|for)|has to be done before|is a prerequisite|gates|blockiert)/i,
  ],
  ["is-duplicated-by", /\b(?:duplicated by|superseded by|wird dupliziert)/i],
  ["duplicates", /\b(?:duplicate|supersedes|dupliziert)/i],
  [
    "child-of",
    /\b(?:child of|sub-?task of|part of|contained (?:in|by)|incorporated by|split from|has epic|belongs to|member of)/i,
  ],
  ["parent-of", /\b(?:parent of|has sub-?task|contains|container for|incorporates|split to|is epic of|consists of|includes)/i],
];

/** What a link's phrase means, seen from the issue that it is written on. A phrase that nobody knows is a plain relation. */
export function linkTypeOf(phrase: string): LinkType {
  const start = phrase.slice(0, 100);
  return PHRASES.find(([, pattern]) => pattern.test(start))?.[0] ?? "relates-to";
}

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
