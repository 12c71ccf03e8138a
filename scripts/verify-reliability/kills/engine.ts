import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Failpoint } from "../../../src/model/failpoint.ts";
import { WORKSPACE, type KilledPlace } from "./job.ts";

/** What a workspace is killed in. */
export interface KilledEngine {
  /** Uses a place with nothing in it, and takes it away. */
  inPlace<T>(use: (place: KilledPlace) => Promise<T>): Promise<T>;
  /** Whether the engine itself finds what was left behind sound. */
  isSound(place: KilledPlace): Promise<boolean>;
  /** Not every engine passes by every name. */
  reaches(name: Failpoint): boolean;
}

/** In memory where the system has a place for that. */
export async function inDirectory<T>(use: (home: string) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "wmmm-kills-"));
  try {
    return await use(home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

export const FILES: KilledEngine = {
  inPlace: (use) => inDirectory((home) => use({ home, databaseUrl: null })),
  async isSound({ home }) {
    const path = join(home, `${WORKSPACE}.sqlite`);
    // Killed before there was a file: as good as an empty one.
    if (!existsSync(path)) return true;
    const database = new DatabaseSync(path);
    try {
      return database.prepare("PRAGMA integrity_check").get()?.["integrity_check"] === "ok";
    } finally {
      database.close();
    }
  },
  // SQLite's migrator makes its tables between two names.
  reaches: (name) => name !== "open:table-made",
};
