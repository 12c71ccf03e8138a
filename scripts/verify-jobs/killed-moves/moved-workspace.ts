import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startJiraServer } from "../../../fixtures/jira-server/server.ts";
import { main } from "../../../src/cli/main.ts";
import { withOperations } from "../../../src/cli/operations.ts";
import { processPorts } from "../../../src/cli/process-ports.ts";
import { withVault } from "../../../src/cli/secrets.ts";
import { openHome } from "../../../src/cli/workspace.ts";
import { digestOf } from "../../../src/store/transfer.ts";
import { smallSite } from "../../../test/connectors/jira/small-site.ts";
import { startCountingProxy } from "./counting-proxy.ts";

const SCRIPT = fileURLToPath(new URL("../../../test/cli/run-cli.ts", import.meta.url));
const NAME = "acme";
const NOW = Date.UTC(2026, 6, 20, 12);
const MOVE = ["store", "move", "--from", "sqlite", "--to", "postgres"];
const TOKEN = "token-of-a-killed-move";
/** Where what is sealed belongs: a token, the secret of a webhook, the address of an alert. */
const SEALED = [
  { owner: "jira", field: "token" },
  { owner: "jira", field: "webhook" },
  { owner: "alert:slack-1", field: "target" },
];

/** Piece of the conversation at which a process dies, and whether the database still hears that piece. */
export interface Death {
  readonly at: number;
  readonly isHeard: boolean;
}

export interface Ended {
  /** Pieces it sent to the database. */
  readonly pieces: number;
  readonly killed: boolean;
  readonly code: number | null;
}

/** A workspace with everything that a move carries, in files of a directory. */
export interface MovedWorkspace {
  /** Makes the tables of an empty database, as `wmmm migrate up` does. */
  migrate(databaseUrl: string): Promise<void>;
  /** A move in a process of its own, which dies where it is told to. */
  moveIn(databaseUrl: string, death: Death | null): Promise<Ended>;
  /** The same, here. Throws what was said where it fails. */
  move(databaseUrl: string): Promise<string>;
  /** All that is in a database (null = in the files): rows by their digests, and what is beside them. Null where there is no workspace. */
  held(databaseUrl: string | null): Promise<object | null>;
  /** SHA-256 of every file that was there in the beginning. */
  files(): Readonly<Record<string, string>>;
}

export async function makeMovedWorkspace(home: string, issues: number): Promise<MovedWorkspace> {
  const own = processPorts();
  const portsAt = (databaseUrl: string | null) => ({
    ...own,
    env: { WMMM_HOME: home, NO_COLOR: "1", TOKEN, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) },
    now: () => NOW,
    sleep: async () => undefined,
  });
  const run = async (databaseUrl: string | null, ...argv: readonly string[]): Promise<string> => {
    let [out, err] = ["", ""];
    const ports = {
      ...portsAt(databaseUrl),
      out: (text: string) => void (out += text),
      err: (text: string) => void (err += text),
    };
    const code = await main(argv, ports);
    if (code !== 0) throw new Error(`${argv.join(" ")}: exit ${code}, ${err}`);
    return out;
  };
  const server = await startJiraServer(smallSite(issues), { now: () => NOW, token: TOKEN });
  try {
    await run(null, "connect", "jira", "--workspace", NAME, "--url", server.url, "--email", server.email, "--token-env", "TOKEN");
    await run(null, "scan", NAME, "--quiet");
  } finally {
    await server.close();
  }
  for (const argv of [
    ["schedule", "add", NAME, "--cron", "@daily", "--id", "nightly"],
    ["alerts", "add", NAME, "--on", "regression", "--slack", "https://hooks.example.com/of-a-killed-move"],
    ["hooks", "add", NAME, "jira"],
    ["secrets", "set", NAME, "jira", "--from-env", "TOKEN"],
  ])
    await run(null, ...argv);
  await withOperations(portsAt(null), ({ alerts }) => alerts.beginAt(NAME, 77));
  const paths = readdirSync(home, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));

  return {
    migrate: async (databaseUrl) => void (await run(databaseUrl, "migrate", "up")),
    async moveIn(databaseUrl, death) {
      let kill = (): void => undefined;
      const proxy = await startCountingProxy(databaseUrl, (piece) => {
        if (piece !== death?.at) return true;
        kill();
        return death.isHeard;
      });
      try {
        const { env } = portsAt(proxy.url);
        const child = spawn(process.execPath, [SCRIPT, String(NOW), ...MOVE], {
          env: { ...process.env, ...env },
          stdio: "ignore",
        });
        kill = () => void child.kill("SIGKILL");
        const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
        return { pieces: proxy.pieces, killed: signal === "SIGKILL", code };
      } finally {
        await proxy.close();
      }
    },
    move: (databaseUrl) => run(databaseUrl, ...MOVE),
    async held(databaseUrl) {
      const ports = portsAt(databaseUrl);
      const store = await openHome(ports, databaseUrl);
      try {
        if (!(await store.names()).includes(NAME)) return null;
        return {
          tables: await store.read(NAME, digestOf),
          schedules: await run(databaseUrl, "schedule", "list", "--json"),
          alerts: await run(databaseUrl, "alerts", "list", NAME, "--json"),
          hooks: await run(databaseUrl, "hooks", "list", "--json"),
          toldUpTo: await withOperations(ports, ({ alerts }) => alerts.toldUpTo(NAME)),
          sealed: await withVault(ports, false, ({ vault }) =>
            Promise.all(SEALED.map((place) => vault.get({ workspace: NAME, ...place }))),
          ),
        };
      } finally {
        await store.close();
      }
    },
    files: () =>
      Object.fromEntries(
        paths.map((name) => [
          name,
          createHash("sha256")
            .update(readFileSync(join(home, name)))
            .digest("hex"),
        ]),
      ),
  };
}
