import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beingScanned } from "../missing-workspace.ts";
import type { LockShare } from "../store-home.ts";

const SQLITE_BUSY = 5;

/**
 * Keeps other processes from reading the same workspace at the same time: two readers would ask for everything twice and overwrite each
 * other's place. The lock is one of SQLite's on an empty file beside the workspace, so the system takes it away with a process that dies,
 * however it dies. Workers, whose tasks are kept apart elsewhere, share it among themselves and keep out those who want to be alone. Gives back how to release it;
 * throws `ProblemError` (`usage`) when it is held.
 */
export function lockForScan(path: string, workspace: string, share: LockShare = "alone"): () => void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(`${path}-lock`, { timeout: 0 });
  try {
    if (share === "alone") lock.exec("BEGIN EXCLUSIVE");
    else {
      lock.exec("BEGIN");
      // Takes the shared lock and keeps it until the end of the transaction.
      lock.prepare("SELECT count(*) FROM sqlite_schema").get();
    }
  } catch (error) {
    lock.close();
    if (!(error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY)) throw error;
    throw beingScanned(workspace, error);
  }
  return () => lock.close();
}
