import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { EXIT } from "../../src/cli/ports.ts";
import type { Line } from "../verify-reliability/figure.ts";
import { startPostgres, type PostgresServer } from "../../test/support/services/postgres-server.ts";
import type { JobFigureInput, Place } from "./engines.ts";
import { isClean } from "./clean-end.ts";
import { openWorkspaces } from "./scans.ts";
import type { VendorAddress } from "./vendors.ts";

const BIN = fileURLToPath(new URL("../../bin/wmmm.js", import.meta.url));
const KB = 1024;
/** Room in KB that a scan finds: from none to almost enough. */
const ROOMS = [8, 64, 256, 512, 768, 1024];
const ROOMS_REDUCED = [256];
const ENOUGH_KB = 256 * KB;

/** `wmmm scan` as built, on file systems in memory that are too small, which are then made larger. Needs the right to mount. */
export async function fullDisks(vendor: VendorAddress, { reduced, engines, note }: JobFigureInput): Promise<readonly Line[]> {
  const rooms = reduced ? ROOMS_REDUCED : ROOMS;
  const lines: Line[] = [];
  for (const { name } of engines) {
    if (name === "redis") continue;
    const what = `${name}: a disk with too little room for a scan, made larger afterwards`;
    const wrong: string[] = [];
    let full = 0;
    let expected: string | null = null;
    const server = name === "postgres" ? await startPostgres() : null;
    try {
      for (const room of [ENOUGH_KB, ...rooms]) {
        const disk = mountDisk(ENOUGH_KB, server === null ? undefined : statSync(server.directory));
        if (disk === null) {
          lines.push({ what, target: "", measured: "not measured: it needs the right to mount a file system", met: null });
          break;
        }
        try {
          const place = await placeOn(disk, server);
          const found = await onDisk(disk, place, vendor, room, expected);
          expected ??= found.hash;
          if (found.isFull) full++;
          wrong.push(...found.wrong.map((one) => `${name}, ${room} KB: ${one}`));
          await place.leave();
        } finally {
          disk.unmount();
        }
      }
    } finally {
      await server?.stop();
    }
    for (const one of wrong) note(one);
    if (expected !== null)
      lines.push({
        what,
        target: "0 wrong",
        measured: `${full} of ${rooms.length} scans found it full; ${wrong.length} ended wrongly or were not finished by the next`,
        met: wrong.length === 0 && full > 0,
      });
  }
  return lines;
}

interface OnDisk extends Pick<Place, "home" | "database"> {
  leave(): Promise<void>;
}

/** The files of workspaces, or a database whose tables are all on that disk; the log of its server is elsewhere, as a full one would stop the server. */
async function placeOn({ directory }: Disk, server: PostgresServer | null): Promise<OnDisk> {
  if (server === null) return { home: directory, database: "", leave: async () => {} };
  const name = `full_${randomBytes(6).toString("hex")}`;
  const admin = new Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query(`CREATE TABLESPACE ${name} LOCATION '${directory}'`);
  await admin.query(`CREATE DATABASE ${name} TABLESPACE ${name}`);
  const url = new URL(server.adminUrl);
  url.pathname = `/${name}`;
  return {
    home: mkdtempSync(join(server.directory, "home-")),
    database: url.href,
    async leave() {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.query(`DROP TABLESPACE ${name}`);
      await admin.end();
    },
  };
}

async function onDisk(disk: Disk, place: OnDisk, vendor: VendorAddress, room: number, expected: string | null) {
  const wrong: string[] = [];
  const workspaces = await openWorkspaces(place);
  await workspaces.connect("acme", vendor, "TOKEN");
  await workspaces.close();
  disk.resize(disk.usedKb() + room);
  const env = { WMMM_HOME: place.home, DATABASE_URL: place.database, TOKEN: vendor.token };
  const first = await scan(env);
  const isFull = first.exit !== EXIT.ok;
  if (isFull) {
    if (!isClean(first)) wrong.push(`ended with ${first.exit}: ${first.said.slice(-300)}`);
    disk.resize(ENOUGH_KB);
    const next = await scan(env);
    if (next.exit !== EXIT.ok) wrong.push(`the next one ended with ${next.exit}: ${next.said.slice(-300)}`);
  }
  const again = await openWorkspaces(place);
  const hash = await again.hash("acme");
  await again.close();
  if (expected !== null && hash !== expected) wrong.push("another history");
  return { isFull, wrong, hash };
}

async function scan(env: Readonly<Record<string, string>>): Promise<{ readonly exit: number; readonly said: string }> {
  const child = spawn(process.execPath, [BIN, "scan", "acme", "--json"], {
    env: { ...process.env, REDIS_URL: "", WMMM_DEBUG: "1", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = await text(child.stderr);
  return {
    exit: child.exitCode ?? (await new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? -1)))),
    said,
  };
}

interface Disk {
  readonly directory: string;
  usedKb(): number;
  resize(kb: number): void;
  unmount(): void;
}

/** Null where this is not allowed. `owner`: of its directory. */
function mountDisk(kb: number, owner?: { readonly uid: number; readonly gid: number }): Disk | null {
  const parent = mkdtempSync(join(tmpdir(), "wmmm-disk-"));
  const directory = join(parent, "disk");
  mkdirSync(directory);
  const mount = (options: string): boolean => spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", directory]).status === 0;
  if (!mount(`size=${kb}k,mode=0700`)) {
    rmSync(parent, { recursive: true });
    return null;
  }
  if (owner !== undefined) for (const path of [parent, directory]) chownSync(path, owner.uid, owner.gid);
  return {
    directory,
    usedKb() {
      const { stdout } = spawnSync("df", ["--output=used", "-k", directory], { encoding: "utf8" });
      return Number(stdout.split("\n")[1]);
    },
    resize: (size) => void mount(`remount,size=${size}k`),
    unmount() {
      spawnSync("umount", [directory]);
      rmSync(parent, { recursive: true });
    },
  };
}
