import { Client, types, type CustomTypesConfig, type PoolClient } from "pg";
import { ProblemError } from "../../model/problem.ts";
import { workspaceName } from "../home.ts";
import { isLost, isTransient, storeFault, type Place } from "./faults.ts";
import { placeOf } from "./place.ts";
import { bePatient, KEEP_ALIVE_MS, watch, watchedPool } from "./pool.ts";
import { fromStored, toStored } from "./text.ts";

/** The schema that everything stands in, so that a database can be shared with others. */
export const SCHEMA = "wmmm";

/** Statements of one transaction. Several may be sent before the first is answered; they run in their order. */
export interface Querier {
  /** Rows as arrays. */
  rows<T extends readonly unknown[]>(text: string, values?: readonly unknown[]): Promise<readonly T[]>;
  /** How many rows it changed. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
}

export interface Answered {
  readonly rows: readonly Record<string, unknown>[];
  readonly count: number;
}

interface Connections {
  connect(): Promise<PoolClient>;
  /** Gives a connection back; one that an `error` has made useless is closed. */
  release(client: PoolClient, error?: unknown): void;
  /** Another connection in place of a lost one. */
  renew(client: PoolClient): Promise<PoolClient>;
}

/** Whoever is lent a connection. */
export interface Borrower {
  client: PoolClient;
}

/**
 * Sends the statement that begins a transaction. A connection can have been lost while it waited to be used (the server was restarted, a proxy grew tired): nothing
 * was asked of it yet, so another one does as well.
 */
export async function beginOn(borrower: Borrower, statement: string, { renew }: Pick<Connections, "renew">): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await borrower.client.query(statement);
      return;
    } catch (error) {
      // Each of those that waited may be lost.
      if (!isLost(error) || attempt > CONNECTIONS) throw error;
      borrower.client = await renew(borrower.client);
    }
  }
}

/** `read`: as of one instant, and nothing is written. `long`: one statement may take minutes. */
type Kind = "read" | "long";

export interface Database extends Place, Connections {
  /** The role that workspaces are read and written as: neither owner nor superuser, and bound to row-level security. */
  readonly role: string;
  /** SQL that begins a transaction in which this workspace can be seen, and no other. `null`: the names of all, and nothing else. */
  begin(workspace: string | null, kind?: Kind): string;
  /** Runs `work` as one transaction of a workspace. It may run more than once, when the server asks for that. */
  transaction<T>(workspace: string | null, work: (querier: Querier) => Promise<T>, kind?: Kind): Promise<T>;
  /** The same without a workspace, and as whoever DATABASE_URL names: for tables and roles. */
  asOwner<T>(work: (querier: Querier) => Promise<T>): Promise<T>;
  /** A connection beside the others, which its caller ends. */
  connectAlone(): Promise<Client>;
  /** The same database through one connection at a time, so that what is asked of it happens in the order of asking. */
  oneAtATime(): Database;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Connections at most. */
  readonly connections?: number;
}

const CONNECT_WITHIN_MS = 10_000;
const CONNECTIONS = 4;
/**
 * A process that was stopped in the middle of a transaction, or that the network has cut off, holds locks: after this the server ends it for the others. They wait
 * for longer than that, and for an answer longer still.
 */
const IDLE_WITHIN_MS = 10_000;
const LOCK_WITHIN_MS = 15_000;
const SILENT_MS = 20_000;
/** Who only reads, or has a workspace to itself, holds nobody up. */
const IDLE_ELSEWHERE_MS = 60_000;
/** Tables are made and removed without a word in between. */
const PATIENT_MS = 600_000;
const ATTEMPTS = 5;
/** PostgreSQL cuts longer names. */
const MOST_NAME_BYTES = 63;

/** Counts and instants are far below 2^53. */
const parsers: CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === types.builtins.INT8) return Number;
    if (oid === types.builtins.TEXT || oid === types.builtins.VARCHAR) return fromStored;
    return types.getTypeParser(oid, format ?? "text") as (value: string) => unknown;
  },
};

function asParameter(value: unknown): unknown {
  if (typeof value === "string") return toStored(value);
  if (Array.isArray(value)) return value.map(asParameter);
  return value;
}

export async function ask(client: PoolClient, text: string, values: readonly unknown[] = []): Promise<Answered> {
  const { rows, rowCount } = await client.query<Record<string, unknown>>({ text, values: values.map(asParameter) });
  return { rows, count: rowCount ?? 0 };
}

function querierOf(client: PoolClient): Querier {
  return {
    rows: async <T extends readonly unknown[]>(text: string, values: readonly unknown[] = []) => {
      const { rows } = await client.query<unknown[]>({ text, values: values.map(asParameter), rowMode: "array" });
      return rows as unknown as readonly T[];
    },
    run: async (text, values) => (await ask(client, text, values)).count,
  };
}

/** Runs what is one transaction again while the server asks for that. */
export async function retried<T>(place: Place, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const cause = error instanceof ProblemError ? error.cause : error;
      if (!isTransient(cause) || attempt === ATTEMPTS) throw storeFault(error, place);
    }
  }
}

/** Connects when first used. Every error with a meaning for users comes out as a `ProblemError`. */
export function openDatabase({ url, connections = CONNECTIONS }: DatabaseOptions): Database {
  const place = placeOf(url);
  const role = Buffer.from(`wmmm_app_${place.database}`).subarray(0, MOST_NAME_BYTES).toString();
  const settings = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    application_name: "wmmm",
    types: parsers,
  };
  // A process that has nothing else to do ends, whatever is open.
  // A connection that is lost is told to whoever uses it, or not needed.
  const pool = watchedPool({
    ...settings,
    silentMs: SILENT_MS,
    onError: () => undefined,
    max: connections,
    allowExitOnIdle: true,
  });

  const lent = new Set<PoolClient>();
  const pooled: Connections = {
    async connect() {
      try {
        const client = await pool.connect();
        lent.add(client);
        return client;
      } catch (error) {
        throw storeFault(error, place);
      }
    },
    release(client, error) {
      // A lost one has been given back when no other could be had.
      if (lent.delete(client)) client.release(error !== undefined && isLost(error));
    },
    renew(client) {
      lent.delete(client);
      client.release(true);
      return pooled.connect();
    },
  };

  const over = (connections: Connections): Database => {
    const { connect, release, renew } = connections;
    async function once<T>(statement: string, work: (querier: Querier) => Promise<T>, kind?: Kind): Promise<T> {
      const borrower: Borrower = { client: await connect() };
      try {
        await beginOn(borrower, statement, connections);
        if (kind === "long") bePatient(borrower.client, PATIENT_MS);
        const result = await work(querierOf(borrower.client));
        await borrower.client.query("COMMIT");
        if (kind === "long") bePatient(borrower.client, SILENT_MS);
        release(borrower.client);
        return result;
      } catch (error) {
        // What a lost connection had not committed, the server has undone.
        if (!isLost(error)) await borrower.client.query("ROLLBACK").catch(() => undefined);
        if (kind === "long") bePatient(borrower.client, SILENT_MS);
        release(borrower.client, error);
        throw error;
      }
    }
    const begin: Database["begin"] = (workspace, kind) => beginIn(role, workspace, kind);
    return {
      name: place.name,
      role,
      connect,
      release,
      renew,
      begin,
      transaction: (workspace, work, kind) => retried(place, () => once(begin(workspace, kind), work, kind)),
      asOwner: (work) => retried(place, () => once(`BEGIN; SELECT set_config('search_path', '${SCHEMA}', true)`, work, "long")),
      async connectAlone() {
        const client = new Client(settings);
        client.on("error", () => undefined);
        try {
          await client.connect();
          watch(client, SILENT_MS);
          return client;
        } catch (error) {
          throw storeFault(error, place);
        }
      },
      oneAtATime: () => over(oneAtATime(connections)),
      close: () => pool.end(),
    };
  };
  return over(pooled);
}

/** Settings of a transaction end with it, so that nothing is left on a connection for whoever uses it next. */
function beginIn(role: string, workspace: string | null, kind?: Kind): string {
  const settings: Readonly<Record<string, string>> = {
    role,
    search_path: SCHEMA,
    lock_timeout: String(LOCK_WITHIN_MS),
    idle_in_transaction_session_timeout: String(kind === undefined ? IDLE_WITHIN_MS : IDLE_ELSEWHERE_MS),
    "wmmm.workspace": workspace === null ? "" : workspaceName(workspace),
    "wmmm.catalogue": workspace === null ? "on" : "",
  };
  const calls = Object.entries(settings).map(([name, value]) => `set_config('${name}', '${value.replaceAll("'", "''")}', true)`);
  return `BEGIN${kind === "read" ? " ISOLATION LEVEL REPEATABLE READ READ ONLY" : ""}; SELECT ${calls.join(", ")}`;
}

/** Lends one connection at a time, in the order in which they were asked for. */
function oneAtATime({ connect, release, renew }: Connections): Connections {
  let last: Promise<void> = Promise.resolve();
  let done = (): void => {};
  return {
    async connect() {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      await before;
      done = resolve;
      try {
        return await connect();
      } catch (error) {
        resolve();
        throw error;
      }
    },
    release(client, error) {
      release(client, error);
      done();
    },
    renew,
  };
}
