import { ProblemError } from "../../src/model/problem.ts";
import { xmlReader } from "./xml.ts";
const VALUES = new Set(["string", "date", "int", "float", "boolean", "id"]);
/** Attributes of one event or trace; more are passed over. */
const MOST_ATTRIBUTES = 1_000;
/** Event logs of IEEE 1849 (XES): traces of events, each with typed attributes. Attributes of attributes, lists, extensions and globals are passed over. */
export function xesReader(sink) {
    let trace = [];
    let event = null;
    let depth = 0;
    /** Depth of the trace or event whose attributes are direct children. */
    let owner = null;
    let row = 0;
    let isLog = false;
    const xml = xmlReader({
        open(name, attributes) {
            depth++;
            if (depth === 1) {
                if (name !== "log")
                    throw notALog();
                isLog = true;
            }
            else if (name === "trace" && depth === 2) {
                trace = [];
                owner = { kind: "trace", depth };
            }
            else if (name === "event" && (depth === 3 || depth === 2)) {
                if (depth === 2)
                    trace = [];
                event = [];
                owner = { kind: "event", depth };
            }
            else if (owner !== null && depth === owner.depth + 1 && VALUES.has(name)) {
                const key = attributes.get("key");
                const value = attributes.get("value");
                if (key === undefined || value === undefined)
                    return;
                if (owner.kind === "event" && event !== null && event.length < MOST_ATTRIBUTES)
                    event.push([key, value]);
                else if (owner.kind === "trace" && trace.length < MOST_ATTRIBUTES)
                    trace.push([`case:${key}`, value]);
            }
        },
        close(name) {
            if (name === "event" && event !== null && owner?.depth === depth) {
                sink.record([...trace, ...event], ++row);
                event = null;
                owner = depth === 3 ? { kind: "trace", depth: 2 } : null;
            }
            else if (name === "trace" && depth === 2)
                owner = null;
            depth--;
        },
    });
    return {
        push: (text) => xml.push(text),
        end() {
            xml.end();
            if (!isLog)
                throw notALog();
        },
    };
}
function notALog() {
    return new ProblemError({
        code: "unexpected-shape",
        what: "The file is XML, but no event log: its outermost element is not `log`.",
        todo: "Export it as XES (IEEE 1849), or as CSV.",
    });
}
