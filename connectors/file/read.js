import { ProblemError } from "../../src/model/problem.ts";
import { COLUMN_NAMES, columnTitle, noValues, understand } from "./columns.ts";
import { createCollector, inColumn } from "./collect.ts";
import { csvReader } from "./csv.ts";
import { decodeFile, formatOf } from "./decode.ts";
import { jsonLineReader } from "./json-lines.ts";
import { readRow } from "./rows.ts";
import { xesReader } from "./xes.ts";
const CSV_FAULTS = {
    "quote-never-ends": "has a quote that never ends",
    "text-behind-quote": "has text behind a closing quote",
    "too-long": "is longer than a million letters, as after a quote that never ends; nothing behind it was read",
};
const JSON_FAULTS = {
    "not-json": "is not JSON",
    "not-an-object": "is no JSON object",
    "too-long": "is longer than a million letters; nothing behind it was read",
};
/** More is no header that a person or program wrote. */
const MOST_COLUMNS = 1_000;
/** Reads events, and items where there is a file of them. Throws `ProblemError`; rows that cannot be used are counted instead. */
export async function readFiles(files, config, context, signal) {
    const collector = createCollector();
    const read = [await readOne(files, config.path, config, collector, false, context, signal)];
    if (config.items !== null)
        read.push(await readOne(files, config.items, config, collector, true, context, signal));
    return { collected: collector.result(), files: read };
}
/** What kind of file it is and which of its columns are understood, from its beginning. Throws `ProblemError` where it cannot be read. */
export async function lookInto(files, path, config, isItems) {
    const own = new Map(Object.entries(config.columns));
    let start = "";
    let header = null;
    const reader = csvReader({
        record(fields) {
            header ??= headerOf(fields, own, isItems);
        },
        // What follows the header is read by the scan.
        fault: () => undefined,
    });
    const columns = () => (header === null ? null : header.columns.map(({ column }) => column));
    let format = null;
    for await (const text of decodeFile(files, path).text) {
        start += text;
        format ??= formatOf(start);
        if (format === null)
            continue;
        if (format !== "csv")
            return { format, columns: null };
        reader.push(start);
        start = "";
        if (header !== null)
            return { format, columns: columns() };
    }
    reader.end();
    if (header === null)
        throw empty();
    return { format: "csv", columns: columns() };
}
async function readOne(files, path, config, collector, isItems, context, signal) {
    const decoded = decodeFile(files, path);
    const own = new Map(Object.entries(config.columns));
    const take = (values, row) => {
        const read = readRow(values, isItems, context);
        if ("why" in read)
            collector.bad(row, inColumn(read));
        else
            collector.add(read);
    };
    let format = null;
    let reader = null;
    let start = "";
    for await (const text of decoded.text) {
        if (signal.aborted)
            throw interrupted();
        if (reader === null) {
            start += text;
            format = formatOf(start);
            if (format === null)
                continue;
            reader = readerFor(format, own, isItems, take, collector, context);
            reader.push(start);
        }
        else
            reader.push(text);
    }
    if (reader === null || format === null)
        throw empty();
    reader.end();
    return { body: { sha256: decoded.sha256(), bytes: decoded.bytes() }, format };
}
function readerFor(format, own, isItems, take, collector, context) {
    const values = noValues();
    const clear = () => {
        for (const column of COLUMN_NAMES)
            values[column] = null;
    };
    if (format === "csv") {
        let header = null;
        return csvReader({
            record(fields, row) {
                if (header === null) {
                    header = headerOf(fields, own, isItems);
                    for (const { column } of header.columns)
                        context.seen(column);
                    return;
                }
                // A comma at the end of every line is common, and says nothing.
                if (fields.length < header.width || fields.slice(header.width).some((field) => field !== ""))
                    return collector.bad(row, `has ${fields.length} fields where the header has ${header.width}`);
                clear();
                for (const { index, column } of header.columns)
                    values[column] = fields[index];
                take(values, row);
            },
            fault: (fault, row) => collector.bad(row, CSV_FAULTS[fault]),
        });
    }
    const names = new Map();
    const meaningOf = (name) => {
        let known = names.get(name);
        if (known === undefined) {
            known = understand(name, own);
            if (names.size < MOST_COLUMNS)
                names.set(name, known);
        }
        return known;
    };
    const ranks = new Map();
    const record = (pairs, row) => {
        clear();
        ranks.clear();
        for (const [name, value] of pairs) {
            const meaning = meaningOf(name);
            if (meaning === null || (ranks.get(meaning.column) ?? Infinity) < meaning.rank)
                continue;
            if (value === null)
                return collector.bad(row, inColumn({ column: meaning.column, why: "not-plain" }));
            ranks.set(meaning.column, meaning.rank);
            values[meaning.column] = value;
            context.seen(meaning.column);
        }
        take(values, row);
    };
    if (format === "xes")
        return xesReader({ record });
    return jsonLineReader({ record, fault: (fault, row) => collector.bad(row, JSON_FAULTS[fault]) });
}
/** Which column stands where. Where two names mean the same, the surer one counts. */
function headerOf(fields, own, isItems) {
    if (fields.length > MOST_COLUMNS)
        throw unusable(`The header has more than ${MOST_COLUMNS} columns.`, "Export the columns that are documented.");
    const found = new Map();
    for (const [index, name] of fields.entries()) {
        const meaning = understand(name, own);
        if (meaning !== null && (found.get(meaning.column)?.rank ?? Infinity) > meaning.rank)
            found.set(meaning.column, { index, rank: meaning.rank });
    }
    const missing = (isItems ? [["item", "key"]] : [["item", "key"], ["at"], ["kind", "activity", "status"]]).filter((any) => any.every((column) => !found.has(column)));
    if (missing.length > 0) {
        const names = missing.map(([first]) => `\`${columnTitle(first)}\``).join(", ");
        throw unusable(`The first row names no column for ${names}.`, "Name the columns as docs/file-import.md says, or say which is which, e.g. --columns item=Ticket,timestamp=When,activity=Step.");
    }
    return { width: fields.length, columns: [...found].map(([column, { index }]) => ({ index, column })) };
}
function unusable(what, todo) {
    return new ProblemError({ code: "unexpected-shape", what, todo });
}
function empty() {
    return new ProblemError({ code: "empty", what: "The file is empty.", todo: "Export it again." });
}
function interrupted() {
    return new ProblemError({
        code: "interrupted",
        what: "Reading the file was interrupted.",
        todo: "The next scan reads it from the start.",
    });
}
