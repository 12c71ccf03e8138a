/**
 * One organisation per practice level through the whole path; what comes out is kept in fixtures/goldens and only changes on purpose.
 * `--check` compares and prints each difference.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { levelDataset } from "../fixtures/demo-organisation/levels.ts";
import { LEVELS } from "../src/model/level.ts";
import { scanDataset } from "../test/support/scan-dataset.ts";
/** The end of the simulated history. */
const END_AT = Date.parse("2026-07-01T00:00:00Z");
const folder = fileURLToPath(new URL("../fixtures/goldens", import.meta.url));
const check = process.argv.includes("--check");
mkdirSync(folder, { recursive: true });
for (const practised of LEVELS) {
    const { result } = await scanDataset(levelDataset(practised), END_AT, `level-${practised}`);
    const text = `${JSON.stringify(essence(result), null, 1)}\n`;
    const path = `${folder}/level-${practised}.json`;
    const before = read(path);
    if (before === text)
        continue;
    if (!check) {
        writeFileSync(path, text);
        console.log(`wrote fixtures/goldens/level-${practised}.json`);
        continue;
    }
    process.exitCode = 1;
    console.error(`fixtures/goldens/level-${practised}.json differs:`);
    const was = before.split("\n");
    const is = text.split("\n");
    for (let line = 0, shown = 0; line < Math.max(was.length, is.length) && shown < 12; line++) {
        if (was[line] === is[line])
            continue;
        shown++;
        console.error(`  line ${line + 1}: ${was[line] ?? "(nothing)"}  ->  ${is[line] ?? "(nothing)"}`);
    }
}
if (process.exitCode === 1)
    console.error("If this is meant, run: npm run goldens, and say why in CHANGELOG under Judgement.");
/** What a change of judgement would move. Bulky evidence stays out; its numbers are here. */
function essence(result) {
    const { level, index, c4, diagnostics, ruleset, window } = result;
    return {
        ruleset,
        window,
        level,
        index,
        c4,
        characteristics: result.characteristics.map(({ id, rating, attainment, interval90, coverage, limitedBy, flags }) => ({
            id,
            rating,
            attainment,
            interval90,
            coverage,
            limitedBy,
            flags,
        })),
        signals: result.signals.map(({ id, outcome, value, interval90, sampleSize, coverage, excluded }) => ({
            id,
            outcome,
            value,
            interval90,
            sampleSize,
            coverage,
            excluded,
        })),
        teams: result.teams.map(({ name, status, activePeople, items, level: own }) => ({
            name,
            status,
            activePeople,
            items,
            best: own?.best ?? null,
        })),
        diagnostics,
    };
}
function read(path) {
    try {
        return readFileSync(path, "utf8");
    }
    catch {
        return "";
    }
}
