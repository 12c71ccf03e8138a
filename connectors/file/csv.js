const QUOTE = '"';
const DELIMITERS = [",", ";", "\t"];
/** Nothing that a person wrote is longer; a quote that never ends is. */
export const MOST_RECORD_LETTERS = 1_000_000;
/**
 * RFC 4180, piece by piece: quoted fields may hold delimiters, line breaks and doubled quotes. Lines may end in CRLF, LF or CR; the delimiter is
 * the one of comma, semicolon and tab that the header has most of. Empty lines are passed over.
 */
export function csvReader(sink) {
    let head = "";
    let delimiter = ",";
    let fields = [];
    let field = "";
    let letters = 0;
    let row = 1;
    let state = "start";
    let afterReturn = false;
    let stopped = false;
    const endField = () => {
        fields.push(field);
        field = "";
        state = "start";
    };
    const endRecord = () => {
        const isEmpty = fields.length === 1 && fields[0] === "";
        if (state === "skip")
            sink.fault("text-behind-quote", row);
        else if (!isEmpty)
            sink.record(fields, row);
        if (!isEmpty || state === "skip")
            row++;
        fields = [];
        letters = 0;
        state = "start";
    };
    const isBreak = (letter) => letter === "\n" || letter === "\r";
    const read = (text) => {
        let at = 0;
        while (at < text.length && !stopped) {
            if (afterReturn) {
                afterReturn = false;
                if (text[at] === "\n") {
                    at++;
                    continue;
                }
            }
            if (state === "quoted") {
                const end = text.indexOf(QUOTE, at);
                const to = end < 0 ? text.length : end;
                field += text.slice(at, to);
                letters += to - at;
                at = end < 0 ? to : end + 1;
                if (end >= 0)
                    state = "behind";
            }
            else {
                const letter = text[at];
                if (letter === delimiter && state !== "skip") {
                    endField();
                    at++;
                }
                else if (isBreak(letter)) {
                    const skipped = state === "skip";
                    endField();
                    if (skipped)
                        state = "skip";
                    endRecord();
                    afterReturn = letter === "\r";
                    at++;
                }
                else if (letter === QUOTE && (state === "start" || state === "behind")) {
                    // A quote right behind the closing one stands for itself.
                    if (state === "behind")
                        field += QUOTE;
                    state = "quoted";
                    at++;
                }
                else if (state === "behind") {
                    state = "skip";
                }
                else {
                    let end = at + 1;
                    while (end < text.length && text[end] !== delimiter && !isBreak(text[end]))
                        end++;
                    if (state !== "skip") {
                        state = "plain";
                        field += text.slice(at, end);
                    }
                    letters += end - at;
                    at = end;
                }
            }
            if (letters > MOST_RECORD_LETTERS) {
                stopped = true;
                sink.fault("too-long", row);
            }
        }
    };
    /** Kept back until the header is whole: it decides what delimits. */
    const begin = () => {
        const text = head ?? "";
        head = null;
        delimiter = delimiterOf(text);
        read(text);
    };
    return {
        push(text) {
            if (head === null)
                return read(text);
            head += text;
            if (/[\r\n]/.test(head) || head.length > MOST_RECORD_LETTERS)
                begin();
        },
        end() {
            if (head !== null)
                begin();
            if (stopped)
                return;
            if (state === "quoted")
                return sink.fault("quote-never-ends", row);
            if (state === "start" && fields.length === 0)
                return;
            const skipped = state === "skip";
            endField();
            if (skipped)
                state = "skip";
            endRecord();
        },
    };
}
function delimiterOf(header) {
    const line = header.slice(0, Math.max(0, header.search(/[\r\n]/)) || header.length).replaceAll(/"[^"]{0,1000}"/g, "");
    const count = (delimiter) => line.split(delimiter).length;
    return [...DELIMITERS].sort((a, b) => count(b) - count(a))[0];
}
