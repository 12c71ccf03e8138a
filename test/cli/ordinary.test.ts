import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SIGNALS } from "../../signals/index.ts";
import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import type { Result } from "../../src/model/result.ts";
import { createBench, expectHonestText, expectNarrow, expectPlain, type Bench, type Ran } from "./command-line.ts";
import { judgedSite } from "./site.ts";

let bench: Bench;
let connect: Ran;
let scan: Ran;

beforeAll(async () => {
  bench = createBench();
  await bench.serve(judgedSite());
  connect = await bench.connect();
  scan = await bench.run("scan");
});
afterAll(() => bench.dispose());

/** What holds for all that an ordinary command prints. */
function expectOrdinary({ code, out, err }: Ran): void {
  expect(code, err).toBe(0);
  for (const text of [out, err]) {
    expectHonestText(text);
    expectNarrow(text);
    expectPlain(text);
    expect(text).not.toMatch(/[ \t]$/m);
  }
}

describe("the ordinary path", () => {
  test("connect tells what the token sees and what comes next", () => {
    expectOrdinary(connect);
    expect(connect.out).toMatch(
      /^Jira Cloud, signed in, 1 project\.\nThe first scan will read about \d+ issues with \d+ to \d+ requests, in up to 2\s+minutes\.\nConnected\. Next: wmmm scan acme\n$/,
    );
    expect(connect.err).toBe("");
  });

  test("scan prints the result on stdout and what was read on stderr", () => {
    expectOrdinary(scan);
    expect(scan.out).toMatch(/^ {2}Level [1-5] · /m);
    for (const { id } of CHARACTERISTICS) expect(scan.out).toContain(`\n  ${id}  `);
    // Off a terminal, a read that is over in a moment needs no progress.
    expect(scan.err).toMatch(/^jira: \d+ issues, 1 board, 1 workflow, 1 project read with \d+ requests\n$/);
  });

  test("what was announced is what it took", () => {
    const [, low, high] = /with (\d+) to (\d+) requests/.exec(connect.out)!.map(Number);
    const took = Number(/with (\d+) requests/.exec(scan.err)![1]);
    expect(took).toBeGreaterThanOrEqual(low!);
    expect(took).toBeLessThanOrEqual(high!);
  });

  test("show prints the same again, --json the object that the terminal result was made of", async () => {
    const show = await bench.run("show", "acme");
    expectOrdinary(show);
    expect(show.out).toBe(scan.out);
    const json = await bench.run("show", "--json");
    expect(json.code).toBe(0);
    const result = JSON.parse(json.out) as Result;
    expect(result.characteristics).toHaveLength(25);
    expect(result.signals).toHaveLength(45);
    expect(scan.out).toContain(`Level ${result.level.best} · `);
  });

  test.each(CHARACTERISTICS.map(({ id, text }) => [id, text] as const))("explain %s", async (id, text) => {
    const page = await bench.run("explain", id);
    expectOrdinary(page);
    expect(page.out.replaceAll(/\s+/g, " ")).toContain(`${id} ${text}`);
    for (const heading of ["In acme, as of 20 Jul 2026", "Inferred from", "What cannot be seen", "How to get there"]) {
      expect(page.out).toContain(`\n  ${heading}\n`);
    }
  });

  test("explain says what would make the evidence sufficient, and what carries a rating", async () => {
    const result = JSON.parse((await bench.run("show", "--json")).out) as Result;
    const unrated = result.characteristics.find(({ rating, toSuffice }) => rating === "I" && (toSuffice ?? []).length > 0)!;
    const page = (await bench.run("explain", unrated.id)).out;
    expect(page).toContain("\n  What would make it sufficient\n");
    expect(page.replaceAll(/\s+/g, " ")).toContain(`- ${unrated.toSuffice![0]!}`);
    const rated = result.characteristics.find(({ attainment }) => attainment !== null)!;
    expect((await bench.run("explain", rated.id)).out).toContain(`Kinds of evidence: ${rated.evidenceFamilies.join(", ")}.`);
  });

  test.each(SIGNALS.map(({ id, reference, title }) => [reference, id, title] as const))(
    "explain %s %s",
    async (reference, id, title) => {
      const page = await bench.run("explain", id);
      expectOrdinary(page);
      expect(page.out.replaceAll(/\s+/g, " ")).toContain(title);
      expect(page.out).toContain("\n  In acme, as of 20 Jul 2026\n");
      expect((await bench.run("explain", reference.toLowerCase())).out).toBe(page.out);
    },
  );

  test.each(["3.2", "S04"])("explain %s --json has the definition and what show --json says of it", async (id) => {
    const shown = JSON.parse((await bench.run("show", "--json")).out) as Result;
    const { code, out, err } = await bench.run("explain", id, "--json");
    expect([code, err]).toEqual([0, ""]);
    const { kind, definition, workspace, asOf, result } = JSON.parse(out) as Record<string, unknown> & {
      readonly definition: { readonly id: string };
    };
    expect([kind, workspace, asOf]).toEqual([id === "3.2" ? "characteristic" : "signal", "acme", shown.asOf]);
    const known: readonly { readonly id: string }[] = id === "3.2" ? shown.characteristics : shown.signals;
    expect(result).toEqual(known.find((one) => one.id === definition.id));
    expect(result).toHaveProperty("id");
  });

  test("explain works without any workspace, and helps where an id is half right", async () => {
    const fresh = createBench();
    try {
      const page = await fresh.run("explain", "S04");
      expectOrdinary(page);
      expect(page.out).not.toContain("In acme");
      const near = await fresh.run("explain", "assignee");
      expect(near.said).toContain('Nothing is called "assignee". Did you mean assignee-coverage-at-start?');
      expect(near.code).toBe(2);
      expect((await fresh.run("explain", "9.9")).said).toContain('See "wmmm list characteristics" and "wmmm list signals".');
    } finally {
      await fresh.dispose();
    }
  });

  test("list: one line for each, on a terminal within its width, in a pipe in full", async () => {
    for (const [what, count] of [
      ["signals", 45],
      ["characteristics", 25],
      ["workspaces", 1],
    ] as const) {
      const listed = await bench.run("list", what);
      expectOrdinary(listed);
      expect(listed.out.trimEnd().split("\n")).toHaveLength(count);
      const json = await bench.run("list", what, "--json");
      expect(JSON.parse(json.out)).toHaveLength(count);
      bench.ports = { outIsTerminal: false };
      expect((await bench.run("list", what)).out).not.toContain("…");
      bench.ports = {};
    }
    const listed = await bench.run("list", "connectors");
    expectOrdinary(listed);
    expect(listed.out).toContain("Jira Cloud");
    expect(listed.out).toContain("read:jira-work");
    const wrong = await bench.run("list", "everything");
    expect(wrong.said).toContain(
      'There is no list of "everything". Ask for one of: signals, characteristics, connectors, workspaces.',
    );
    expect(wrong.code).toBe(2);
  });

  test("export writes all formats of the same result", async () => {
    const names = ["out/report.html", "out/result.json", "out/evidence.csv", "out/summary.md"];
    const exported = await bench.run("export", ...names.flatMap((name) => ["--out", name]));
    expectOrdinary(exported);
    expect(exported.err).toBe(names.map((name) => `Wrote ${name}\n`).join(""));
    const [html, json, csv, md] = names.map((name) => readFileSync(join(bench.home, name), "utf8")) as [
      string,
      string,
      string,
      string,
    ];
    expect(json).toBe((await bench.run("show", "--json")).out);
    expect(html.length).toBeLessThan(1_000_000);
    expect(html).not.toMatch(/(?:src|href)="https?:\/\/(?!127\.0\.0\.1)/);
    for (const text of [csv, md]) expectHonestText(text);
    expect(csv.split("\r\n").length).toBeGreaterThan(40);
    // An option may carry several files at once, too.
    expect((await bench.run("export", "--out", "a.md", "b.csv")).code).toBe(0);
  });

  test("doctor finds nothing wrong, and says what is where", async () => {
    const doctor = await bench.run("doctor");
    expectOrdinary(doctor);
    expect(doctor.out).toMatch(/^ {2}ok {4}wmmm \d/m);
    expect(doctor.out).toMatch(/^ {2}acme\/jira · Jira Cloud\n {2}ok {4}Jira Cloud, signed in, 1 project, \d+ issues in scope$/m);
    expect(doctor.out).not.toContain("bad");
  });

  test("doctor names what is wrong with a connection and exits with 2", async () => {
    bench.server.faults.on({ path: "/rest/api/3/myself" }, { kind: "status", status: 401 });
    const doctor = await bench.run("doctor", "acme");
    bench.server.faults.clear();
    expectNarrow(doctor.out);
    expect(doctor.out.replaceAll(/\s+/g, " ")).toContain("acme/jira · Jira Cloud bad Jira refused the token");
    expect(doctor.code).toBe(2);
  });

  test("colour only where it was asked for", async () => {
    bench.ports = { colour: true };
    expect((await bench.run("show")).out).toContain("\u001B[1m");
    bench.ports = {};
    expectPlain((await bench.run("show")).out);
  });

  test("narrow and wide terminals", async () => {
    for (const columns of [60, 72, 100, 200]) {
      bench.ports = { columns };
      const shown = await bench.run("show");
      expect(shown.code).toBe(0);
      expectNarrow(shown.out, Math.min(columns, 100));
    }
    bench.ports = {};
  });
});

describe("help", () => {
  test.each(["", "scan", "connect", "connect jira", "show", "explain", "list", "export", "doctor", "demo"])(
    "%s --help",
    async (command) => {
      const help = await bench.run(...command.split(" ").filter((word) => word !== ""), "--help");
      expect(help.out).toMatch(/^Usage: wmmm /);
      expectOrdinary(help);
    },
  );

  test("wrong words are told apart, exit 2", async () => {
    bench.ports = { errIsTerminal: true };
    for (const argv of [[], ["scna"], ["scan", "a", "b"], ["scan", "--jsno"], ["connect"], ["connect", "trello"], ["explain"]]) {
      const ran = await bench.run(...argv);
      expect(ran.code).toBe(2);
      expect(ran.out).toBe("");
      expect(ran.err).not.toBe("");
      expectNarrow(ran.err);
    }
    expect((await bench.run("scna")).said).toContain("(Did you mean scan?)");
  });

  test("the version alone", async () => {
    for (const flag of ["--version", "-V"]) {
      const { code, out } = await bench.run(flag);
      expect(code).toBe(0);
      expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
    }
  });
});
