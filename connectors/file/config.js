import { z } from "zod";
import { ProblemError } from "../../src/model/problem.ts";
import { COLUMN_NAMES, columnTitle, normalName } from "./columns.ts";
import { parseStatusMap } from "./statuses.ts";
import { offsetMinutes } from "./timestamps.ts";
const text = z.string().min(1).max(4_000);
const schema = z.strictObject({
    path: text,
    items: text.nullish(),
    statusMap: z.union([z.string(), z.record(z.string(), z.string())]).nullish(),
    columns: z.union([z.array(z.string()), z.record(z.string(), z.string())]).nullish(),
    zone: z.union([z.string(), z.number()]).nullish(),
});
/** Takes what the command line gives, and what it gave back before. */
export function parseFileConfig(input) {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
        const { path, message } = parsed.error.issues[0];
        throw usage(`The file connection is not set up right: ${path.join(".") || "configuration"}: ${message}.`, "Give --path and the path of a file.");
    }
    const { path, items, statusMap, columns, zone } = parsed.data;
    const own = typeof statusMap === "string"
        ? statusMap
        : Object.entries(statusMap ?? {})
            .map(([name, category]) => `${category}=${name}`)
            .join(";");
    return {
        path,
        items: items ?? null,
        statusMap: parseStatusMap(own),
        columns: parseColumns(columns ?? {}),
        zone: zone === null || zone === undefined ? null : zoneOf(zone),
    };
}
function parseColumns(given) {
    const pairs = Array.isArray(given)
        ? given.map((pair) => [
            pair.slice(0, Math.max(0, pair.indexOf("="))),
            pair.slice(pair.indexOf("=") + 1),
        ])
        : Object.entries(given).map(([name, column]) => [column, name]);
    const columns = pairs.map(([meaning, name]) => {
        const wanted = normalName(meaning);
        const column = COLUMN_NAMES.find((one) => columnTitle(one) === wanted || normalName(one) === wanted);
        if (column === undefined || name.trim() === "")
            throw usage("--columns takes pairs such as item=Ticket,activity=Step, and one of those given is none.", `In front of = stands one of: ${COLUMN_NAMES.map(columnTitle).join(", ")}.`);
        return [normalName(name), column];
    });
    return Object.fromEntries(columns);
}
function zoneOf(zone) {
    const minutes = typeof zone === "number" ? zone : offsetMinutes(zone.trim());
    if (minutes !== null && Number.isInteger(minutes))
        return minutes;
    throw usage("--zone is no offset from Greenwich.", "Write e.g. Z, +01:00 or -05:30. A place that changes its clocks has two; export with zones then.");
}
function usage(what, todo) {
    return new ProblemError({ code: "usage", what, todo });
}
