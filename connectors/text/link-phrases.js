/** Order matters: "is blocked by" holds the word of "blocks". */
const PHRASES = [
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
export function linkTypeOf(phrase) {
    const start = phrase.slice(0, 100);
    return PHRASES.find(([, pattern]) => pattern.test(start))?.[0] ?? "relates-to";
}
