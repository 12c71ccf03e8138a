/**
 * Every regular expression in the shipped code meets foreign text sooner or later: each must be free of catastrophic backtracking.
 * Patterns are taken from the syntax tree's tokens by a scan for literals, and judged by recheck.
 */
import { readFileSync } from "node:fs";
import { globSync } from "node:fs";
import { checkSync } from "recheck";
const FOLDERS = ["src", "connectors", "signals", "jobs", "fixtures"];
/** A regex literal can only follow one of these; good enough for formatted code, and a miss shows as a syntax error below. */
const LITERAL = /(?<=[=(,:[!&|?{};>]\s{0,40}|return\s)\/(?![*/])((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)/g;
/** A pattern that is hard to judge takes seconds on a busy machine; without a verdict it counts as not safe. */
const WORK_MS = 60_000;
let count = 0;
let unsafe = 0;
for (const file of FOLDERS.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`))) {
    const text = readFileSync(file, "utf8").replaceAll(/^\s*(\*|\/\/|\/\*).*$/gm, "");
    for (const match of text.matchAll(LITERAL)) {
        const [, source, flags] = match;
        if (!isPattern(source, flags))
            continue;
        count++;
        // recheck knows flags up to ES2023.
        const verdict = checkSync(source, flags.replaceAll(/[dv]/g, ""), { timeout: WORK_MS });
        if (verdict.status === "safe")
            continue;
        unsafe++;
        console.error(`${file}: /${source}/${flags} is ${verdict.status}${verdict.status === "vulnerable" ? ` (${verdict.complexity.type})` : ""}`);
    }
}
console.log(`${count} regular expressions checked, ${unsafe} not safe`);
process.exitCode = unsafe === 0 ? 0 : 1;
function isPattern(source, flags) {
    try {
        return new RegExp(source, flags) instanceof RegExp;
    }
    catch {
        return false;
    }
}
