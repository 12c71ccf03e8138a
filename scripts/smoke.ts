/** The built program as a user meets it: first minute, exit codes, streams. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connectors } from "../connectors/index.ts";
import { resultSchema } from "../src/report/result-schema.ts";
import { startServed } from "./verify-jobs/served.ts";

const bin = fileURLToPath(new URL("../bin/wmmm.js", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "wmmm-smoke-"));
let failed = 0;

function wmmm(...argv: string[]) {
  const run = spawnSync(process.execPath, [bin, ...argv], {
    encoding: "utf8",
    cwd: home,
    env: { ...process.env, WMMM_HOME: join(home, "data"), NO_COLOR: "1" },
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

function expect(what: string, holds: boolean, seen: unknown): void {
  if (holds) return;
  failed++;
  console.error(`FAIL  ${what}\n      saw: ${JSON.stringify(seen)?.slice(0, 400)}`);
}

try {
  const version = wmmm("--version");
  expect("--version prints a version", /^\d+\.\d+\.\d+\n$/.test(version.out) && version.code === 0, version);
  const help = wmmm("--help");
  expect("--help names the exit codes", help.code === 0 && help.out.includes("Exit codes"), help);
  expect(
    "a typo is answered with a suggestion and 2",
    ((run) => run.code === 2 && run.err.includes("Did you mean scan"))(wmmm("scna")),
    wmmm("scna"),
  );
  expect("no workspace yet is a usage problem", wmmm("scan").code === 2, wmmm("scan"));

  const demo = wmmm("demo");
  expect("demo succeeds", demo.code === 0, demo.err);
  expect("demo prints a level", /Level [1-5] · /.test(demo.out), demo.out.slice(0, 300));
  expect(
    "no line is wider than 80",
    demo.out.split("\n").every((line) => [...line].length <= 80),
    demo.out.split("\n").filter((line) => [...line].length > 80),
  );
  expect("demo writes the report", existsSync(join(home, "wmmm-demo-report.html")), demo.err);

  const json = wmmm("show", "demo", "--json");
  expect("--json follows the schema", resultSchema.safeParse(JSON.parse(json.out)).success, json.out.slice(0, 200));
  const again = wmmm("scan", "demo", "--no-sync", "--as-of", "2026-06-30", "--json");
  expect("--no-sync judges what is stored, byte for byte", again.out === json.out && again.code === 0, [again.code, again.err]);
  expect(
    "--fail-under misses with 1",
    wmmm("scan", "demo", "--no-sync", "--as-of", "2026-06-30", "--fail-under", "5").code === 1,
    null,
  );
  for (const id of ["3.2", "assignee-coverage-at-start", "S04"]) {
    const explained = wmmm("explain", id);
    expect(`explain ${id}`, explained.code === 0 && explained.out.length > 400, explained);
  }
  for (const [what, lines] of [
    ["signals", 45],
    ["characteristics", 25],
    ["connectors", Object.keys(connectors).length],
  ] as const) {
    const listed = wmmm("list", what);
    expect(
      `list ${what}`,
      listed.code === 0 && listed.out.split("\n").filter((line) => /^\S/.test(line)).length === lines,
      listed.out,
    );
  }
  const files = ["report.html", "result.json", "evidence.csv", "summary.md"];
  const exported = wmmm("export", "demo", ...files.flatMap((file) => ["--out", file]));
  expect("export writes four formats", exported.code === 0 && files.every((file) => existsSync(join(home, file))), exported);
  expect(
    "the report is under 1 MB",
    readFileSync(join(home, "report.html")).length < 1_000_000,
    readFileSync(join(home, "report.html")).length,
  );
  expect("an unknown suffix is refused", wmmm("export", "demo", "--out", "report.pdf").code === 2, null);
  const token = wmmm(
    "connect",
    "jira",
    "--workspace",
    "a",
    "--url",
    "https://a.example",
    "--email",
    "a@a.example",
    "--token-env",
    "NOT_SET_ANYWHERE",
  );
  expect("a missing token names its variable", token.code === 2 && token.err.includes("NOT_SET_ANYWHERE"), token);
  expect("doctor says what is wrong", wmmm("doctor").out.includes("Node"), null);

  const server = await startServed({ WMMM_HOME: join(home, "data") }, { concurrency: 1 });
  if (process.platform === "linux") {
    const command = readFileSync(`/proc/${server.pid}/cmdline`, "utf8").split("\0");
    expect("a server bounds its young space", command.includes("--max-semi-space-size=16"), command);
  }
  expect("a server is ready", (await server.ready()) === 200, null);
  expect("a server ends when asked to", (await server.stop()) === 0, null);
} finally {
  rmSync(home, { recursive: true, force: true });
}
console.log(failed === 0 ? "smoke: all as a user expects" : `smoke: ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
