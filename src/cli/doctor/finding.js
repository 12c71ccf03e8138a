import { padEnd, wrap } from "../../report/terminal/layout.ts";
import { paintFor } from "../paint.ts";
import { EXIT } from "../ports.ts";
const MARKS = { ok: "ok", none: "none", part: "part", note: "note", late: "late", bad: "bad" };
const STYLES = { ok: "good", none: "faint", part: "faint", note: "fair", late: "fair", bad: "bad" };
const MARGIN = "  ";
const MARK_COLUMNS = 6;
/**
 * Prints as it goes. On a terminal: grouped under headings, wrapped. Elsewhere: one line for each finding with its place, so that it can be
 * searched and counted.
 */
export function findingPrinter(ports) {
    const paint = paintFor(ports.colour);
    const counts = { ok: 0, none: 0, part: 0, note: 0, late: 0, bad: 0 };
    let place = { name: "", note: "" };
    /** Told once under a heading, however many findings it mends. */
    let lastFix;
    return {
        at(next) {
            place = next;
            lastFix = undefined;
            if (!ports.outIsTerminal)
                return;
            const note = next.note === "" ? "" : paint("faint", ` · ${next.note}`);
            ports.out(`\n${MARGIN}${paint("strong", next.name === "" ? "This machine" : next.name)}${note}\n`);
        },
        say({ state, text, fix }) {
            counts[state]++;
            const mark = paint(STYLES[state], padEnd(MARKS[state], MARK_COLUMNS));
            if (!ports.outIsTerminal) {
                const about = place.name === "" ? "" : `${place.name}: `;
                ports.out(`${mark}${about}${text}${fix === undefined ? "" : ` ${fix}`}\n`);
                return;
            }
            const columns = Math.min(Math.max(ports.columns, 60), 100) - MARGIN.length - MARK_COLUMNS;
            const lines = wrap(text, columns).map((line) => (state === "none" || state === "part" ? paint("faint", line) : line));
            const isNew = fix !== undefined && fix !== lastFix;
            lastFix = fix ?? lastFix;
            const remedy = !isNew ? [] : wrap(`-> ${fix}`, columns, "   ");
            const [first, ...rest] = [...lines, ...remedy];
            const indent = `${MARGIN}${" ".repeat(MARK_COLUMNS)}`;
            ports.out(`${[`${MARGIN}${mark}${first}`, ...rest.map((line) => `${indent}${line}`)].join("\n")}\n`);
        },
        finish() {
            const sentence = counts.bad > 0
                ? `${counts.bad} ${counts.bad === 1 ? "thing has" : "things have"} to be mended.`
                : counts.late > 0
                    ? "Nothing has to be mended, but the data is incomplete for now."
                    : "Nothing has to be mended.";
            if (ports.outIsTerminal)
                ports.out(`\n${MARGIN}${paint("strong", sentence)}\n`);
            return counts.bad > 0 ? EXIT.error : counts.late > 0 ? EXIT.incomplete : EXIT.ok;
        },
    };
}
