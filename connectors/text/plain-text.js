/** Texts beyond this are cut: the facts do not change by then. */
export const MOST_CHARACTERS = 100_000;
/** Plain text with wiki or Markdown headings. */
export function fromLines(whole) {
    const source = whole.slice(0, MOST_CHARACTERS);
    const headings = [];
    const sectionLengths = [];
    const lines = source.split("\n");
    for (const line of lines) {
        const found = /^(?:h[1-6]\.|#{1,6}) {1,3}(\S[^\n]{0,200})/.exec(line.slice(0, 250));
        if (found !== null) {
            headings.push(found[1].trim());
            sectionLengths.push(0);
        }
        else if (sectionLengths.length > 0)
            sectionLengths[sectionLengths.length - 1] += line.trim().length;
    }
    return { text: source.trim(), headings, sectionLengths };
}
