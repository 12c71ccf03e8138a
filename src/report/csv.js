import { cleanResult } from "./clean.ts";
import { contribution } from "./contribution.ts";
const HEADER = [
    "workspace",
    "as_of",
    "ruleset",
    "level",
    "characteristic",
    "text",
    "rating",
    "attainment",
    "attainment_low90",
    "attainment_high90",
    "signal",
    "signal_reference",
    "weight",
    "primary",
    "outcome",
    "reason",
    "value",
    "unit",
    "low90",
    "high90",
    "sample_size",
    "minimum_sample",
    "coverage",
    "largely_at",
    "fully_at",
    "desirability",
    "contribution",
    "items_that_meet",
    "items_that_miss",
];
/** One row per characteristic x signal. RFC 4180: CRLF, quotes doubled. Cells that a spreadsheet would run are made text. */
export function renderCsv(foreign) {
    const result = cleanResult(foreign);
    const signals = new Map(result.signals.map((signal) => [signal.id, signal]));
    const rows = result.characteristics.flatMap((characteristic) => characteristic.signals.map((part) => row(result, characteristic, part, signals.get(part.id))));
    return [HEADER, ...rows].map(csvLine).join("");
}
function row(result, characteristic, part, signal) {
    const items = (stance) => (signal?.examples ?? [])
        .filter((example) => example.stance === stance)
        .map((example) => example.key)
        .join(" ");
    return [
        result.workspace,
        result.asOf,
        `${result.ruleset.version} ${result.ruleset.hash}`,
        characteristic.level,
        characteristic.id,
        characteristic.text,
        characteristic.rating,
        characteristic.attainment,
        characteristic.interval90?.[0] ?? null,
        characteristic.interval90?.[1] ?? null,
        part.id,
        signal?.reference ?? null,
        part.weight,
        part.primary,
        signal?.outcome ?? "not-supported",
        signal?.reason ?? null,
        signal?.value ?? null,
        signal?.unit ?? null,
        signal?.interval90?.[0] ?? null,
        signal?.interval90?.[1] ?? null,
        signal?.sampleSize ?? null,
        signal?.minimumSample ?? null,
        signal?.coverage ?? null,
        part.largely,
        part.fully,
        part.desirability,
        contribution(characteristic, part),
        items("meets"),
        items("misses"),
    ];
}
/**
 * What spreadsheets take for the start of a formula, full-width forms included (OWASP ASVS 5.0, 1.2.10), also behind white space. A quote of
 * the guard itself is guarded too, so that a reader who takes one apostrophe off has the text back.
 */
const FORMULA = /^\s*['=+\-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20]/;
/** Cells as one line of RFC 4180, CRLF at its end. */
export function csvLine(cells) {
    return `${cells.map(cell).join(",")}\r\n`;
}
/** One cell. Numbers stay numbers, so that -3 is still -3; text that would start a formula gets a leading apostrophe. */
function cell(value) {
    if (value === null)
        return "";
    if (typeof value === "number")
        return Number.isFinite(value) ? String(value) : "";
    if (typeof value === "boolean")
        return String(value);
    const safe = FORMULA.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
