import type { Client } from "pg";
import { beingScanned } from "../missing-workspace.ts";
import type { LockShare } from "../store-home.ts";
import { codeOf, storeFault, type Place } from "./faults.ts";
import { LIFE_SIGNS } from "./pool.ts";

/** Locks on workspaces, all of a process on one connection of its own, which the server takes away with a process that dies. */
export interface WorkspaceLocks {
  hold<T>(workspace: string, share: LockShare, use: () => Promise<T>): Promise<T>;
}

interface Held {
  readonly share: LockShare;
  users: number;
}

/**
 * A machine that is gone without a word lets go within a minute. A process that was killed a moment ago is waited for: the server needs some
 * milliseconds to notice.
 */
const SETTINGS = `${LIFE_SIGNS}, set_config('lock_timeout', '500ms', false)`;
const LOCK_NOT_AVAILABLE = "55P03";

const TAKE: Readonly<Record<LockShare, string>> = {
  alone: "SELECT pg_advisory_lock(hashtextextended($1, 0))",
  "with-workers": "SELECT pg_advisory_lock_shared(hashtextextended($1, 0))",
};
const LET_GO: Readonly<Record<LockShare, string>> = {
  alone: "SELECT pg_advisory_unlock(hashtextextended($1, 0))",
  "with-workers": "SELECT pg_advisory_unlock_shared(hashtextextended($1, 0))",
};

/** `connect` makes a connection that nothing else uses. */
export function workspaceLocks(place: Place, connect: () => Promise<Client>): WorkspaceLocks {
  const held = new Map<string, Held>();
  let client: Client | null = null;
  /** One taking or letting go at a time. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const answer = last.then(work);
    last = answer.catch(() => undefined);
    return answer;
  };

  async function connected(): Promise<Client> {
    if (client !== null) return client;
    const made = await connect();
    // Whoever held a lock there may be replaced from now on; their leases see to it that they write nothing then.
    made.on("error", () => undefined);
    made.on("end", () => {
      if (client === made) client = null;
    });
    await made.query(SETTINGS);
    client = made;
    return made;
  }

  async function take(workspace: string, share: LockShare): Promise<void> {
    const known = held.get(workspace);
    if (known !== undefined) {
      // The server would let the same connection have it twice.
      if (share === "alone" || known.share === "alone") throw beingScanned(workspace);
      known.users++;
      return;
    }
    try {
      await (await connected()).query(TAKE[share], [`scan ${workspace}`]);
      held.set(workspace, { share, users: 1 });
    } catch (error) {
      await endIfIdle();
      throw codeOf(error) === LOCK_NOT_AVAILABLE ? beingScanned(workspace, error) : storeFault(error, place);
    }
  }

  async function letGo(workspace: string): Promise<void> {
    const known = held.get(workspace)!;
    if (--known.users > 0) return;
    held.delete(workspace);
    // Where the connection is gone, so is the lock.
    await client?.query(LET_GO[known.share], [`scan ${workspace}`]).catch(() => undefined);
    await endIfIdle();
  }

  /** An open connection would keep a process from ending. */
  async function endIfIdle(): Promise<void> {
    if (held.size > 0 || client === null) return;
    const idle = client;
    client = null;
    await idle.end().catch(() => undefined);
  }

  return {
    async hold(workspace, share, use) {
      await inTurn(() => take(workspace, share));
      try {
        return await use();
      } finally {
        await inTurn(() => letGo(workspace));
      }
    },
  };
}
