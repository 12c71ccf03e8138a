import { chmodSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startLinearServer } from "../../fixtures/linear-server/server.ts";
import { FACETS } from "../../src/model/facet.ts";
import { smallWorkspace } from "../connectors/linear/small-workspace.ts";
import { SHARED_MISSING, sharedPath } from "../support/shared.ts";
import { createBench, expectHonestText, expectNarrow, expectPlain, TOKEN_VARIABLE, type Bench } from "./command-line.ts";
import { smallSite } from "./site.ts";

let bench: Bench;
beforeEach(async () => {
  bench = createBench();
  await bench.serve(smallSite(12), { permissions: { VIEW_READONLY_WORKFLOW: true } });
  await bench.connect();
});
afterEach(() => bench.dispose());

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ");

describe("doctor", () => {
  test("a workspace that was scanned: who we are, clock, token, quota, coverage, and what cannot be seen", async () => {
    await bench.run("scan");
    bench.now += 3 * 3_600_000;
    const { code, out, err } = await bench.run("doctor", "acme");
    expect(err).toBe("");
    expect(code).toBe(0);
    expectNarrow(out);
    expectPlain(out);
    expectHonestText(out);
    const said = oneLine(out);
    for (const line of [
      "ok Jira Cloud, signed in, 2 projects, 12 issues in scope",
      "ok Clocks agree",
      "It has: BROWSE_PROJECTS, VIEW_READONLY_WORKFLOW",
      "ok Quota: 99 of 100 requests left, filled up in 1 minute",
      "ok Last read whole 3 hours ago, 12 of 12 issues that Jira counts",
      "ok The store is whole: ",
      "none Pull requests: The development panel is not part of the public interface.",
      "part Blocked: Flags, blocking links",
      "Nothing has to be mended.",
    ])
      expect(said).toContain(line);
  });

  test("asks nothing but who we are and what may be done, and stores nothing", async () => {
    await bench.run("scan");
    const before = bench.server.requests.length;
    await bench.run("doctor", "acme");
    expect(bench.server.requests.slice(before).map(({ path }) => path)).toEqual([
      "/rest/api/3/myself",
      "/rest/api/3/project/search",
      "/rest/api/3/search/approximate-count",
      "/rest/api/3/mypermissions",
    ]);
  });

  test("--json has the same findings as one object, and the same exit code", async () => {
    await bench.run("scan");
    bench.now += 30 * 86_400_000;
    bench.ports = { outIsTerminal: false };
    const lines = await bench.run("doctor", "acme");
    const { code, out, err } = await bench.run("doctor", "acme", "--json");
    expect([code, err]).toEqual([lines.code, ""]);
    const { findings } = JSON.parse(out) as {
      readonly findings: readonly Readonly<Record<"place" | "state" | "text", string> & { fix: string | null }>[];
    };
    const told = findings.map(
      ({ place, state, text, fix }) =>
        `${state.padEnd(6)}${place === "" ? "" : `${place}: `}${text}${fix === null ? "" : ` ${fix}`}\n`,
    );
    expect(told.join("")).toBe(lines.out);
    expect(new Set(findings.map(({ place }) => place))).toEqual(new Set(["", "acme", "acme/jira"]));
  });

  test("off a terminal every finding is one line that names its place", async () => {
    bench.ports = { outIsTerminal: false };
    const { out } = await bench.run("doctor", "acme");
    const lines = out.trimEnd().split("\n");
    for (const line of lines) expect(line).toMatch(/^(?:ok|none|part|note|late|bad) +\S/);
    expect(lines.filter((line) => line.includes("acme/jira: "))).not.toHaveLength(0);
    expect(lines.filter((line) => /^(?:none|part) /.test(line))).toHaveLength(FACETS.length - fullFacets(out));
  });

  test("without a name all workspaces are told of, shortly", async () => {
    await bench.connect("--workspace", "beta");
    const { out } = await bench.run("doctor");
    expect(out).toContain("  acme/jira · Jira Cloud\n");
    expect(out).toContain("  beta/jira · Jira Cloud\n");
    expect(out).toMatch(/note {2}It was never read whole\.\n {8}-> Run "wmmm scan beta"\./);
    expect(out).not.toMatch(/^ {2}part/m);
  });

  test("a token that is wider than reading needs, or lacks a right, is a note with the least set; exit 0", async () => {
    await bench.serve(smallSite(3), { permissions: { ADMINISTER: true, EDIT_ISSUES: true } });
    await bench.connect("--workspace", "wide");
    const { code, out } = await bench.run("doctor", "wide");
    expect(oneLine(out)).toContain(
      "note Token: wider than reading needs (ADMINISTER, EDIT_ISSUES). -> Make the token with an account",
    );
    expect(oneLine(out)).toContain("note Token: VIEW_READONLY_WORKFLOW is missing; without it what happens cannot be compared");
    expect(code).toBe(0);
  });

  test("a site that will not tell rights is a note, and everything else is told all the same", async () => {
    bench.server.faults.on({ path: "/rest/api/3/mypermissions" }, { kind: "status", status: 404 });
    const { code, out } = await bench.run("doctor", "acme");
    expect(oneLine(out)).toContain("note What the token may do could not be asked.");
    expect(out).toContain("12 issues in scope");
    expect(code).toBe(0);
  });

  test("a clock that is wrong is told once, with both directions of mending", async () => {
    await bench.serve(smallSite(3), { clockSkewMs: 20 * 60_000 });
    await bench.connect("--workspace", "late");
    const { out } = await bench.run("doctor", "late");
    expect(oneLine(out)).toContain("note The clock of this machine is 20 minutes behind Jira's. -> Set this machine's clock");
    expect(out).not.toContain("Clocks");
  });

  test("a missing token is bad, exit 2; a vendor in trouble is late, exit 3", async () => {
    bench.server.faults.on({ path: "/rest/api/3/myself" }, { kind: "status", status: 503 });
    const late = await bench.run("doctor", "acme");
    expect(late.out).toMatch(/^ {2}late {2}Jira /m);
    expect(late.out).toContain("the data is incomplete for now");
    expect(late.code).toBe(3);
    delete bench.env[TOKEN_VARIABLE];
    const bad = await bench.run("doctor", "acme");
    expect(bad.out).toMatch(/^ {2}bad {3}The environment variable ACME_TOKEN is not set/m);
    expect(bad.out).toContain("1 thing has to be mended.");
    expect(bad.code).toBe(2);
  });

  test("a damaged store is found, exit 2", async () => {
    await bench.run("scan");
    const path = join(bench.home, "acme.sqlite");
    const bytes = readFileSync(path);
    // Everything behind the first pages, which hold the list of tables.
    bytes.fill(0x5a, Math.floor(bytes.length / 2));
    writeFileSync(path, bytes);
    const { code, out } = await bench.run("doctor", "acme");
    expect(out).toMatch(/^ {2}bad {3}/m);
    expect(oneLine(out)).toMatch(/damage/);
    expect(code).toBe(2);
    truncateSync(path, 10);
    expect((await bench.run("doctor", "acme")).code).toBe(2);
  });

  test.skipIf(process.platform === "win32")(
    "files that others can read are told, with the command that closes them",
    async () => {
      chmodSync(join(bench.home, "acme.sqlite"), 0o644);
      const { out } = await bench.run("doctor", "acme");
      expect(oneLine(out)).toMatch(/note Others on this machine can read the store\. -> Close it with: chmod 600/);
    },
  );

  test("a proxy that is not used, and certificates that are not checked", async () => {
    Object.assign(bench.env, { HTTPS_PROXY: "http://user:secret@proxy", NODE_TLS_REJECT_UNAUTHORIZED: "0" });
    const { code, out } = await bench.run("doctor", "acme");
    expect(oneLine(out)).toContain("note HTTPS_PROXY is set, and wmmm does not use it");
    expect(oneLine(out)).toContain("bad NODE_TLS_REJECT_UNAUTHORIZED=0 switches off");
    expect(out).not.toContain("secret");
    expect(code).toBe(2);
  });

  test.each([60, 80, 120])("fits a terminal of %i columns", async (columns) => {
    bench.ports = { columns };
    const { out } = await bench.run("doctor", "acme");
    expectNarrow(out, columns);
    expect(oneLine(out)).toContain("AI agents: Rovo agents that act under their own account");
  });
});

const schemaPath = sharedPath("schemas/linear.graphql");
describe.skipIf(schemaPath === null)(`doctor on Linear (${schemaPath === null ? SHARED_MISSING : "the schema is here"})`, () => {
  test("tells quotas, that the rights of a key cannot be listed, and what another connection makes up for", async () => {
    const linear = await startLinearServer(smallWorkspace(12), readFileSync(schemaPath!, "utf8"), { now: () => bench.now });
    try {
      bench.env["LINEAR_KEY"] = linear.token;
      const to = ["--workspace", "acme", "--api-url", linear.url, "--token-env", "LINEAR_KEY"];
      await bench.run("connect", "linear", ...to);
      const said = oneLine((await bench.run("doctor", "acme")).out);
      expect(said).toMatch(/ok Quota: 2,49\d of 2,500 requests left, filled up in 60 minutes/);
      expect(said).toMatch(/ok Quota: 2,999,\d+ of 3,000,000 complexity left/);
      expect(said).toContain("note Token: This is a personal API key; Linear does not tell what it may do");
      expect(said).toContain("-> Restrict the key to Read");
      expect(said).toContain(
        "none Pull requests: The development panel is not part of the public interface. Another connection of this workspace shows it.",
      );
      expect(said).not.toContain(linear.token);
    } finally {
      await linear.close();
    }
  });
});

function fullFacets(out: string): number {
  return Number(/it shows (\d+) fully/.exec(out)![1]);
}
