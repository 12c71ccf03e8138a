import { plain } from "../report/terminal/layout.ts";
/** 8-colour codes only, so that the terminal's own theme decides and dark and light both read well. */
const CODES = {
    strong: [1, 22],
    faint: [2, 22],
    good: [32, 39],
    fair: [33, 39],
    weak: [33, 39],
    bad: [31, 39],
    accent: [36, 39],
};
export function paintFor(colour) {
    if (!colour)
        return plain;
    return (style, text) => {
        const [open, close] = CODES[style];
        return text === "" ? "" : `\u001B[${open}m${text}\u001B[${close}m`;
    };
}
