/** Whoever mistypes is not slowed down. */
export const FREE_FAILURES = 5;
/** After the sixth failure a second, then two, four ... */
const FIRST_WAIT_MS = 1000;
export const LONGEST_WAIT_MS = 16_000;
/** So long after the last failure, a peer begins anew. */
export const FORGET_MS = 10 * 60_000;
/** Attempts of one peer that wait at once; each is a connection that is kept open. */
export const MOST_WAITING = 4;
/** Peers that are kept at once. Who comes from ever new addresses gets no further with a secret of 24 random letters. */
const MOST_PEERS = 1000;

export interface Turn {
  /** To be waited before the secret is looked at. */
  readonly waitMs: number;
  end(isRight: boolean): void;
}

export interface Attempts {
  /** Null: too many attempts of this peer wait already, and this one is not looked at. */
  begin(peer: string): Turn | null;
}

interface Peer {
  failures: number;
  failedAt: number;
  waiting: number;
}

/** Slows down those who give wrong secrets, each for itself. The wait stands before the look, so that a right guess is no faster than a wrong one. */
export function createAttempts(now: () => number): Attempts {
  const peers = new Map<string, Peer>();

  function kept(name: string): Peer {
    const known = peers.get(name);
    const peer = known ?? { failures: 0, failedAt: -Infinity, waiting: 0 };
    if (now() - peer.failedAt >= FORGET_MS) peer.failures = 0;
    // The one that failed last is the youngest.
    peers.delete(name);
    if (peers.size >= MOST_PEERS) {
      const oldest = peers.keys().next();
      if (oldest.done !== true) peers.delete(oldest.value);
    }
    peers.set(name, peer);
    return peer;
  }

  return {
    begin(name) {
      const peer = peers.get(name);
      const beyond = peer === undefined || now() - peer.failedAt >= FORGET_MS ? 0 : peer.failures - FREE_FAILURES;
      const waitMs = beyond <= 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (beyond - 1));
      if (peer !== undefined && waitMs > 0) {
        if (peer.waiting >= MOST_WAITING) return null;
        peer.waiting++;
      }
      return {
        waitMs,
        end(isRight) {
          if (peer !== undefined && waitMs > 0) peer.waiting--;
          if (isRight) {
            peers.delete(name);
            return;
          }
          const failed = kept(name);
          failed.failures++;
          failed.failedAt = now();
        },
      };
    },
  };
}
