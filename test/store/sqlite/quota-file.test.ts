import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { QUOTA_FILE, quotaFile } from "../../../src/store/sqlite/quota-file.ts";

const DAY = 86_400_000;
let directory = "";
let now = Date.UTC(2026, 10, 1);

beforeEach(() => void (directory = mkdtempSync(join(tmpdir(), "wmmm-quota-"))));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = (salt = 1) =>
  quotaFile<{ readonly count: number }>({
    path: join(directory, "deep", QUOTA_FILE),
    now: () => now,
    randomBytes: (size) => Buffer.alloc(size, salt),
  });
const add = (file: ReturnType<typeof open>, key = "k") =>
  file.update(key, (stored) => {
    const count = (stored?.count ?? 0) + 1;
    return { state: { count }, result: count };
  });

test("who opens the file later finds what was stored, under the same hash, and no token in it", async () => {
  const [one, other] = [open(1), open(2)];
  const account = "api.tracker.example\nBearer s3cret-token";
  expect(other.hash(account)).toBe(one.hash(account));
  expect(one.hash("api.tracker.example\nBearer another")).not.toBe(one.hash(account));
  expect(await add(one, one.hash(account))).toBe(1);
  expect(await add(other, one.hash(account))).toBe(2);
  for (const name of readdirSync(join(directory, "deep")))
    expect(readFileSync(join(directory, "deep", name)).includes("s3cret")).toBe(false);
});

test("a damaged file is made anew, and what is not used any more goes", async () => {
  await add(open(), "old");
  now += 3 * DAY;
  await add(open(), "new");
  expect(await add(open(), "old")).toBe(1);
  writeFileSync(join(directory, "deep", QUOTA_FILE), "this is no database, and long enough to be looked at ".repeat(100));
  expect(await add(open(), "new")).toBe(1);
  expect(await add(open(), "new")).toBe(2);
});

test("a file that another process took away is found again", async () => {
  const file = open();
  expect(await add(file)).toBe(1);
  rmSync(join(directory, "deep"), { recursive: true });
  // Whatever is told to the file that is gone is told to nobody, for two seconds at most.
  await vi.waitFor(async () => expect(await add(file).then(() => add(open()))).toBeGreaterThan(1), {
    timeout: 5000,
    interval: 100,
  });
});

test("where there can be no file the process goes by what it knows itself", async () => {
  writeFileSync(join(directory, "deep"), "a file where a directory should be");
  const file = quotaFile<{ readonly count: number }>({
    path: directory,
    now: () => now,
    randomBytes: (size) => Buffer.alloc(size),
  });
  expect(await add(file)).toBe(1);
  expect(await add(file)).toBe(2);
  expect(file.hash("a")).toBe(file.hash("a"));
});

test("processes that change it at the same time, and are killed while they do, lose nothing of the others", async () => {
  const module = new URL("../../../src/store/sqlite/quota-file.ts", import.meta.url).href;
  const child = `
    const { quotaFile } = await import(${JSON.stringify(module)});
    const file = quotaFile({ path: process.argv[1], now: () => 0, randomBytes: (size) => Buffer.alloc(size, 1) });
    for (let index = 0; index < Number(process.argv[2]); index++) {
      await file.update("k", (stored) => ({ state: { count: (stored?.count ?? 0) + 1 }, result: null }));
      if (index === 0) process.stdout.write("begun");
    }`;
  await add(open());
  const run = (times: number) =>
    spawn(process.execPath, ["--input-type=module", "-e", child, join(directory, "deep", QUOTA_FILE), String(times)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  const endless = run(1_000_000);
  await once(endless.stdout, "data");
  const before = await add(open());
  const workers = [run(150), run(150)];
  const ended = workers.map((worker) => once(worker, "exit"));
  await Promise.race(ended);
  endless.kill("SIGKILL");
  await Promise.all(ended);
  expect(await add(open())).toBeGreaterThanOrEqual(before + 300);
  const database = new DatabaseSync(join(directory, "deep", QUOTA_FILE));
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  database.close();
});
