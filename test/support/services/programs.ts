import { spawnSync } from "node:child_process";
import { accessSync, chmodSync, constants, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where Debian, Red Hat and Homebrew put PostgreSQL's server programs, which are not in PATH. */
const POSTGRESQL_PLACES = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt"];

export type Service = "redis" | "postgresql";

/** What to tell whoever has neither the service nor the right to install it. */
const MISSING: Readonly<Record<Service, string>> = {
  redis: "Tests with Redis need redis-server in PATH (Debian: apt-get install redis-server), or WMMM_TEST_REDIS_URL.",
  postgresql:
    "Tests with PostgreSQL need initdb and postgres in PATH (Debian: apt-get install postgresql), or WMMM_TEST_DATABASE_URL with the rights CREATEDB and CREATEROLE.",
};

export class ServiceMissingError extends Error {
  override readonly name = "ServiceMissingError";
  constructor(service: Service) {
    super(MISSING[service]);
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function inPath(name: string): string | null {
  const directories = (process.env["PATH"] ?? "").split(delimiter).filter((directory) => directory !== "");
  return directories.map((directory) => join(directory, name)).find(isProgram) ?? null;
}

/** The directory of PostgreSQL's programs, the newest version first. */
function postgresqlDirectory(): string | null {
  const found = POSTGRESQL_PLACES.filter((place) => existsSync(place)).flatMap((place) =>
    readdirSync(place)
      .toSorted((a, b) => Number.parseInt(b.replace(/^\D+/, ""), 10) - Number.parseInt(a.replace(/^\D+/, ""), 10))
      .map((version) => join(place, version, "bin")),
  );
  const directories = [...(process.env["PATH"] ?? "").split(delimiter), ...found];
  return directories.find((directory) => ["initdb", "postgres"].every((name) => isProgram(join(directory, name)))) ?? null;
}

function find(service: Service): string | null {
  return service === "redis" ? inPath("redis-server") : postgresqlDirectory();
}

/** Path of `redis-server`, or the directory of `initdb` and `postgres`; installed where that can be done. Throws `ServiceMissingError`. */
export function programsOf(service: Service): string {
  const found = find(service);
  if (found !== null) return found;
  const isRoot = process.getuid?.() === 0;
  if (isRoot && existsSync("/etc/debian_version") && inPath("apt-get") !== null) install(service);
  const installed = find(service);
  if (installed === null) throw new ServiceMissingError(service);
  return installed;
}

/** Debian asks this program before it starts a service; 101 forbids it (https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt). */
const POLICY = "/usr/sbin/policy-rc.d";

/** Another run may be installing at the same time: apt waits so long for its lock. */
const LOCK_SECONDS = 300;

/** With apt-get, and without starting a service of the system. What it prints is shown only when it fails. */
function install(service: Service): void {
  const name = service === "redis" ? "redis-server" : "postgresql";
  process.stderr.write(`Installing ${name} for the tests, with apt-get.\n`);
  const run = (...parameters: readonly string[]) =>
    spawnSync("apt-get", ["-q", "-o", `DPkg::Lock::Timeout=${LOCK_SECONDS}`, ...parameters], {
      encoding: "utf8",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      stdio: ["ignore", "pipe", "pipe"],
    });
  const forbids = !existsSync(POLICY);
  if (forbids) {
    writeFileSync(POLICY, "#!/bin/sh\nexit 101\n");
    chmodSync(POLICY, 0o755);
  }
  try {
    const parameters = ["install", "-y", "--no-install-recommends", name];
    // Most images come without lists of packages, or with old ones.
    let done = run(...parameters);
    if (done.status !== 0) {
      run("update");
      done = run(...parameters);
    }
    if (done.status !== 0) process.stderr.write(`${done.stdout}${done.stderr}`);
  } finally {
    if (forbids) rmSync(POLICY, { force: true });
  }
}
