import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { JiraDataset } from "../../fixtures/jira-server/dataset.ts";
import { startJiraServer, type JiraServer, type JiraServerOptions } from "../../fixtures/jira-server/server.ts";
import { main } from "../../src/cli/main.ts";
import type { Ports } from "../../src/cli/ports.ts";
import type { Result } from "../../src/model/result.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import type { WorkspaceStore } from "../../src/store/store.ts";
import { spellOut } from "../store/contents.ts";

export const TOKEN_VARIABLE = "ACME_TOKEN";
/** Where the clock of both sides stands at the beginning. */
export const TODAY = Date.UTC(2026, 6, 20, 12);
/** A day on which results are compared, so that waits, which move the clock, change nothing. */
export const AS_OF = "2026-07-15";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** `err` with its line breaks as spaces: a sentence is the same however wide the terminal is. */
  readonly said: string;
}

export interface Bench {
  readonly home: string;
  /** The world of the next commands; change it as you like. */
  env: Record<string, string | undefined>;
  ports: Partial<Ports>;
  now: number;
  /** What was slept, milliseconds. */
  readonly slept: number[];
  server: JiraServer;
  /** Stops the server there is and serves this one. */
  serve(dataset: JiraDataset, options?: JiraServerOptions): Promise<void>;
  run(...argv: readonly string[]): Promise<Ran>;
  connect(...more: readonly string[]): Promise<Ran>;
  /** `scan --json --as-of`, which must succeed with this code. */
  resultOf(workspace?: string, code?: number): Promise<Result>;
  withStore<T>(use: (store: WorkspaceStore) => Promise<T>, workspace?: string): Promise<T>;
  /** Bytes of every file under the data directory. */
  files(): readonly { readonly name: string; readonly bytes: Buffer }[];
  dispose(): Promise<void>;
}

/** A machine of its own: data directory, clock, randomness, terminal and a Jira site, all under the control of a test. */
export function createBench(): Bench {
  const home = mkdtempSync(join(tmpdir(), "wmmm-cli-"));
  const drawn = new Map<number, number>();
  const bench: Bench = {
    home,
    env: { WMMM_HOME: home, NO_COLOR: "1" },
    ports: {},
    now: TODAY,
    slept: [],
    server: undefined as unknown as JiraServer,
    async serve(dataset, options = {}) {
      await bench.server?.close();
      bench.server = await startJiraServer(dataset, { now: () => bench.now, ...options });
      bench.env[TOKEN_VARIABLE] = bench.server.token;
    },
    async run(...argv) {
      let out = "";
      let err = "";
      const code = await main(argv, {
        env: bench.env,
        platform: process.platform,
        workingDirectory: home,
        now: () => bench.now,
        sleep: async (ms) => {
          bench.slept.push(ms);
          bench.now += ms;
        },
        random: () => 0.5,
        // Every new workspace of a bench has another salt, the first one of every bench the same, whatever else was drawn.
        randomBytes: (size) => {
          const salt = drawn.get(size) ?? 0;
          drawn.set(size, salt + 1);
          return createHash("sha512").update(`salt ${salt}`).digest().subarray(0, size);
        },
        out: (text) => void (out += text),
        err: (text) => void (err += text),
        outIsTerminal: true,
        errIsTerminal: false,
        prompts: null,
        columns: 80,
        colour: false,
        input: async () => "",
        interrupt: new AbortController().signal,
        exit: () => undefined,
        ...bench.ports,
      });
      return { code, out, err, said: err.replaceAll(/\s+/g, " ") };
    },
    connect: (...more) =>
      bench.run(
        ...["connect", "jira", "--workspace", "acme", "--url", bench.server.url],
        ...["--email", bench.server.email, "--token-env", TOKEN_VARIABLE, ...more],
      ),
    async resultOf(workspace = "acme", code = 0) {
      const ran = await bench.run("scan", workspace, "--json", "--as-of", AS_OF);
      expect(ran.code, ran.err).toBe(code);
      return JSON.parse(ran.out) as Result;
    },
    async withStore(use, workspace = "acme") {
      const store = await openSqliteStore({
        path: join(home, `${workspace}.sqlite`),
        workspace,
        create: false,
        randomBytes: () => new Uint8Array(32),
      });
      try {
        return await use(store);
      } finally {
        await store.close();
      }
    },
    files: () =>
      readdirSync(home, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) })),
    async dispose() {
      await bench.server?.close();
      if (existsSync(home)) rmSync(home, { recursive: true, force: true });
    },
  };
  return bench;
}

/** Everything that was read into a workspace, spelled out; not how often it was asked for. */
export const history = (store: WorkspaceStore) => store.load(Number.MAX_SAFE_INTEGER).then(spellOut);

/** A result without what tells how it was fetched: requests, counts of the last run, page hashes, times of reading. */
export function judgementOf(result: Result) {
  const { streams, provenance: _, workspace: __, ...judgement } = result;
  return { ...judgement, streams: streams.map(({ stream, status, stored, problem }) => ({ stream, status, stored, problem })) };
}

/** Words that only a program would print in front of a manager. */
export function expectHonestText(text: string): void {
  expect(text).not.toMatch(/\b(?:null|undefined|NaN|Infinity)\b|\[object /);
}

/** Longer lines only where a single word cannot be broken. */
export function expectNarrow(text: string, columns = 80): void {
  const wide = text.split("\n").filter((line) => [...line].length > columns && line.trim().includes(" "));
  expect(wide).toEqual([]);
}

export function expectPlain(text: string): void {
  // oxlint-disable-next-line no-control-regex -- escape codes are what is looked for
  expect(text).not.toMatch(/\u001B/);
}
