import { ProblemError, type ProblemCode } from "../../model/problem.ts";
import { BrokenHistoryError } from "../event-codec.ts";

/** The database as it may be named: never with a user or a password. */
export interface Place {
  /** `host:port/database`. */
  readonly name: string;
}

/** SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html, or a code of the system's network calls. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if ("code" in error && typeof error.code === "string") return error.code;
  // pg tells these by their words alone.
  if (/^(?:Connection terminated|Client was closed|Client has encountered a connection error)/.test(error.message))
    return "08006";
  if (/^timeout exceeded when trying to connect|^Connection terminated due to connection timeout/.test(error.message))
    return "ETIMEDOUT";
  return null;
}

/** The server chose one of two transactions to begin again; nothing of it is stored. */
export function isTransient(error: unknown): boolean {
  const code = codeOf(error);
  return code === "40001" || code === "40P01";
}

/** The connection is of no use any more. */
export function isLost(error: unknown): boolean {
  const code = codeOf(error);
  return code !== null && (/^(?:08|57P0|25P03)/.test(code) || NETWORK.has(code));
}

/** A code where the error, or the problem made of it, says that the database is away or takes no connection; null: it says something else. */
export function outageCodeOf(error: unknown): string | null {
  const at = error instanceof ProblemError ? error.cause : error;
  return isLost(at) || codeOf(at) === "53300" ? codeOf(at) : null;
}

const NETWORK: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
]);

const AGAIN = "Run the same command again: it goes on where it stopped.";

interface Told {
  readonly code: ProblemCode;
  what(place: string): string;
  readonly todo: string;
}

/** In this order; the first whose codes begin the error's own. */
const FAULTS: readonly (readonly [readonly string[], Told])[] = [
  [
    ["53100"],
    {
      code: "disk-full",
      what: (place) => `The disk of the database ${place} is full; what was stored before is untouched.`,
      todo: `Make room there. ${AGAIN}`,
    },
  ],
  [
    ["XX001", "XX002"],
    {
      code: "store-damaged",
      what: (place) => `PostgreSQL finds damage in the database ${place}.`,
      todo: "Put back a copy of it, or scan again into another database: everything in it can be read from the tracker.",
    },
  ],
  [
    ["28"],
    {
      code: "unauthenticated",
      what: (place) => `The database ${place} refused the user or the password of DATABASE_URL.`,
      todo: "Check both in DATABASE_URL.",
    },
  ],
  [
    ["3D000"],
    {
      code: "usage",
      what: (place) => `There is no database ${place}.`,
      todo: "Create it, or name another one in DATABASE_URL.",
    },
  ],
  [
    ["42501", "0LP01"],
    {
      code: "forbidden",
      what: (place) => `The user of DATABASE_URL lacks a right in the database ${place}.`,
      todo: 'Run "wmmm migrate up" once as the owner of the database, who may create roles; then grant the role that it names to this user.',
    },
  ],
  [
    ["55P03"],
    {
      code: "usage",
      what: (place) => `Another process is writing to this workspace in the database ${place}.`,
      todo: "Wait until it has finished and run the same command again.",
    },
  ],
  [
    ["53300", "57P03", "ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOENT"],
    {
      code: "unreachable",
      what: (place) => `The database ${place} could not be reached, or takes no more connections.`,
      todo: "Check that it runs and that DATABASE_URL names it.",
    },
  ],
  [
    ["08", "57P0", "25P03", "ECONNRESET", "EPIPE"],
    {
      code: "connection-lost",
      what: (place) => `The connection to the database ${place} was lost; what was reported as stored is there.`,
      todo: AGAIN,
    },
  ],
  [
    ["40001", "40P01"],
    {
      code: "connection-lost",
      what: (place) =>
        `The database ${place} ended the same change several times because of others at the same time; nothing of it is stored.`,
      todo: AGAIN,
    },
  ],
];

/** The problem behind an error of the database; anything that is not one comes back as it is. */
export function storeFault(error: unknown, { name }: Place): unknown {
  if (error instanceof ProblemError) return error;
  if (error instanceof BrokenHistoryError) return damagedHistory(name, error);
  const code = codeOf(error);
  if (code === null) return error;
  const told = FAULTS.find(([codes]) => codes.some((known) => code.startsWith(known)))?.[1];
  if (told === undefined) return error;
  return new ProblemError({ code: told.code, what: told.what(name), todo: told.todo }, { cause: error });
}

function damagedHistory(name: string, cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: "store-damaged",
      what: `A history in the database ${name} is damaged.`,
      todo: "Put back a copy of it, or scan again into another workspace: everything in it can be read from the tracker.",
    },
    { cause },
  );
}
