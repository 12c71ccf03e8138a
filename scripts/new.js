/**
 * Scaffolds one unit, its test and its line in the registry:
 *   npm run new signal <dimension> <id>            npm run new characteristic <level.position> <slug>            npm run new connector <id>
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { DIMENSIONS } from "../src/model/measure.ts";
import { characteristicFiles, connectorFiles, signalFiles } from "./new/templates.ts";
const rootAt = process.argv.indexOf("--root");
const root = rootAt < 0 ? fileURLToPath(new URL("..", import.meta.url)) : `${process.argv[rootAt + 1]}/`;
const [unit = "", ...words] = process.argv.slice(2, rootAt < 0 ? undefined : rootAt);
const SLUG = /^[a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){0,8}$/;
function scaffold() {
    const [first = "", second = ""] = words;
    switch (unit) {
        case "signal":
            if (!DIMENSIONS.some((known) => known === first))
                return `The dimension is one of: ${DIMENSIONS.join(", ")}.`;
            if (!SLUG.test(second))
                return "The id is lower-case words with hyphens, e.g. review-latency.";
            return signalFiles(first, second, read("signals/index.ts"));
        case "characteristic":
            if (!/^[1-5]\.\d{1,2}$/.test(first))
                return "The id is level and position, e.g. 3.6.";
            if (!SLUG.test(second))
                return "The slug is lower-case words with hyphens, e.g. work-is-limited.";
            return characteristicFiles(first, second, read("src/maturity/characteristics/index.ts"));
        case "connector":
            if (!SLUG.test(first))
                return "The id is one lower-case word, e.g. trello.";
            return connectorFiles(first, read("connectors/index.ts"));
        default:
            return "Say what to make: signal <dimension> <id>, characteristic <level.position> <slug>, or connector <id>.";
    }
}
function read(path) {
    return readFileSync(root + path, "utf8");
}
const made = scaffold();
if (typeof made === "string") {
    console.error(made);
    process.exitCode = 2;
}
else {
    const taken = Object.keys(made.files).find((path) => existsSync(root + path));
    if (taken === undefined) {
        for (const [path, text] of Object.entries({ ...made.files, ...made.registry })) {
            mkdirSync(dirname(root + path), { recursive: true });
            writeFileSync(root + path, text);
            console.log(`${path in made.files ? "new " : "line"}  ${path}`);
        }
        console.log(made.next);
    }
    else {
        console.error(`${taken} is there already.`);
        process.exitCode = 2;
    }
}
