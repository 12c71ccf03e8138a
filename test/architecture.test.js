import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import packageFile from "../package.json" with { type: "json" };
import { connectors } from "../connectors/index.ts";
import { SIGNALS } from "../signals/index.ts";
import { VERSION } from "../src/cli/version.ts";
import { CHARACTERISTICS } from "../src/maturity/characteristics/index.ts";
import { DEFAULT_RULESET } from "../src/maturity/ruleset/default.ts";
import { DIMENSIONS } from "../src/model/measure.ts";
const root = fileURLToPath(new URL("..", import.meta.url));
const files = (pattern) => globSync(pattern, { cwd: root }).sort();
const code = (path) => readFileSync(root + path, "utf8");
describe("registries equal their folders", () => {
    test("signals: one file each, named by its id, in the folder of its dimension", () => {
        const registered = SIGNALS.map((signal) => `signals/${signal.dimension}/${signal.id}.ts`).sort();
        expect(registered).toEqual(files(`signals/{${DIMENSIONS.join(",")}}/*.ts`));
    });
    test("signals: 45, in the order of their references, each with a ladder", () => {
        expect(SIGNALS.map((signal) => signal.reference)).toEqual(Array.from({ length: 45 }, (_, at) => `S${String(at + 1).padStart(2, "0")}`));
        expect(new Set(DEFAULT_RULESET.ladders.map((ladder) => ladder.signal))).toEqual(new Set(SIGNALS.map((signal) => signal.id)));
    });
    test("signals: metadata that is printed says something", () => {
        for (const { id, title, definition, source, limits, guard, families } of SIGNALS) {
            expect([title, definition, source, guard].filter((text) => text.trim().length < 2), id).toEqual([]);
            expect(limits.length, id).toBeGreaterThan(0);
            expect(families.length, id).toBeGreaterThan(0);
        }
    });
    test("characteristics: the 25 of the model, one file each", () => {
        const folder = files("src/maturity/characteristics/[0-9]*.ts").map((path) => basename(path).slice(0, 3).replace("-", "."));
        expect(CHARACTERISTICS.map((characteristic) => characteristic.id).sort()).toEqual(folder);
        expect(folder).toHaveLength(25);
    });
    test("characteristics: weights sum to 1 and name known signals", () => {
        const known = new Set(SIGNALS.map((signal) => signal.id));
        for (const { id, signals } of CHARACTERISTICS) {
            expect(signals.filter((part) => !known.has(part.id)), id).toEqual([]);
            expect(signals.reduce((sum, part) => sum + part.weight, 0), id).toBeCloseTo(1, 9);
        }
    });
    test("connectors: one folder each", () => {
        const folders = [...new Set(files("connectors/*/index.ts").map((path) => path.split("/")[1]))].sort();
        expect(Object.keys(connectors).sort()).toEqual(folders);
    });
});
describe("purity", () => {
    const below = files("{src,connectors,signals,jobs,fixtures}/**/*.{ts,tsx}").filter((path) => !path.startsWith("src/cli/"));
    const uncommented = (path) => code(path).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    test("no clock, randomness or environment below the composition roots", () => {
        const offenders = below.filter((path) => /\bDate\.now\(\)|new Date\(\)|Math\.random\(|process\.env/.test(uncommented(path)));
        expect(offenders).toEqual([]);
    });
    test("nothing of Node where a browser must be able to follow", () => {
        const pure = below.filter((path) => /^(src\/(model|statistics|event-log|maturity|report)|signals)\//.test(path));
        expect(pure.filter((path) => /from "node:|\bprocess\.|\bBuffer\b/.test(uncommented(path)))).toEqual([]);
    });
    test("the vocabulary imports nothing of ours", () => {
        expect(files("src/model/*.ts").filter((path) => /from "\.\.\//.test(code(path)))).toEqual([]);
    });
});
test("pages in docs/ are what the metadata prints", () => {
    expect(() => execFileSync(process.execPath, ["scripts/docs.ts", "--check"], { cwd: root, stdio: "pipe" })).not.toThrow();
});
test("the version that is printed is the package's", () => {
    expect(VERSION).toBe(packageFile.version);
});
