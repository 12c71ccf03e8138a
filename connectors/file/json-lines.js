import { MOST_RECORD_LETTERS } from "./csv.ts";
/** One JSON object a line. Empty lines count as rows, so that `row` is the number of the line. */
export function jsonLineReader(sink) {
    let rest = "";
    let row = 0;
    let stopped = false;
    const line = (text) => {
        row++;
        const trimmed = text.trim();
        if (trimmed === "")
            return;
        let value;
        try {
            value = JSON.parse(trimmed);
        }
        catch (error) {
            // What else `JSON.parse` could throw is no fault of the line.
            if (!(error instanceof SyntaxError))
                throw error;
            return sink.fault("not-json", row);
        }
        if (typeof value !== "object" || value === null || Array.isArray(value))
            return sink.fault("not-an-object", row);
        sink.record(Object.entries(value).flatMap(([name, one]) => (one === null ? [] : [[name, plain(one)]])), row);
    };
    return {
        push(text) {
            if (stopped)
                return;
            const lines = (rest + text).split("\n");
            rest = lines.pop();
            for (const one of lines)
                line(one);
            if (rest.length <= MOST_RECORD_LETTERS)
                return;
            stopped = true;
            sink.fault("too-long", row + 1);
        },
        end() {
            if (!stopped)
                line(rest);
        },
    };
}
function plain(value) {
    if (typeof value === "string")
        return value;
    if (typeof value === "number" || typeof value === "boolean")
        return String(value);
    if (!Array.isArray(value))
        return null;
    const parts = value.slice(0, 1_000).map((one) => plain(one));
    return parts.some((part) => part === null) ? null : parts.join(";");
}
