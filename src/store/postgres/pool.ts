import type { Socket } from "node:net";
import { Pool, type Client, type PoolClient, type PoolConfig } from "pg";

export interface WatchedPoolOptions extends PoolConfig {
  /**
   * A connection on which something was asked, and nothing came for so long, is given up: what lies between may have forgotten it without a word, and
   * the system notices that only after a quarter of an hour. Longer than the server itself lets a statement wait for locks.
   */
  readonly silentMs: number;
  /** What happens to connections that nobody uses at that moment. */
  onError(error: unknown): void;
}

/** Before the system asks the other side whether it is still there. */
export const KEEP_ALIVE_MS = 10_000;

/**
 * A server asks a connection that has been quiet for 20 s three times whether somebody is still there. Those of a machine that is gone without a word
 * would stay for two hours otherwise, and a server has a hundred of them.
 */
export const LIFE_SIGNS = `SELECT set_config('tcp_keepalives_idle', '20', false), set_config('tcp_keepalives_interval', '10', false),
  set_config('tcp_keepalives_count', '3', false)`;

const sockets = new WeakMap<Pool, Set<Socket>>();

/** A pool of connections none of which waits for ever for a server that is not there any more. */
export function watchedPool({ silentMs, onError, ...config }: WatchedPoolOptions): Pool {
  const open = new Map<Socket, () => number>();
  const all = new Set<Socket>();
  const pool = new Pool({
    ...config,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    onConnect: (client) => made(client as Client),
  });
  sockets.set(pool, all);
  // A connection that idles and is cut is replaced by the next one that is needed.
  pool.on("error", onError);

  /** The pool waits for what this gives before anybody gets the connection: the driver takes one statement after the other. */
  function made(client: Client | PoolClient): unknown {
    // One that is cut while it is used tells its user, and this as well: an event that nobody listens to would end the process.
    client.on("error", onError);
    const socket = socketOf(client);
    const heardAt = watch(client, silentMs, () => {
      // Those that were opened before and have not been heard of since are of the same kind most likely. Each would cost its user the same wait.
      const before = performance.now() - silentMs;
      for (const [other, at] of open) if (at() <= before) other.destroy(silent());
    });
    open.set(socket, heardAt);
    all.add(socket);
    socket.on("close", () => {
      open.delete(socket);
      all.delete(socket);
    });
    return client.query(LIFE_SIGNS);
  }
  return pool;
}

/** Ends a pool; connections that have not been given back within so long are closed all the same. */
export async function endPool(pool: Pool, withinMs: number): Promise<void> {
  const timer = setTimeout(() => {
    for (const socket of sockets.get(pool) ?? []) socket.destroy(silent());
  }, withinMs);
  try {
    await pool.end();
  } finally {
    clearTimeout(timer);
  }
}

/** Watches one connection, see `WatchedPoolOptions.silentMs`. Gives when something was last heard, in the time of `performance.now`. */
export function watch(client: Client | PoolClient, silentMs: number, onSilent: () => void = () => {}): () => number {
  const socket = socketOf(client);
  let heardAt = performance.now();
  let answered = socket.bytesWritten;
  socket.on("data", () => {
    heardAt = performance.now();
  });
  // The first bytes of an answer are none: the network may go away behind them. In front of the driver's own, which sends the next statement within it.
  client.connection.prependListener("readyForQuery", () => {
    answered = socket.bytesWritten;
  });
  socket.on("timeout", () => {
    if (socket.bytesWritten === answered) return;
    socket.destroy(silent());
    onSilent();
  });
  socket.setTimeout(silentMs);
  return () => heardAt;
}

/** For the statements to come on this connection, which may keep the server busy without a word for longer. */
export function bePatient(client: PoolClient, silentMs: number): void {
  socketOf(client).setTimeout(silentMs);
}

function silent(): Error {
  return Object.assign(new Error("the database did not answer any more"), { code: "ETIMEDOUT" });
}

function socketOf(client: Client | PoolClient): Socket {
  return client.connection.stream as Socket;
}
