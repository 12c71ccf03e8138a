import { ProblemError } from "../../src/model/problem.ts";
import { columnTitle } from "./columns.ts";
import { parseFileConfig } from "./config.ts";
import { itemPages } from "./pages.ts";
import { PROVIDES } from "./provides.ts";
import { lookInto } from "./read.ts";
export const file = {
    id: "file",
    title: "File import (CSV, JSON lines, XES)",
    provides: PROVIDES,
    needsSecret: false,
    permissions: [],
    parseConfig: parseFileConfig,
    connect: (config, _secret, context) => connect(parseFileConfig(config), context),
};
const FORMATS = { csv: "CSV", "json-lines": "JSON lines", xes: "XES" };
function connect(config, context) {
    const files = filesOf(context);
    return {
        streams: ["issues"],
        async preflight() {
            const { bytes } = await files.stat(config.path);
            const { format, columns } = await lookInto(files, config.path, config, false);
            if (config.items !== null)
                await lookInto(files, config.items, config, true);
            const understood = columns === null ? "" : `, with ${columns.map(columnTitle).join(", ")}`;
            return {
                summary: `${FORMATS[format]} file of ${megabytes(bytes)}${config.items === null ? "" : " and a file of items"}${understood}`,
                projects: [],
                clockSkewMs: 0,
                warnings: [],
                items: null,
            };
        },
        read: (_stream, state) => itemPages({ files, config, context }, state),
    };
}
function filesOf({ files }) {
    if (files !== undefined)
        return files;
    throw new ProblemError({
        code: "usage",
        what: "Files cannot be read here.",
        todo: "Scan this workspace with the command line of the machine that the file is on.",
    });
}
function megabytes(bytes) {
    return bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
