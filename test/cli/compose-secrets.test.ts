import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createBench, type Bench } from "./command-line.ts";

let bench: Bench;
beforeEach(() => void (bench = createBench()));
afterEach(() => bench.dispose());

const read = (path: string) => readFileSync(join(bench.home, "volumes", path), "utf8").trim();
const all = () =>
  readdirSync(join(bench.home, "volumes"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const compose = () => bench.run("keys", "compose", join(bench.home, "volumes"));

test("makes every secret once, each for its owner alone, and shows none", async () => {
  const first = await compose();
  expect([first.code, first.out]).toEqual([0, ""]);
  expect(all()).toHaveLength(10);
  for (const path of all()) {
    expect(statSync(path).mode & 0o777, path).toBe(0o600);
    expect(first.err).not.toContain(readFileSync(path, "utf8").trim());
  }
  expect(read("server/database_url")).toBe(`postgres://wmmm_server:${read("postgres/server_password")}@postgres:5432/wmmm`);
  expect(read("migrate/database_url")).toBe(`postgres://wmmm_owner:${read("postgres/owner_password")}@postgres:5432/wmmm`);
  expect(read("server/redis_url")).toBe(`redis://:${read("redis/password")}@redis:6379`);
  expect(read("redis/auth.conf")).toBe(`requirepass ${read("redis/password")}`);
  const passwords = ["superuser", "owner", "server"].map((who) => read(`postgres/${who}_password`));
  expect(new Set([...passwords, read("redis/password")]).size).toBe(4);
  for (const password of passwords) expect(password).toMatch(/^[\w-]{32}$/);
});

test("ended anywhere and run again it changes nothing that is there, and makes what is missing fit", async () => {
  await compose();
  const before = all().map((path) => [path, readFileSync(path, "utf8")]);
  rmSync(join(bench.home, "volumes/server/database_url"));
  writeFileSync(join(bench.home, "volumes/server/redis_url.new"), "half of");
  expect((await compose()).said).toContain("1 secrets were made");
  expect(all().map((path) => [path, readFileSync(path, "utf8")])).toEqual(expect.arrayContaining(before));
  expect((await compose()).said).toContain("All secrets were there");
});

test("a directory that cannot be written is a sentence and 2", async () => {
  writeFileSync(join(bench.home, "volumes"), "a file");
  const ran = await compose();
  expect([ran.code, ran.said]).toEqual([2, expect.stringContaining("could not be written")]);
});

test("addresses of services may stand in files; what is wrong with them is told without them", async () => {
  const file = join(bench.home, "url");
  const told = async (content: string) => {
    writeFileSync(file, content);
    bench.env["DATABASE_URL_FILE"] = file;
    return bench.run("list", "workspaces-that-are-none");
  };
  expect((await told("postgres://a:hunter22@h/d\npostgres://b")).said).toContain("holds more than one value");
  expect((await told("postgres://a:hunter22@h/d\npostgres://b")).said).not.toContain("hunter22");
  expect((await told("")).said).toContain("holds nothing");
  bench.env["DATABASE_URL_FILE"] = join(bench.home, "none");
  expect((await bench.run("doctor")).said).toContain("DATABASE_URL_FILE names");
  // What is set comes first: the file is not even looked at.
  bench.env["DATABASE_URL"] = "mysql://elsewhere";
  expect((await bench.run("doctor")).said).not.toContain("DATABASE_URL_FILE");
  delete bench.env["DATABASE_URL"];
  // Nobody listens there: that it was tried shows that the file was read.
  writeFileSync(file, "postgres://a:hunter22@127.0.0.1:1/d\n");
  bench.env["DATABASE_URL_FILE"] = file;
  const away = await bench.run("schedule", "list");
  expect([away.code, away.said]).toEqual([2, expect.stringContaining("127.0.0.1:1/d could not be reached")]);
  expect(away.said).not.toContain("hunter22");
});
