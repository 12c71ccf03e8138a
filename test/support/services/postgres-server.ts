import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { freePort } from "./free-port.ts";
import { startGuarded, type GuardedServer } from "./guarded.ts";
import { programsOf } from "./programs.ts";
import { untilReady } from "./until-ready.ts";

export interface PostgresServer extends GuardedServer {
  readonly port: number;
  /** Of a superuser, on the database `postgres`. */
  readonly adminUrl: string;
}

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  // What a crash of the machine would lose is thrown away anyway. Crashes of processes lose nothing by it.
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "200",
  shared_buffers: "64MB",
};

/** PostgreSQL refuses to run as root: then it runs as whoever the system has for such things. */
function otherUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const wanted of ["postgres", "nobody"]) {
    const fields = lines.find((line) => line.startsWith(`${wanted}:`))?.split(":");
    if (fields !== undefined) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error("there is no user postgres or nobody to run PostgreSQL as");
}

/** A private cluster: own port, own password, in a temporary directory. Throws `ServiceMissingError`. */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
  const programs = programsOf("postgresql");
  const user = otherUser();
  const directory = mkdtempSync(join(tmpdir(), "wmmm-postgresql-"));
  const password = randomBytes(18).toString("hex");
  const passwordFile = join(directory, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) for (const path of [passwordFile, directory]) chownSync(path, user.uid, user.gid);
  const data = join(directory, "data");
  const made = spawnSync(
    join(programs, "initdb"),
    [`--pgdata=${data}`, "--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"].concat(
      "--locale=C",
      "--no-sync",
      "--no-instructions",
    ),
    { cwd: directory, encoding: "utf8", ...user },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  const port = await freePort();
  const all = Object.entries({ ...SETTINGS, ...settings, port: String(port) });
  const server = await startGuarded({
    directory,
    command: join(programs, "postgres"),
    arguments: ["-D", data, ...all.flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    signal: "QUIT",
    user,
  });
  const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  await untilReady("postgres", server, () => takesQueries(adminUrl));
  return { ...server, port, adminUrl };
}

async function takesQueries(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  // Whatever happens while it starts or ends is told by the calls below.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}
