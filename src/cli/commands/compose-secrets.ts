import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ProblemError } from "../../model/problem.ts";
import { newKeyText } from "../../secrets/keyring.ts";
import { EXIT, type Ports } from "../ports.ts";

/** 192 bits, letters that need no quoting in addresses, SQL and the configuration of Redis. */
const PASSWORD_BYTES = 24;

/** Names as compose.yaml and compose/roles.sql know them. */
const HOSTS = { database: "postgres:5432", redis: "redis:6379" } as const;
const DATABASE = "wmmm";
const OWNER = "wmmm_owner";
const SERVER = "wmmm_server";

/** Drawn once; everything else follows from them. */
const DRAWN = [
  "postgres/superuser_password",
  "postgres/owner_password",
  "postgres/server_password",
  "redis/password",
  "server/admin_secret",
] as const;

/**
 * Writes what the services of compose.yaml keep from each other: one directory a service, each file for its owner alone. What is there stays, so that it may be
 * killed and run again. Throws `ProblemError` (`usage`).
 */
export function writeComposeSecrets(directory: string, ports: Ports): number {
  try {
    let made = 0;
    for (const name of DRAWN) made += once(join(directory, name), () => random(ports));
    made += once(join(directory, "server/keyring"), () => newKeyText(ports.randomBytes));
    const read = (name: (typeof DRAWN)[number]): string => readFileSync(join(directory, name), "utf8").trim();
    const database = (user: string, password: string): string => `postgres://${user}:${password}@${HOSTS.database}/${DATABASE}`;
    const derived = {
      "redis/auth.conf": `requirepass ${read("redis/password")}`,
      "migrate/database_url": database(OWNER, read("postgres/owner_password")),
      "server/database_url": database(SERVER, read("postgres/server_password")),
      "server/redis_url": `redis://:${read("redis/password")}@${HOSTS.redis}`,
    };
    for (const [name, text] of Object.entries(derived)) made += once(join(directory, name), () => text);
    ports.err(made === 0 ? "All secrets were there.\n" : `${made} secrets were made, each for its owner alone.\n`);
    return EXIT.ok;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new ProblemError(
      { code: "usage", what: `The secrets could not be written to ${directory} (${code}).`, todo: "Check who may write there." },
      { cause: error },
    );
  }
}

function random(ports: Ports): string {
  return Buffer.from(ports.randomBytes(PASSWORD_BYTES)).toString("base64url");
}

/** Whole or not at all: a link to a finished file fails where there is one. Gives 1 when it made it. */
function once(path: string, content: () => string): 0 | 1 {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.new`;
  rmSync(unfinished, { force: true });
  writeFileSync(unfinished, `${content()}\n`, { mode: 0o600, flag: "wx" });
  try {
    linkSync(unfinished, path);
    return 1;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return 0;
    throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}
