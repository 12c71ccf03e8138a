import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JiraServerOptions } from "../../fixtures/jira-server/server.ts";
import type { Result } from "../../src/model/result.ts";
import { AS_OF, createBench, history, judgementOf, type Bench } from "./command-line.ts";
import { smallSite } from "./site.ts";

const SCRIPT = fileURLToPath(new URL("run-cli.ts", import.meta.url));
/** Two pages of issues, the first full. */
const ISSUES = 1_050;
const CHANGELOGS = "/rest/api/3/changelog/bulkfetch";

let bench: Bench;
beforeEach(() => {
  bench = createBench();
});
afterEach(() => bench.dispose());

async function connected(options: JiraServerOptions = {}): Promise<void> {
  await bench.serve(smallSite(ISSUES), options);
  expect((await bench.connect()).code).toBe(0);
}

interface Ending {
  readonly judgement: ReturnType<typeof judgementOf>;
  readonly history: Awaited<ReturnType<typeof history>>;
}

/** What a workspace gives that nothing ever disturbed. */
let undisturbed: Ending;

async function ending(): Promise<Ending> {
  const judgement = judgementOf(await bench.resultOf());
  return { judgement, history: await bench.withStore(history) };
}

beforeAll(async () => {
  bench = createBench();
  await connected();
  undisturbed = await ending();
  await bench.dispose();
});

/** Scans to the end and compares. */
async function expectAsIfUndisturbed(): Promise<void> {
  expect(undisturbed.history.items).toHaveLength(ISSUES);
  expect(await ending()).toEqual(undisturbed);
}

const stored = () => bench.withStore(async (store) => (await store.liveItems("jira")).length);

describe("Ctrl-C", () => {
  /** Aborts when the n-th request for a path has arrived. */
  async function connectedWithCtrlCAt(path: string, nth: number): Promise<void> {
    const stop = new AbortController();
    let seen = -Infinity;
    await connected({
      onRequest: (request) => {
        if (request.path === path && ++seen === nth) stop.abort();
      },
    });
    seen = 0;
    bench.ports = { interrupt: stop.signal };
  }

  test("in the middle of the first page of issues: the page is finished and stored, exit 130, the next scan goes on behind it", async () => {
    await connectedWithCtrlCAt("/rest/api/3/search/jql", 5);
    const scan = await bench.run("scan");
    expect(scan.code).toBe(130);
    expect(scan.out).toBe("");
    expect(scan.said).toContain("The read of issues was interrupted after 1000 records, which are stored.");
    expect(scan.said.match(/The next run goes on with issues of jira, behind the 1000 records read now\./g)).toHaveLength(1);
    expect(await stored()).toBe(1_000);
    bench.ports = {};
    const doctor = await bench.run("doctor");
    expect(doctor.out).toMatch(/^ {2}note {2}jira\/issues, page 1: The read of issues was interrupted/m);
    expect(doctor.code).toBe(0);
    const searches = () => bench.server.requests.filter(({ path }) => path === "/rest/api/3/search/jql").length;
    const before = searches();
    const again = await bench.run("scan");
    expect(again.said).toContain("jira/issues: going on where the last scan stopped, with 1,000 stored.");
    expect(again.said).toContain("jira: 50 issues");
    expect(searches() - before).toBe(1);
    await expectAsIfUndisturbed();
  });

  test("before the issues: nothing of them is stored, and the next scan begins there", async () => {
    await connectedWithCtrlCAt("/rest/api/3/project/search", 1);
    const scan = await bench.run("scan");
    expect(scan.code).toBe(130);
    expect(scan.said).toContain("The next run goes on with configuration of jira.");
    bench.ports = {};
    await expectAsIfUndisturbed();
  });

  test("in the last request: everything is stored, nothing is judged, exit 130, and --no-sync judges it", async () => {
    await connectedWithCtrlCAt(CHANGELOGS, 2);
    const scan = await bench.run("scan");
    expect(scan.code).toBe(130);
    expect(scan.out).toBe("");
    expect(scan.said).toContain("stored");
    expect(await stored()).toBe(ISSUES);
    bench.ports = {};
    expect((await bench.run("scan", "acme", "--no-sync")).code).toBe(3);
    await expectAsIfUndisturbed();
  });

  test("during a long wait for the rate limit ends the wait", async () => {
    await connected();
    const stop = new AbortController();
    bench.server.faults.on({ path: CHANGELOGS, nth: 2 }, { kind: "status", status: 429, retryAfter: "600" });
    bench.ports = {
      interrupt: stop.signal,
      sleep: (ms, signal) => {
        expect(ms).toBe(600_000);
        queueMicrotask(() => stop.abort());
        return new Promise((_, fail) => {
          signal.addEventListener("abort", () => fail(new Error("aborted")));
        });
      },
    };
    const scan = await bench.run("scan");
    expect(scan.code).toBe(130);
    expect(scan.said).toContain("The next run goes on with issues of jira, behind the 1000 records read now.");
    expect(await stored()).toBe(1_000);
    bench.ports = {};
    await expectAsIfUndisturbed();
  });
});

describe("a process that dies", () => {
  const environment = () => ({ ...process.env, ...bench.env });
  const start = (...argv: readonly string[]) =>
    spawn(process.execPath, [SCRIPT, String(bench.now), ...argv], { env: environment(), stdio: ["ignore", "pipe", "pipe"] });

  test(
    "kill -9 while a page is on its way: the next process goes on behind the last page and gives the same result",
    { timeout: 60_000 },
    async () => {
      const pending = Promise.withResolvers<void>();
      let changelogs = 0;
      await connected({
        onRequest: ({ path }) => {
          if (path === CHANGELOGS && ++changelogs === 2) pending.resolve();
        },
      });
      const release = bench.server.faults.on({ path: CHANGELOGS, nth: 2 }, { kind: "hang" });
      const child = start("scan", "acme", "--quiet");
      const dead = once(child, "exit");
      await pending.promise;
      child.kill("SIGKILL");
      expect(await dead).toEqual([null, "SIGKILL"]);
      release();

      expect(await stored()).toBe(1_000);
      const again = start("scan", "acme", "--json", "--as-of", AS_OF);
      let out = "";
      again.stdout.on("data", (chunk: Buffer) => void (out += chunk.toString()));
      expect((await once(again, "close"))[0]).toBe(0);
      const resumed = JSON.parse(out) as Result;
      expect(resumed.streams.find(({ stream }) => stream === "issues")).toMatchObject({
        fetched: 50,
        stored: ISSUES,
        status: "complete",
      });
      expect(judgementOf(resumed)).toEqual(judgementOf(await bench.resultOf()));
      await expectAsIfUndisturbed();
    },
  );

  test(
    "the first Ctrl-C of a real process saves and exits with 130, and releases the workspace",
    { timeout: 60_000 },
    async () => {
      const pending = Promise.withResolvers<void>();
      await connected({
        latencyMs: 5,
        onRequest: ({ path }) => {
          if (path === "/rest/api/3/search/jql") pending.resolve();
        },
      });
      const child = start("scan", "acme");
      let err = "";
      child.stderr.on("data", (chunk: Buffer) => void (err += chunk.toString()));
      const dead = once(child, "close");
      await pending.promise;
      child.kill("SIGINT");
      expect((await dead)[0]).toBe(130);
      expect(err).toContain("Finishing the page in hand and saving");
      expect(err.replaceAll(/\s+/g, " ")).toContain(
        "The next run goes on with issues of jira, behind the 1000 records read now.",
      );
      expect(await stored()).toBe(1_000);
      expect((await bench.run("scan")).code).toBe(0);
    },
  );
});

describe("two scans of one workspace at the same time", () => {
  test("the second is refused with a sentence; the first is not disturbed; results can still be read", async () => {
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    await connected();
    bench.ports = {
      sleep: async () => {
        reached.resolve();
        await held.promise;
      },
    };
    bench.server.faults.on({ path: CHANGELOGS, nth: 1 }, { kind: "status", status: 429 });
    const first = bench.run("scan");
    await reached.promise;
    bench.ports = {};
    const asked = bench.server.requests.length;
    for (const argv of [["scan", "acme"], ["scan"]]) {
      const second = await bench.run(...argv);
      expect(second.said).toBe(
        'wmmm: Another scan of workspace "acme" is running. Wait until it has finished; with --no-sync, a scan judges what is stored by now. ',
      );
      expect(second.code).toBe(2);
    }
    expect(bench.server.requests.length).toBe(asked);
    const third = await bench.connect("--projects", "ACME");
    expect(third.said).toContain('Another scan of workspace "acme" is running.');
    expect((await bench.run("scan", "--no-sync")).code).toBe(3);
    held.resolve();
    expect((await first).code).toBe(0);
    await expectAsIfUndisturbed();
  });
});

describe("a full disk", () => {
  /** What the file takes before any issue is in it. */
  async function pagesOf(): Promise<number> {
    return bench.files().find(({ name }) => name === "acme.sqlite")!.bytes.length / 4096;
  }

  test("ends the scan cleanly wherever it strikes, keeps what was stored and goes on when there is room", async () => {
    await connected();
    const least = await pagesOf();
    const endings = new Set<number>();
    let scan = { code: -1, out: "", said: "" };
    // First where nothing fits, then in steps smaller than a page of issues or a result, up to where everything fits.
    for (let more = 0; scan.code !== 0; more += more === 0 ? 120 : 7) {
      bench.ports = { maxStorePages: least + more };
      const before = await stored();
      scan = await bench.run("scan", "acme", "--json");
      if (scan.code === 0) break;
      endings.add(await stored());
      expect(scan.said).toContain("The disk is full, so the workspace file");
      expect(scan.said).toContain("Make room on that disk and run the same command again: it goes on where it stopped.");
      expect(scan.said).not.toContain("something went wrong");
      // All is read when only the result finds no room; it is shown all the same.
      expect(scan.out === "").toBe((await stored()) < ISSUES);
      expect(scan.code).toBe(2);
      expect(await stored()).toBeGreaterThanOrEqual(before);
    }
    expect([...endings]).toEqual([0, 1_000, ISSUES]);
    bench.ports = {};
    await expectAsIfUndisturbed();
    // Some thirty scans one after the other: a busy machine needs longer for them.
  }, 60_000);

  test("does not leave half a report where a whole one was", async () => {
    await connected();
    expect((await bench.run("scan", "acme", "--json")).code).toBe(0);
    mkdirSync(join(bench.home, "report.html"));
    const scan = await bench.run("export", "--out", "report.html");
    expect(scan.said).toContain('"report.html" could not be written');
    expect(scan.said).toContain("Name a place that you may write to.");
    expect(scan.code).toBe(2);
  });

  /** Lets an ordinary user mount a file system that nobody else sees, where the system allows that. */
  const MOUNTER = "unshare";
  const script = `mount -t tmpfs -o size=900k tmpfs "$1" && cp "$2"/acme.sqlite* "$1"/ && shift 2 && "$@"; code=$?; cp "$WMMM_HOME"/acme.sqlite* "$SAVED"/; exit $code`;
  const canMount = spawnSync(MOUNTER, ["-Urm", "true"]).status === 0;

  test.skipIf(!canMount)("of a real file system (skipped where it may not be mounted)", { timeout: 60_000 }, async () => {
    await connected();
    const tiny = mkdtempSync(join(tmpdir(), "wmmm-tiny-"));
    const saved = mkdtempSync(join(tmpdir(), "wmmm-saved-"));
    try {
      const child = spawn(
        MOUNTER,
        ["-Urm", "sh", "-c", script, "sh", tiny, bench.home, process.execPath, SCRIPT, String(bench.now), "scan", "acme"],
        { env: { ...process.env, ...bench.env, WMMM_HOME: tiny, SAVED: saved }, stdio: ["ignore", "pipe", "pipe"] },
      );
      let err = "";
      child.stderr.on("data", (chunk: Buffer) => void (err += chunk.toString()));
      const [code] = (await once(child, "close")) as [number];
      expect(err.replaceAll(/\s+/g, " ")).toContain("The disk is full, so the workspace file");
      expect(code).toBe(2);
      cpSync(saved, bench.home, { recursive: true });
      await expectAsIfUndisturbed();
    } finally {
      rmSync(tiny, { recursive: true, force: true });
      rmSync(saved, { recursive: true, force: true });
    }
  });
});
