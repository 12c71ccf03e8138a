import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBench, type Bench } from "./command-line.ts";

let bench: Bench;
/** Every command as words, e.g. `["schedule", "add"]`, with its help. */
const commands = new Map<string, string>();

/** Names under "Commands:" of a help text. */
function namesIn(help: string): readonly string[] {
  const [, list = ""] = help.split("\nCommands:\n");
  const [lines = ""] = list.split("\n\n");
  return [...lines.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name]) => name!).filter((name) => name !== "help");
}

async function walk(path: readonly string[]): Promise<void> {
  const { out, code } = await bench.run(...path, "--help");
  expect(code, path.join(" ")).toBe(0);
  commands.set(path.join(" "), out);
  for (const name of namesIn(out)) await walk([...path, name]);
}

beforeAll(async () => {
  bench = createBench();
  await walk([]);
});
afterAll(() => bench.dispose());

describe("the help of every command", () => {
  test("is there, and says what it is for", () => {
    expect(commands.size).toBeGreaterThan(50);
    for (const [path, help] of commands) expect(help, path).toMatch(/^Usage: wmmm .*\n\n[A-Za-z]/);
  });

  test("fits a terminal of 80 columns, and shows no default of the program's own making", () => {
    const lines = [...commands].flatMap(([path, help]) => help.split("\n").map((line) => `${path}: ${line}`));
    expect(lines.filter((line) => line.slice(line.indexOf(": ") + 2).length > 80)).toEqual([]);
    expect(lines.filter((line) => /default: (?:\[|\{|null|undefined)/.test(line))).toEqual([]);
  });
});

describe("a command that was not understood", () => {
  test.each([
    [["bogus"], "wmmm: Unknown command 'bogus'. See: wmmm --help\n"],
    [["shwo"], "wmmm: Unknown command 'shwo' (Did you mean show?) See: wmmm --help\n"],
    [["explain"], "wmmm: Missing required argument 'id'. See: wmmm explain --help\n"],
    [["statements", "remove"], "wmmm: Missing required argument 'characteristic'. See: wmmm statements remove --help\n"],
    [["schedule", "add"], "wmmm: Required option '--cron <pattern>' not specified. See: wmmm schedule add --help\n"],
    [
      ["trend", "--every", "day"],
      "wmmm: Option '--every <step>' argument 'day' is invalid. Allowed choices are week, month, quarter. See: wmmm trend --help\n",
    ],
  ])("%j is a sentence, with where its help is, and 2", async (argv, err) => {
    expect(await bench.run(...argv)).toMatchObject({ code: 2, out: "", err });
  });

  test("a workspace where there is none leads to the first step", async () => {
    expect((await bench.run("show", "acme")).err).toBe('wmmm: There is no workspace "acme". Make one with "wmmm init".\n');
  });

  test("a file that is not there is one sentence for the first time, too", async () => {
    const { err, code } = await bench.run("connect", "file", "--workspace", "acme", "--path", "nope.csv");
    expect([err, code]).toEqual([
      "wmmm: The file of this connection is not there. Check --path; where the file has moved, connect again with the new one and the same --id.\n",
      2,
    ]);
  });
});
