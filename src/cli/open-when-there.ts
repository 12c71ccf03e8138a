import { ProblemError, type ProblemCode } from "../model/problem.ts";
import { isLost } from "../store/postgres/faults.ts";
import type { Failures } from "./failures.ts";
import type { Ports } from "./ports.ts";

/** A second, two, four ... ten seconds: a database that is started together with us is there within a few. */
const LONGEST_WAIT_MS = 10_000;
/** What is wrong with an address, a password or a right stays so until somebody mends it, and shall be seen at once. */
const MAY_COME: ReadonlySet<ProblemCode> = new Set(["unreachable", "connection-lost"]);

/**
 * Opens what a server cannot be without, and waits for it as long as it is away: the log says so at once, then once a minute. Null: it was asked to end
 * meanwhile.
 */
export async function openWhenThere<T>(
  open: () => Promise<T>,
  failures: Pick<Failures, "failed" | "databaseIsThere">,
  ports: Pick<Ports, "sleep" | "interrupt">,
): Promise<T | null> {
  for (let tries = 0; ; tries++) {
    try {
      const opened = await open();
      failures.databaseIsThere();
      return opened;
    } catch (error) {
      const mayCome = error instanceof ProblemError ? MAY_COME.has(error.problem.code) : isLost(error);
      if (!mayCome) throw error;
      failures.failed(error);
      await ports.sleep(Math.min(LONGEST_WAIT_MS, 1000 * 2 ** tries), ports.interrupt).catch(() => undefined);
    }
    if (ports.interrupt.aborted) return null;
  }
}
