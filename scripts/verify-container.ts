/**
 * The containers of compose.yaml by hand, where there is no engine: `npm run verify:container`, as root on Debian. Carries out the steps of the Dockerfile, then starts
 * every service as compose.yaml describes it: its user without capabilities, a file system that it cannot write to, its volumes and temporary directories, its
 * variables, its command, its health check. What it cannot show: the images of Node, PostgreSQL and Redis themselves, limits, networks, restarts. Exit 1 when
 * something is not as it should be.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readCompose } from "../test/operations/compose-rules.ts";
import { buildImage, type Image } from "./verify-container/image.ts";
import { stackOf } from "./verify-container/services.ts";

const CONTEXT = fileURLToPath(new URL("..", import.meta.url));
const HOSTS = ["postgres", "redis"];
const [BUILD, RUN] = ["build", "run"];
/** Packages twice, compiled files, and a small database. */
const MOST_BYTES = "3g";

/** Those that go on running, in the order in which they end, and what each says when it ends in peace. */
const FAREWELLS = [
  ["worker", "ending: pages in hand are finished"],
  ["server", "ending: pages in hand are finished"],
  ["redis", "bye bye"],
  ["postgres", "database system is shut down"],
] as const;

/** As small as an import can be. */
const EVENTS = `item,timestamp,event,from,to,actor
A-1,2026-06-01T09:00:00Z,created,,,ada
A-1,2026-06-02T10:00:00Z,status,To Do,In Progress,ada
A-1,2026-06-04T16:30:00Z,status,In Progress,Done,ada
`;

switch (process.argv[2]) {
  case BUILD:
    await build(process.argv[3]!);
    break;
  case RUN:
    await runServices(process.argv[3]!);
    break;
  default:
    begin();
}

/** Everything happens in memory, in mounts that end with their process. */
function begin(): void {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    throw new Error("It takes root on Linux, for mounts and process namespaces.");
  const directory = mkdtempSync(join(tmpdir(), "wmmm-container-"));
  // Packages come from a registry; services have a network of their own, so that the ports of compose.yaml are free in it.
  const lines = [
    "set -e",
    `mount -t tmpfs -o size=${MOST_BYTES} tmpfs ${directory}`,
    `"$@" ${BUILD} ${directory}`,
    `unshare --net sh -c 'ip link set lo up && exec "$@"' sh "$@" ${RUN} ${directory}`,
  ];
  try {
    const again = [process.execPath, fileURLToPath(import.meta.url)];
    const { status } = spawnSync("unshare", ["--mount", "sh", "-c", lines.join("\n"), "sh", ...again], { stdio: "inherit" });
    process.exitCode = status ?? 1;
  } finally {
    rmdirSync(directory);
  }
}

async function build(directory: string): Promise<void> {
  const ignored = readFileSync(join(CONTEXT, ".dockerignore"), "utf8").split("\n");
  const image = await buildImage(readFileSync(join(CONTEXT, "Dockerfile"), "utf8"), CONTEXT, ignored, directory, HOSTS);
  for (const { text, seconds } of image.steps) tell(true, `RUN ${text.slice(0, 58)}`, `${seconds.toFixed(1)} s`);
  writeFileSync(join(directory, "image.json"), JSON.stringify(image));
}

async function runServices(directory: string): Promise<void> {
  const image = JSON.parse(readFileSync(join(directory, "image.json"), "utf8")) as Image;
  const compose = readCompose(readFileSync(join(CONTEXT, "compose.yaml"), "utf8"));
  const exports = join(directory, "exports");
  mkdirSync(exports);
  writeFileSync(join(exports, "events.csv"), EVENTS);
  const files = Object.fromEntries(
    Object.entries(compose.configs ?? {}).map(([name, { file }]) => [name, readFileSync(join(CONTEXT, file), "utf8")]),
  );
  const stack = stackOf(compose, image, directory, files, exports);
  const running = new Map<string, ReturnType<typeof stack.start>>();
  const up = async (name: string): Promise<void> => {
    running.set(name, stack.start(name));
    tell(await stack.healthy(name), `${name} is healthy by its own health check`, "", running.get(name)!.output());
  };
  const ran = async (what: string, name: string, command: readonly string[] | undefined, expected: RegExp, code = 0) => {
    const ended = await stack.run(name, command);
    tell(ended.code === code && expected.test(ended.output), what, `exit ${ended.code}`, ended.output);
  };
  try {
    await ran("secrets makes ten secrets", "secrets", undefined, /10 secrets were made/);
    await ran("secrets run again changes nothing", "secrets", undefined, /All secrets were there/);
    const modes = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.parentPath.includes("volume-secrets"))
      .map((entry) => statSync(join(entry.parentPath, entry.name)));
    tell(
      modes.length === 10 && modes.every(({ mode, uid }) => (mode & 0o777) === 0o600 && uid === 1000),
      "each can be read by its owner alone",
      `${modes.length} files`,
    );
    await up("postgres");
    await up("redis");
    await ran("migrate brings the tables up to date as their owner", "migrate", undefined, /this version knows/);
    await up("server");
    await up("worker");

    await ran(
      "a connection is stored",
      "worker",
      ["connect", "file", "--workspace", "acme", "--path", "/exports/events.csv"],
      /./,
    );
    await ran("a schedule is stored", "worker", ["schedule", "add", "acme", "--cron", "@yearly"], /./);
    await ran("a scan is asked for", "worker", ["schedule", "run-now", "acme"], /./);
    tell(
      await succeeded(() => stack.run("worker", ["jobs", "list", "--json"])),
      "the worker carries it out",
      "",
      running.get("worker")!.output(),
    );

    const sql = (text: string) => `psql "$(cat /run/secrets/database_url)" -XAtc "${text}"`;
    const redis = (asked: string) => `REDISCLI_AUTH="$(cat /run/secrets/password)" redis-cli ${asked}`;
    const rights = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user";
    const status = "grep -h ^Cap /proc/self/status | cut -f2 | sort -u; grep NoNewPrivs /proc/self/status";
    for (const [what, name, script, expected] of [
      ["a server is neither superuser nor free of row-level security", "server", sql(rights), /^f\n$/],
      [
        "a server cannot make a table beside those of the owner",
        "server",
        sql("CREATE TABLE wmmm.x (y int)"),
        /permission denied/,
      ],
      ["a server sees no row without a workspace", "server", sql("SELECT count(*) FROM wmmm.item"), /^0\n$/],
      [
        "the role of the rows sees no schedule",
        "server",
        sql("SET ROLE wmmm_app_wmmm; SELECT 1 FROM wmmm_operations.run"),
        /denied/,
      ],
      ["Redis wants a password", "redis", "redis-cli ping", /NOAUTH/],
      ["Redis throws no key away", "redis", redis("config get maxmemory-policy"), /noeviction/],
      ["Redis writes every change down", "redis", redis("config get appendonly"), /yes/],
      ["the program cannot be changed", "server", "echo x > /app/bin/wmmm.js", /Read-only file system|Permission denied/],
      ["no capability is left, and none can be gained", "server", status, /^0{16}\nNoNewPrivs:\s+1\n$/],
    ] as const) {
      const { output } = await stack.exec(name, ["sh", "-c", script]);
      tell(expected.test(output), what, "", output);
    }

    for (const [name, farewell] of FAREWELLS) {
      const service = running.get(name)!;
      const began = performance.now();
      service.signal(name === "postgres" ? "SIGINT" : "SIGTERM");
      const late = setTimeout(() => service.kill(), 30_000);
      const { code, signal, output } = await service.ended;
      clearTimeout(late);
      running.delete(name);
      tell(
        code === 0 && output.includes(farewell),
        `${name}, process 1, ends when it is asked to`,
        `exit ${code ?? signal} after ${((performance.now() - began) / 1000).toFixed(1)} s`,
        output,
      );
    }
  } finally {
    for (const service of running.values()) service.kill();
  }
}

/** Whether the run that was asked for has succeeded within a minute. */
async function succeeded(list: () => Promise<{ readonly output: string }>): Promise<boolean> {
  for (let tries = 0; tries < 60; tries++) {
    if (/"status":\s*"succeeded"/.test((await list()).output)) return true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return false;
}

function tell(holds: boolean, what: string, measured = "", seen = ""): void {
  console.log(`${holds ? "ok" : "NO"}  ${what.padEnd(64)} ${measured}`);
  if (holds) return;
  console.log(seen.split("\n").slice(-15).join("\n"));
  process.exitCode = 1;
}
