import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
let copy = "";

function scaffold(...words: string[]) {
  return spawnSync(process.execPath, [`${root}scripts/new.ts`, ...words, "--root", copy], { encoding: "utf8" });
}

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "wmmm-new-"));
  for (const part of ["src", "signals", "connectors", "test", "tsconfig.json", "package.json"])
    cpSync(root + part, join(copy, part), { recursive: true });
  symlinkSync(`${root}node_modules`, join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test("what is scaffolded compiles, is registered, and its test passes", () => {
  const made = [
    scaffold("signal", "clarity", "review-latency"),
    scaffold("characteristic", "3.6", "work-is-limited"),
    scaffold("connector", "trello"),
  ];
  expect(made.map(({ status, stderr }) => [status, stderr])).toEqual([
    [0, ""],
    [0, ""],
    [0, ""],
  ]);
  expect(readFileSync(join(copy, "signals/index.ts"), "utf8")).toMatch(/\n {2}reviewLatency,\n\];/);
  expect(readFileSync(join(copy, "src/maturity/characteristics/index.ts"), "utf8")).toMatch(/\n {2}c36,\n\];/);
  expect(readFileSync(join(copy, "connectors/index.ts"), "utf8")).toContain(
    'trello: async () => (await import("./trello/index.ts")).trello',
  );
  const bin = `${root}node_modules/.bin`;
  // Only what was made, its registries, and what these import: the rest of the tree has been compiled by `npm run check`.
  const files = made.flatMap(({ stdout }) => [...stdout.matchAll(/^(?:new |line) {2}(\S+\.ts)$/gm)].map(([, path]) => path!));
  expect(files).toHaveLength(10);
  writeFileSync(join(copy, "tsconfig.made.json"), JSON.stringify({ extends: "./tsconfig.json", include: [], files }));
  const compiled = spawnSync(process.execPath, [`${bin}/tsc`, "-p", "tsconfig.made.json"], { encoding: "utf8", cwd: copy });
  expect([compiled.status, compiled.stdout]).toEqual([0, ""]);
  const tests = ["clarity/review-latency", "work-is-limited", "trello"];
  const run = () =>
    execFileSync(process.execPath, [`${bin}/vitest`, "run", "--root", copy, ...tests], {
      cwd: copy,
      encoding: "utf8",
      stdio: "pipe",
    });
  expect(run()).toMatch(/3 passed/);
}, 120_000);

test("what is there is never overwritten, and nonsense is answered with a sentence", () => {
  expect(scaffold("signal", "clarity", "retro-logging")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("is there already"),
  });
  expect(scaffold("signal", "speed", "x")).toMatchObject({ status: 2, stderr: expect.stringContaining("clarity, coordination") });
  expect(scaffold()).toMatchObject({ status: 2, stderr: expect.stringContaining("Say what to make") });
});
