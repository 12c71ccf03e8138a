import { chmodSync, chownSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Compose } from "../../test/operations/compose-rules.ts";
import type { Image } from "./image.ts";
import { run, start, type Ended, type Running, type Sandbox } from "./sandbox.ts";

/** The user of every service. */
const USER = 1000;

/**
 * What the entrypoint of the image of PostgreSQL does with an empty directory, as far as compose.yaml uses it: the database, then what stands in
 * /docker-entrypoint-initdb.d.
 */
const POSTGRES_ENTRYPOINT = `
set -e
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"; chmod 0700 "$PGDATA"
  initdb --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" $POSTGRES_INITDB_ARGS
  export PGPASSWORD="$(cat "$POSTGRES_PASSWORD_FILE")"
  pg_ctl -D "$PGDATA" -o "-c listen_addresses=''" -w start
  psql -v ON_ERROR_STOP=1 --no-psqlrc -U "$POSTGRES_USER" -d postgres -c "CREATE DATABASE $POSTGRES_DB"
  for file in /docker-entrypoint-initdb.d/*.sql; do psql -v ON_ERROR_STOP=1 --no-psqlrc -U "$POSTGRES_USER" -d "$POSTGRES_DB" -f "$file"; done
  pg_ctl -D "$PGDATA" -m fast -w stop
  unset PGPASSWORD
fi
exec postgres -D "$PGDATA" -c listen_addresses='*'
`;

export interface Stack {
  /** Starts a service as compose.yaml describes it; `command` in place of its own. */
  start(name: string, command?: readonly string[]): Running;
  run(name: string, command?: readonly string[]): Promise<Ended>;
  /** Any program with what a service has: its user, files and variables. */
  exec(name: string, command: readonly string[]): Promise<Ended>;
  /** Asks its health check, as often as it may fail, at a tenth of its interval. */
  healthy(name: string): Promise<boolean>;
}

/** Volumes are directories, made by the image; the services share this machine's network, so each of them that listens needs a port of its own. */
export function stackOf(
  compose: Compose,
  image: Image,
  directory: string,
  files: Readonly<Record<string, string>>,
  exports: string,
): Stack {
  const volumes = new Map<string, string>();
  for (const name of Object.keys(compose.volumes ?? {})) {
    const path = join(directory, `volume-${name}`);
    mkdirSync(path, { mode: 0o700 });
    chownSync(path, USER, USER);
    volumes.set(name, path);
  }

  function sandboxOf(name: string, command: readonly string[] | undefined): Sandbox {
    const service = compose.services[name]!;
    const isOurs = service.image === compose.services["server"]?.image;
    const tmpfs = [...(service.tmpfs ?? [])];
    const binds: { from: string; to: string; readOnly: boolean }[] = isOurs
      ? [{ from: exports, to: "/exports", readOnly: true }]
      : [];
    for (const volume of service.volumes ?? []) {
      if (typeof volume === "string") {
        const [source = "", target = ""] = volume.split(":");
        binds.push({ from: volumes.get(source)!, to: target, readOnly: false });
      } else if (volume.type === "tmpfs") tmpfs.push(`${volume.target}:mode=${(volume.tmpfs?.mode ?? 0o1777).toString(8)}`);
      else binds.push({ from: volumes.get(volume.source!)!, to: volume.target, readOnly: volume.read_only === true });
    }
    const env: Record<string, string> = isOurs ? { ...image.env, ...service.environment } : { ...service.environment };
    if (name === "postgres") {
      const scripts = mkdtempSync(join(directory, "initdb-"));
      chmodSync(scripts, 0o755);
      for (const { source, target } of service.configs ?? [])
        writeFileSync(join(scripts, target.split("/").at(-1)!), files[source]!);
      binds.push({ from: scripts, to: "/docker-entrypoint-initdb.d", readOnly: true });
    }
    const own = service.command ?? [];
    const whole = isOurs
      ? [...image.entrypoint, ...(command ?? own)]
      : (command ?? (name === "postgres" ? ["sh", "-c", POSTGRES_ENTRYPOINT] : own));
    return {
      root: image.root,
      workdir: isOurs ? image.workdir : "/tmp",
      env: { HOME: "/tmp", ...env },
      user: service.user!,
      readOnly: service.read_only === true,
      tmpfs,
      binds,
      command: whole.map((part) => ownPort(name, part)),
    };
  }

  return {
    start: (name, command) => start(sandboxOf(name, command)),
    run: (name, command) => run(sandboxOf(name, command)),
    exec: (name, command) => run({ ...sandboxOf(name, []), command }),
    async healthy(name) {
      const { test = [], retries = 3, interval = "30s", start_period = "0s" } = compose.services[name]!.healthcheck ?? {};
      const [kind, ...rest] = test;
      const asked = kind === "CMD-SHELL" ? ["sh", "-c", rest[0]!.replaceAll("$$", "$")] : rest.map((part) => ownPort(name, part));
      const until = performance.now() + 1000 * (seconds(start_period) + retries * seconds(interval));
      while (performance.now() < until) {
        const { code } = await run({ ...sandboxOf(name, []), command: asked });
        if (code === 0) return true;
        await new Promise((resolve) => setTimeout(resolve, 100 * seconds(interval)));
      }
      return false;
    },
  };
}

function seconds(text: string): number {
  return Number(/^(\d+)s$/.exec(text)?.[1] ?? NaN);
}

function ownPort(name: string, part: string): string {
  return name === "worker" ? part.replaceAll("3000", "3001") : part;
}
