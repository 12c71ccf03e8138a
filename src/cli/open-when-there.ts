import { ProblemError, type ProblemCode } from "../model/problem.ts";
import type { Log } from "../server/log.ts";
import { isLost } from "../store/postgres/faults.ts";
import type { Ports } from "./ports.ts";
import { toldOf } from "./server-log.ts";

/** A second, two, four ... ten seconds: a database that is started together with us is there within a few. */
const LONGEST_WAIT_MS = 10_000;
/** What is wrong with an address, a password or a right stays so until somebody mends it, and shall be seen at once. */
const MAY_COME: ReadonlySet<ProblemCode> = new Set(["unreachable", "connection-lost"]);

/** Opens what a server cannot be without, and waits for it as long as it is away. Null: it was asked to end meanwhile. */
export async function openWhenThere<T>(
  open: () => Promise<T>,
  log: Log,
  ports: Pick<Ports, "sleep" | "interrupt">,
): Promise<T | null> {
  for (let tries = 0; ; tries++) {
    try {
      const opened = await open();
      if (tries > 0) log.info("the database is there");
      return opened;
    } catch (error) {
      const mayCome = error instanceof ProblemError ? MAY_COME.has(error.problem.code) : isLost(error);
      if (!mayCome) throw error;
      const waitMs = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** tries);
      log.warn(
        { ...toldOf(error), waitMs },
        "waiting for the database; nothing is scanned and /readyz says 503 until it is there",
      );
      await ports.sleep(waitMs, ports.interrupt).catch(() => undefined);
    }
    if (ports.interrupt.aborted) return null;
  }
}
