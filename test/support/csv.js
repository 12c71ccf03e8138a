/**
 * Records of an RFC 4180 text with a header line: fields may be quoted, hold commas, line breaks and doubled quotes; lines end in CRLF or LF; a byte
 * order mark is skipped. Throws on a stray quote, an unfinished field, and a record with more or fewer fields than the header.
 */
export function readCsv(text) {
    const [header, ...rows] = parseRows(text.startsWith("\uFEFF") ? text.slice(1) : text);
    if (header === undefined)
        return [];
    return rows.map((row, index) => {
        if (row.length !== header.length)
            throw new Error(`Record ${index + 1} has ${row.length} fields instead of ${header.length}.`);
        return Object.fromEntries(header.map((name, column) => [name, row[column]]));
    });
}
function parseRows(text) {
    const rows = [];
    let row = [];
    let at = 0;
    while (at < text.length) {
        let field;
        if (text[at] === '"') {
            let end = at + 1;
            let quotesInside = false;
            for (;;) {
                end = text.indexOf('"', end);
                if (end === -1)
                    throw new Error(`The quoted field at character ${at} never ends.`);
                if (text[end + 1] !== '"')
                    break;
                quotesInside = true;
                end += 2;
            }
            field = text.slice(at + 1, end);
            if (quotesInside)
                field = field.replaceAll('""', '"');
            at = end + 1;
            if (at < text.length && !",\r\n".includes(text[at]))
                throw new Error(`Text after the closing quote at character ${at}.`);
        }
        else {
            const start = at;
            while (at < text.length && !",\r\n".includes(text[at]))
                at++;
            field = text.slice(start, at);
            if (field.includes('"'))
                throw new Error(`A quote inside the unquoted field at character ${start}.`);
        }
        row.push(field);
        if (text[at] === ",") {
            at++;
            // A comma at the very end opens one more, empty, field.
            if (at === text.length)
                row.push("");
            else
                continue;
        }
        else if (text[at] === "\r" && text[at + 1] === "\n")
            at += 2;
        else
            at++;
        rows.push(row);
        row = [];
    }
    if (row.length > 0)
        rows.push(row);
    return rows;
}
