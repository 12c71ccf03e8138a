import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keptOutcomes, nameOf, type Origin } from "../../../scripts/verify-measurement/keep/kept-outcomes.ts";
import { stateOfCode } from "../../../scripts/verify-measurement/keep/state-of-code.ts";

const SCRIPT = fileURLToPath(new URL("../../../scripts/verify-measurement.ts", import.meta.url));
const ORIGIN: Origin = { task: "judge-one", code: "c", ruleset: "r", input: { name: "1/pure/0", level: 1 } };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wmmm-keep-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("an outcome comes back as it was, numbers that are not finite too, and nothing unfinished is left", () => {
  const kept = { output: { index: 2.5, atLeast: [1, Number.NaN, Infinity], mdc: null }, cpuMs: 12 };
  keptOutcomes(folder).write(ORIGIN, kept);
  expect(keptOutcomes(folder).read(ORIGIN)).toEqual(kept);
  expect(readdirSync(join(folder, "judge-one"))).toEqual([nameOf(ORIGIN)]);
});

test.each([
  ["task", { task: "judge-two" }],
  ["code", { code: "d" }],
  ["ruleset", { ruleset: "s" }],
  ["input", { input: { name: "1/pure/0", level: 2 } }],
])("another %s is another outcome", (_, other) => {
  keptOutcomes(folder).write(ORIGIN, { output: 1, cpuMs: 0 });
  expect(keptOutcomes(folder).read({ ...ORIGIN, ...other })).toBeNull();
});

test("a file that was cut or changed in any byte is read as missing", () => {
  keptOutcomes(folder).write(ORIGIN, { output: { index: 2.5 }, cpuMs: 12 });
  const file = join(folder, "judge-one", nameOf(ORIGIN));
  const whole = readFileSync(file);
  for (let at = 0; at < whole.length; at++) {
    const changed = Buffer.from(whole);
    changed[at]! ^= 1;
    writeFileSync(file, changed);
    expect(keptOutcomes(folder).read(ORIGIN)).toBeNull();
    writeFileSync(file, whole.subarray(0, at));
    expect(keptOutcomes(folder).read(ORIGIN)).toBeNull();
  }
  writeFileSync(file, whole);
  expect(keptOutcomes(folder).read(ORIGIN)).toEqual({ output: { index: 2.5 }, cpuMs: 12 });
});

test("the state of the code changes with every file that takes part, with its packages, and with nothing else", () => {
  const put = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const state = (at = folder) => stateOfCode(pathToFileURL(join(at, "code/entry.ts")));
  put(
    "code/entry.ts",
    'import { a } from "./a.ts";\nimport type { T } from "../other/type.ts";\nimport {\n  z,\n} from "kept/deep";\nimport "node:fs";\nnew URL("./child.ts", import.meta.url);\n',
  );
  put("code/a.ts", 'export const a = await import("./late.ts");\nexport * from "./entry.ts";\n');
  for (const path of ["code/late.ts", "code/child.ts", "code/unused.ts", "other/type.ts"]) put(path, "export {};\n");
  put("node_modules/kept/package.json", '{ "version": "1.0.0" }');
  const first = state();
  const seen = new Set([first]);
  for (const path of ["code/a.ts", "code/late.ts", "code/child.ts", "other/type.ts", "code/entry.ts"]) {
    const before = readFileSync(join(folder, path), "utf8");
    put(path, `${before}// changed\n`);
    seen.add(state());
    put(path, before);
  }
  put("node_modules/kept/package.json", '{ "version": "1.0.1" }');
  seen.add(state());
  expect(seen.size).toBe(7);
  put("node_modules/kept/package.json", '{ "version": "1.0.0" }');
  put("code/unused.ts", "export const changed = 1;\n");
  expect(state()).toBe(first);
  // As in another clone, or on another machine.
  mkdirSync(join(folder, "moved"));
  for (const name of ["code", "other", "node_modules"]) renameSync(join(folder, name), join(folder, "moved", name));
  expect(state(join(folder, "moved"))).toBe(first);
});

/** 210 of the 20,000 perturbations, which are made by the hundred. */
const SHARE = "0.0105";
const OUTCOMES = 3;

test(
  "a run that was killed goes on, a part is made alone, and a damaged outcome is made again",
  { timeout: 120_000 },
  async () => {
    const begin = (...more: string[]) => {
      const child = spawn(
        process.execPath,
        [SCRIPT, "monotonicity", "--share", SHARE, "--detail", "--keep", folder, "--processes", "1", ...more],
        { env: { ...process.env, CI: "" } },
      );
      let out = "";
      child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString("utf8")));
      const ended = new Promise<{ code: number | null; out: string }>((resolve) =>
        child.on("close", (code) => resolve({ code, out })),
      );
      return { child, ended };
    };
    const names = () => {
      try {
        return readdirSync(join(folder, "raise-signals")).filter((name) => !name.endsWith(".part"));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
        throw error;
      }
    };
    const killed = begin();
    while (names().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    killed.child.kill("SIGKILL");
    await killed.ended;
    const before = names();
    expect(before.length).toBeLessThan(OUTCOMES);

    const part = await begin("--part", "1/2").ended;
    const whole = await begin().ended;
    expect(whole.code).toBe(0);
    const all = names();
    expect(all).toHaveLength(OUTCOMES);
    const made = all.filter((name) => before.includes(name) || Number.parseInt(name.slice(0, 8), 16) % 2 === 0);
    expect(whole.out).toContain(`${OUTCOMES} outcomes, ${made.length} of them kept before`);
    expect([part.code, part.out.includes(`${OUTCOMES - made.length} of ${OUTCOMES} outcomes are not there yet`)]).toEqual(
      made.length === OUTCOMES ? [0, false] : [2, true],
    );

    const damaged = join(folder, "raise-signals", all[0]!);
    writeFileSync(damaged, readFileSync(damaged).subarray(0, -1));
    const again = await begin().ended;
    expect(again.out).toContain(`${OUTCOMES} outcomes, ${OUTCOMES - 1} of them kept before`);
    const figure = (out: string) => out.split("\n").find((line) => line.startsWith("monotonicity"));
    expect(figure(again.out)).toBe(figure(whole.out));
  },
);
