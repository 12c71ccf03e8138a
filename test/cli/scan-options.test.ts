import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Result } from "../../src/model/result.ts";
import { AS_OF, createBench, history, TOKEN_VARIABLE, type Bench } from "./command-line.ts";
import { judgedSite, livelySite, smallSite } from "./site.ts";

let bench: Bench;
beforeEach(async () => {
  bench = createBench();
  await bench.serve(livelySite(150, 7));
  await bench.connect();
});
afterEach(() => bench.dispose());

const asked = () => bench.server.requests.length;

describe("--as-of", () => {
  test.each([
    "garbage",
    "garbage 1",
    "5",
    "2026",
    "2026-06",
    "2026-02-31",
    "2026-13-01",
    "06/30/2026",
    "2026-06-30 12:00",
    "2026-06-30T25:00Z",
    "-1",
    "",
    "NaN",
  ])("%j is refused with exit 2 before anything is asked", async (value) => {
    const before = asked();
    const { code, said, out } = await bench.run("scan", `--as-of=${value}`);
    expect(said).toContain("Write a day (2026-06-30) or an instant (2026-06-30T12:00:00Z).");
    expect(out).toBe("");
    expect(code).toBe(2);
    expect(asked()).toBe(before);
  });

  test("a day ahead is refused, today is now", async () => {
    const ahead = await bench.run("scan", "--as-of", "2027-01-01");
    expect(ahead.said).toContain("--as-of lies in the future, of which nothing is recorded yet. Give a day that has passed");
    expect(ahead.code).toBe(2);
    const today = await bench.run("scan", "--json", "--as-of", "2026-07-20");
    expect((JSON.parse(today.out) as Result).asOf).toBe(new Date(bench.now).toISOString());
  });

  test("a day is meant to its end, an instant without a zone is UTC", async () => {
    const asOf = async (value: string) =>
      (JSON.parse((await bench.run("scan", "--json", "--no-sync", "--as-of", value)).out) as Result).asOf;
    await bench.run("scan");
    expect(await asOf("2026-06-30")).toBe("2026-06-30T23:59:59.999Z");
    expect(await asOf("2026-06-30T12:00")).toBe("2026-06-30T12:00:00.000Z");
    expect(await asOf("2026-06-30T12:00:00.5Z")).toBe("2026-06-30T12:00:00.500Z");
    expect(await asOf("2026-06-30T12:00+02:00")).toBe("2026-06-30T10:00:00.000Z");
  });

  test("a question about the past does not replace the result that is shown", async () => {
    await bench.run("scan");
    const shown = await bench.run("show", "--json");
    const past = await bench.run("scan", "--json", "--as-of", AS_OF);
    expect(JSON.parse(past.out)).not.toEqual(JSON.parse(shown.out));
    expect((await bench.run("show", "--json")).out).toBe(shown.out);
  });
});

describe("--record and --replay", () => {
  test("a replay gives the same result without a request and without a token", async () => {
    const first = await bench.run("scan", "--json", "--record", join(bench.home, "raw"));
    expect(first.code).toBe(0);
    const raw = readdirSync(join(bench.home, "raw"));
    expect(raw.length).toBeGreaterThan(10);
    const before = asked();
    const again = createBench();
    try {
      again.server = bench.server;
      delete again.env[TOKEN_VARIABLE];
      expect((await again.connect("--no-check")).code).toBe(0);
      const replay = await again.run("scan", "--json", "--quiet", "--replay", join(bench.home, "raw"));
      expect(replay.err).toBe("");
      expect(replay.code).toBe(0);
      expect(replay.out).toBe(first.out);
      expect(asked()).toBe(before);
      expect(await again.withStore(history)).toEqual(await bench.withStore(history));
    } finally {
      again.server = undefined as unknown as Bench["server"];
      await again.dispose();
    }
  });

  test("a recording that is missing or of something else says so, exit 2, and a good one is not spoilt", async () => {
    const before = asked();
    const missing = await bench.run("scan", "--replay", join(bench.home, "nowhere"));
    expect(missing.said).toContain('There is no recording in "');
    expect(missing.said).toContain("Name a directory that was made with --record.");
    expect(missing.code).toBe(2);
    mkdirSync(join(bench.home, "empty"));
    const empty = await bench.run("scan", "--replay", join(bench.home, "empty"));
    expect(empty.said).toContain("The recording holds no answer to GET /rest/api/3/myself. Replay into an empty workspace");
    expect(empty.out).toBe("");
    expect(empty.code).toBe(2);
    expect(asked()).toBe(before);
  });

  test("a recording that ends early gives what there is, exit 3", async () => {
    const raw = join(bench.home, "raw");
    await bench.run("scan", "--record", raw);
    const changelogs = readdirSync(raw).filter((name) => readFileSync(join(raw, name), "utf8").includes('"issueChangeLogs"'));
    expect(changelogs).toHaveLength(1);
    const again = createBench();
    try {
      again.server = bench.server;
      await again.connect("--no-check");
      for (const name of changelogs) rmSync(join(raw, name));
      const replay = await again.run("scan", "--replay", raw);
      expect(replay.said).toContain(
        "jira/issues, page 1: The recording holds no answer to POST /rest/api/3/changelog/bulkfetch, page 1.",
      );
      expect(replay.code).toBe(3);
    } finally {
      again.server = undefined as unknown as Bench["server"];
      await again.dispose();
    }
  });

  test("a recording that can no longer be written ends the read with a sentence, exit 3; what was read is stored", async () => {
    const raw = join(bench.home, "raw");
    await bench.serve(livelySite(20, 7), {
      onRequest: ({ path }) => {
        if (path !== "/rest/api/3/search/jql") return;
        rmSync(raw, { recursive: true, force: true });
        writeFileSync(raw, "");
      },
    });
    await bench.connect("--id", "again", "--workspace", "again");
    const scan = await bench.run("scan", "again", "--record", raw);
    expect(scan.said).toMatch(
      /again\/issues, page 1: The recording could not be written \(E[A-Z]+\)\. Make room, or name another directory/,
    );
    expect(scan.code).toBe(3);
    expect((await bench.run("scan", "again")).code).toBe(0);
  });

  test("a directory that cannot be written to, and both at once, are refused before anything is asked", async () => {
    const before = asked();
    writeFileSync(join(bench.home, "file"), "");
    const record = await bench.run("scan", "--record", join(bench.home, "file"));
    expect(record.said).toContain("cannot be written to. Name one for --record that you may write to.");
    expect(record.code).toBe(2);
    const both = await bench.run("scan", "--record", "a", "--replay", "b");
    expect(both.said).toContain("cannot be used with option '--record <dir>'");
    expect(both.code).toBe(2);
    expect(asked()).toBe(before);
  });
});

describe("--fail-under", () => {
  test("met: exit 0; not met: exit 1 with a sentence; no number of a level: exit 2", async () => {
    await bench.serve(judgedSite());
    await bench.connect("--workspace", "judged");
    const found = (await bench.resultOf("judged")).level.best!;
    expect(found).toBeGreaterThanOrEqual(2);
    expect(found).toBeLessThan(5);
    const met = await bench.run("scan", "judged", "--no-sync", "--as-of", AS_OF, "--fail-under", String(found));
    expect(met.err).toBe("");
    expect(met.code).toBe(0);
    const missed = await bench.run("scan", "judged", "--no-sync", "--as-of", AS_OF, "--fail-under", String(found + 1));
    expect(missed.said).toContain(`wmmm: --fail-under ${found + 1} is not met: the best estimate is level ${found}. `);
    expect(missed.out).toContain(`Level ${found}`);
    expect(missed.code).toBe(1);
    for (const level of ["1", "6", "high", "2.5", ""])
      expect((await bench.run("scan", "judged", `--fail-under=${level}`)).code).toBe(2);
  });

  test("a level that cannot be judged does not meet it: exit 1, and the sentence claims no level", async () => {
    await bench.serve(smallSite(2));
    await bench.connect("--id", "two", "--workspace", "tiny");
    const { code, said } = await bench.run("scan", "tiny", "--fail-under", "2");
    expect(said).toContain("wmmm: --fail-under 2 is not met: the level cannot be judged from this data. ");
    expect(code).toBe(1);
  });

  test("on incomplete data exit 3 comes first, since what is missing may be what meets it", async () => {
    bench.server.faults.on({ path: "/rest/api/3/search/jql" }, { kind: "status", status: 503 });
    const { code, said } = await bench.run("scan", "--fail-under", "2");
    expect(said).toContain("is not met: the level cannot be judged from this data, and the data is incomplete.");
    expect(code).toBe(3);
  });
});

describe("names of workspaces", () => {
  test.each(["../up", "a/b", "Acme", "a b", "-a", "a-", ".hidden", "con", "a".repeat(64), "a\u0000b", "acme.sqlite", ""])(
    "%j is refused by every command, exit 2, and makes no file",
    async (name) => {
      const files = bench.files().map((file) => file.name);
      const commands = [
        ["scan", "--", name],
        ["show", "--", name],
        ["export", "--out", "x.md", "--", name],
        ["explain", "3.2", `--workspace=${name}`],
        [
          "connect",
          "jira",
          `--workspace=${name}`,
          "--url",
          bench.server.url,
          "--email",
          bench.server.email,
          "--token-env",
          TOKEN_VARIABLE,
        ],
      ];
      for (const argv of commands) {
        const { code, said, out } = await bench.run(...argv);
        expect(said).toContain("cannot be the name of a workspace. Use 1 to 63 lower-case letters, digits and hyphens");
        expect(out).toBe("");
        expect(code).toBe(2);
      }
      expect(bench.files().map((file) => file.name)).toEqual(files);
    },
  );

  test("the demo's own name is refused, since the demo makes that workspace anew each time", async () => {
    const { code, said } = await bench.connect("--workspace", "demo");
    expect(said).toContain(
      'The workspace "demo" belongs to "wmmm demo", which makes it anew each time. Give this one another name.',
    );
    expect(code).toBe(2);
  });

  test("the demo's site is not missed when the demo is over", async () => {
    await bench.connect("--workspace", "gone", "--token-env", "WMMM_DEMO_TOKEN", "--no-check");
    const scan = await bench.run("scan", "gone");
    expect(scan.said).toBe(
      'wmmm: The demo organisation is only served while the demo runs. Run "wmmm demo" again, or read a site of your own: "wmmm connect jira --help". ',
    );
    expect(scan.code).toBe(2);
    const doctor = await bench.run("doctor", "gone");
    expect(doctor.out.replaceAll(/\s+/g, " ")).toContain('ok Made by "wmmm demo", whose site is only there while it runs');
    expect(doctor.code).toBe(0);
  });

  test("an unknown workspace names those there are", async () => {
    for (const argv of [
      ["scan", "other"],
      ["show", "other"],
      ["export", "other", "--out", "x.md"],
      ["explain", "3.2", "--workspace", "other"],
    ]) {
      const { code, said } = await bench.run(...argv);
      expect(said).toBe('wmmm: There is no workspace "other". The workspaces are: acme. ');
      expect(code).toBe(2);
    }
    const doctor = await bench.run("doctor", "other");
    expect(doctor.out.replaceAll(/\s+/g, " ")).toContain('There is no workspace "other".');
    expect(doctor.code).toBe(2);
  });

  test("none at all, or several and none named", async () => {
    const fresh = createBench();
    try {
      const none = await fresh.run("scan");
      expect(none.said).toBe('wmmm: There is no workspace yet. Make one with "wmmm init", or see "wmmm demo". ');
      expect(none.code).toBe(2);
      expect((await fresh.run("doctor")).out).toContain("There is no workspace yet.");
    } finally {
      await fresh.dispose();
    }
    await bench.connect("--workspace", "beta");
    const several = await bench.run("scan");
    expect(several.said).toBe("wmmm: There are several workspaces. Name one of: acme, beta. ");
    expect(several.code).toBe(2);
  });

  test("a workspace that was never scanned has no result, and says what to run", async () => {
    for (const argv of [["show"], ["export", "--out", "x.md"]]) {
      const { code, said } = await bench.run(...argv);
      expect(said).toBe('wmmm: Workspace "acme" has no result yet. Run "wmmm scan acme" first. ');
      expect(code).toBe(2);
    }
  });
});

test("a suffix without a format is refused before anything is asked", async () => {
  const before = asked();
  const { code, said } = await bench.run("scan", "--out", "report.pdf");
  expect(said).toContain('The suffix of "report.pdf" names no format. Use one of: .html .json .csv .md.');
  expect(code).toBe(2);
  expect(asked()).toBe(before);
});

test("a file that is no workspace is named, exit 2, and is left as it is", async () => {
  writeFileSync(join(bench.home, "broken.sqlite"), "this is no database, whatever its name says; ".repeat(200));
  const { code, said } = await bench.run("scan", "broken");
  expect(said).toContain("broken.sqlite is damaged or is no workspace. Put back a copy of it");
  expect(code).toBe(2);
  expect(
    bench
      .files()
      .find(({ name }) => name === "broken.sqlite")!
      .bytes.toString(),
  ).toContain("this is no database");
});
