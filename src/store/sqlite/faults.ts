import { ProblemError } from "../../model/problem.ts";
import { BrokenHistoryError } from "../event-codec.ts";

/** Primary result codes, https://www.sqlite.org/rescode.html */
const SQLITE_PERM = 3;
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_READONLY = 8;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const SQLITE_AUTH = 23;
const SQLITE_NOTADB = 26;
/** Extended code: the shared index of the write-ahead log could not grow, which on a full disk comes before SQLITE_FULL. */
const SQLITE_IOERR_SHMSIZE = 4874;

/** Extended result code of an error of node:sqlite, null for all others. */
function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !("errcode" in error)) return null;
  return typeof error.errcode === "number" ? error.errcode : null;
}

/** Another connection is writing. */
export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code !== null && (code & 0xff) === SQLITE_BUSY;
}

export function damaged(path: string, cause?: unknown): ProblemError {
  return new ProblemError(
    {
      code: "store-damaged",
      what: `The workspace file ${path} is damaged or is no workspace.`,
      todo: "Put back a copy of it, or move it away and scan again: everything in it can be read from the tracker.",
    },
    { cause },
  );
}

/** The problem behind an error of the database; anything that is not one comes back as it is. */
export function storeFault(error: unknown, path: string): unknown {
  if (error instanceof BrokenHistoryError) return damaged(path, error);
  const code = resultCode(error);
  if (code === null) return error;
  switch (code === SQLITE_IOERR_SHMSIZE ? SQLITE_FULL : code & 0xff) {
    case SQLITE_FULL:
      return new ProblemError(
        {
          code: "disk-full",
          what: `The disk is full, so the workspace file ${path} could not grow; what was stored before is untouched.`,
          todo: "Make room on that disk and run the same command again: it goes on where it stopped.",
        },
        { cause: error },
      );
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return damaged(path, error);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return new ProblemError(
        {
          code: "usage",
          what: `Another process is writing to the workspace file ${path}.`,
          todo: "Wait until it has finished and run the same command again.",
        },
        { cause: error },
      );
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      return new ProblemError(
        {
          code: "usage",
          what: `The workspace file ${path} could not be opened for writing.`,
          todo: "Check who owns the file and its directory, or set WMMM_HOME to a directory of your own.",
        },
        { cause: error },
      );
    default:
      return error;
  }
}
