import { ProblemError } from "../../src/model/problem.ts";
/** Longer than any tag that a program wrote. */
const MOST_TAG_LETTERS = 1_000_000;
const MOST_DEPTH = 64;
const NAME = /^[A-Za-z_][\w:.-]{0,100}$/;
const ATTRIBUTE = /^\s{1,100}([A-Za-z_][\w:.-]{0,100})\s{0,100}=\s{0,100}(?:"([^"<]*)"|'([^'<]*)')/;
const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
/**
 * The part of XML that event logs are written in, piece by piece: elements and attributes. Text between tags, comments and processing
 * instructions are passed over. There are no document types and so no entities but the five of XML itself: a DOCTYPE is refused, and
 * nothing in a file can make it grow or name another one. Throws `ProblemError` where it is not well formed.
 */
export function xmlReader(sink) {
    let rest = "";
    const open = [];
    let elements = 0;
    const tag = (inside) => {
        elements++;
        if (inside.startsWith("/")) {
            const name = inside.slice(1).trim();
            if (open.pop() !== name)
                throw broken("an element is closed that is not the last one opened", elements);
            return sink.close(name);
        }
        const isEmpty = inside.endsWith("/");
        const body = isEmpty ? inside.slice(0, -1) : inside;
        const blank = body.search(/\s/);
        const name = blank < 0 ? body : body.slice(0, blank);
        if (!NAME.test(name))
            throw broken("a tag has no name", elements);
        sink.open(name, blank < 0 ? new Map() : attributesOf(body.slice(blank), elements));
        if (isEmpty)
            return sink.close(name);
        if (open.push(name) > MOST_DEPTH)
            throw broken(`elements are nested more than ${MOST_DEPTH} deep`, elements);
    };
    /** Reads whole tags and leaves the rest. */
    const read = (text) => {
        let at = 0;
        for (;;) {
            const start = text.indexOf("<", at);
            if (start < 0)
                return "";
            const [ending, isMarkup] = endingOf(text, start);
            if (ending === null)
                return text.slice(start);
            const end = isMarkup ? endOfTag(text, start + 1) : text.indexOf(ending, start + 2);
            if (end < 0)
                return text.slice(start);
            if (isMarkup)
                tag(text.slice(start + 1, end));
            at = end + ending.length;
        }
    };
    /** What ends the construct at `start`; null = too little of it is here to tell. */
    const endingOf = (text, start) => {
        if (text.startsWith("<?", start))
            return ["?>", false];
        if (!text.startsWith("<!", start))
            return start + 1 < text.length ? [">", true] : [null, false];
        if (text.startsWith("<!--", start))
            return ["-->", false];
        if (text.startsWith("<![CDATA[", start))
            return ["]]>", false];
        const beginning = text.slice(start, start + "<![CDATA[".length);
        if ("<![CDATA[".startsWith(beginning) || "<!--".startsWith(beginning))
            return [null, false];
        throw broken("it has a document type (DOCTYPE), which event logs do not have and which is not read", elements);
    };
    return {
        push(text) {
            rest = read(rest + text);
            if (rest.length > MOST_TAG_LETTERS)
                throw broken("a tag or comment is longer than a million letters", elements);
        },
        end() {
            if (rest !== "" || open.length > 0)
                throw broken("it ends in the middle", elements);
        },
    };
}
/** The `>` that ends a tag: not one inside a quoted value. -1 = not here yet. */
function endOfTag(text, from) {
    for (let at = from;;) {
        const end = text.indexOf(">", at);
        if (end < 0)
            return -1;
        const inside = text.slice(from, end);
        const quote = openQuote(inside);
        if (quote === null)
            return end;
        const closing = text.indexOf(quote, end + 1);
        if (closing < 0)
            return -1;
        at = closing + 1;
    }
}
function openQuote(text) {
    let at = 0;
    for (;;) {
        const double = text.indexOf('"', at);
        const single = text.indexOf("'", at);
        if (double < 0 && single < 0)
            return null;
        const quote = single < 0 || (double >= 0 && double < single) ? '"' : "'";
        const closing = text.indexOf(quote, (quote === '"' ? double : single) + 1);
        if (closing < 0)
            return quote;
        at = closing + 1;
    }
}
function attributesOf(text, element) {
    const found = new Map();
    for (let rest = text; rest.trim() !== "";) {
        const match = ATTRIBUTE.exec(rest);
        if (match === null)
            throw broken('an attribute is not written as name="value"', element);
        const [whole, name, double, single] = match;
        if (found.has(name))
            throw broken("an attribute is given twice", element);
        found.set(name, unescaped(double ?? single ?? "", element));
        rest = rest.slice(whole.length);
    }
    return found;
}
function unescaped(value, element) {
    if (!value.includes("&"))
        return value;
    if (value.replaceAll(ENTITY, "").includes("&"))
        throw broken("it uses an entity that XML itself does not have", element);
    return value.replaceAll(ENTITY, (_, name, decimal, hex) => {
        if (name !== undefined)
            return ENTITIES[name];
        const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
        return point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? "\uFFFD" : String.fromCodePoint(point);
    });
}
function broken(how, element) {
    return new ProblemError({
        code: "unexpected-shape",
        what: `The file is not the XML of an event log: at element ${element + 1} ${how}.`,
        todo: "Export it again as XES (IEEE 1849), or as CSV.",
    });
}
