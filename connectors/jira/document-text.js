import { MOST_CHARACTERS } from "../text/plain-text.ts";
export function createDocumentText() {
    return { headings: [], sectionLengths: [], parts: [], heading: null, characters: 0 };
}
/** Nothing that follows is looked at. */
export function isFull({ characters }) {
    return characters >= MOST_CHARACTERS;
}
export function wordsStand(text, words) {
    if (words === "")
        return;
    const { heading, sectionLengths } = text;
    text.characters += words.length;
    text.parts.push(words);
    if (heading !== null)
        heading.push(words);
    else if (sectionLengths.length > 0)
        sectionLengths[sectionLengths.length - 1] += words.trim().length;
}
const BLOCKS = new Set([
    "paragraph",
    "heading",
    "listItem",
    "tableRow",
    "tableCell",
    "tableHeader",
    "codeBlock",
    "rule",
    "hardBreak",
    "blockquote",
    "panel",
    "taskItem",
]);
/** A node of this type begins. True: it is a heading, and its end must be told. */
export function blockStarts(text, type) {
    if (BLOCKS.has(type))
        text.parts.push("\n");
    if (type !== "heading")
        return false;
    text.heading = [];
    return true;
}
export function endHeading(text) {
    if (text.heading === null)
        return;
    text.headings.push(text.heading.join(""));
    text.sectionLengths.push(0);
    text.heading = null;
}
export function plainTextOf({ parts, headings, sectionLengths }) {
    return { text: parts.join("").trim(), headings, sectionLengths };
}
