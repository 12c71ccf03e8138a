export const plain = (_style, text) => text;
// oxlint-disable-next-line no-control-regex -- escape codes are what is being measured around
const ESCAPES = /\u001B\[[0-9;]{0,16}m/g;
const NARROW = /^[\u0020-\u02FF\u2010-\u2027\u2030-\u205E\u2500-\u25A0\u25CF]*$/;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
/** Width on screen in columns: two for East Asian wide characters and emoji, none for marks that stand on another character. */
export function width(text) {
    const bare = text.includes("\u001B") ? text.replaceAll(ESCAPES, "") : text;
    if (NARROW.test(bare))
        return bare.length;
    let columns = 0;
    for (const { segment } of segmenter.segment(bare))
        columns += clusterWidth(segment);
    return columns;
}
/** Blocks of East Asian Width W and F (Unicode Standard Annex 11), first and last code point. */
const WIDE = [
    [0x1100, 0x115f],
    [0x2e80, 0x303e],
    [0x3041, 0xa4cf],
    [0xa960, 0xa97c],
    [0xac00, 0xd7a3],
    [0xf900, 0xfaff],
    [0xfe10, 0xfe19],
    [0xfe30, 0xfe6f],
    [0xff01, 0xff60],
    [0xffe0, 0xffe6],
    [0x16fe0, 0x18cff],
    [0x1aff0, 0x1b2ff],
    [0x1f200, 0x1f2ff],
    [0x20000, 0x3fffd],
];
function clusterWidth(cluster) {
    if (/\p{Emoji_Presentation}|\uFE0F/u.test(cluster))
        return 2;
    let columns = 0;
    for (const character of cluster) {
        if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character))
            continue;
        const code = character.codePointAt(0);
        columns = Math.max(columns, WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1);
    }
    return columns;
}
export function padEnd(text, columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
}
export function padStart(text, columns) {
    return " ".repeat(Math.max(0, columns - width(text))) + text;
}
/** Cuts at a word where one is near, and says so with an ellipsis. For unpainted text. */
export function fit(text, columns) {
    if (width(text) <= columns)
        return text;
    const cut = head(text, columns - 1);
    const space = cut.lastIndexOf(" ");
    return `${space > cut.length * 0.75 ? cut.slice(0, space) : cut.trimEnd()}…`;
}
/** As many whole characters from the start as fit into `columns`. */
function head(text, columns) {
    let taken = "";
    let used = 0;
    for (const { segment } of segmenter.segment(text)) {
        used += width(segment);
        if (used > columns)
            break;
        taken += segment;
    }
    return taken;
}
/** Breaks at spaces (never before a percent sign), and inside of words that are longer than a line; continuation lines are indented by `hanging`. */
export function wrap(text, columns, hanging = "") {
    const lines = [];
    let line = "";
    for (const word of text.split(/ (?!%)/)) {
        const candidate = line === "" ? word : `${line} ${word}`;
        if (width(candidate) > columns && line.trim() !== "") {
            lines.push(line);
            line = hanging + word;
        }
        else {
            line = candidate;
        }
        while (width(line) > columns && !line.includes("\u001B")) {
            const part = head(line, columns);
            if (part.trim() === "")
                break;
            lines.push(part);
            line = hanging + line.slice(part.length);
        }
    }
    if (line !== "")
        lines.push(line);
    return lines;
}
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
/** A bar of `columns` cells for a share of 0-1, to an eighth of a cell; anything above nothing shows. */
export function bar(share, columns) {
    const held = Math.min(1, Math.max(0, share));
    const eighths = Math.max(held > 0 ? 1 : 0, Math.round(held * columns * 8));
    return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}
