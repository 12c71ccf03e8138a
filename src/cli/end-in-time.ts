import type { Log } from "../server/log.ts";
import { EXIT, type Ports } from "./ports.ts";

/** Whoever stops services waits for 30 s, as a rule, before killing them. */
export const END_WITHIN_MS = 25_000;

/**
 * Waits for `stop`, but not for ever: behind a network that lets one statement through in seconds, giving everything back takes minutes. What is left
 * then is what a killed process leaves: the server undoes its transactions, and others take over what it held once that has run out.
 */
export async function endInTime(
  stop: () => Promise<void>,
  log: Pick<Log, "warn">,
  ports: Pick<Ports, "sleep" | "exit">,
): Promise<void> {
  const over = new AbortController();
  const leave = async (): Promise<void> => {
    // Aborted when all was given back.
    await ports.sleep(END_WITHIN_MS, over.signal).catch(() => undefined);
    if (over.signal.aborted) return;
    log.warn({ afterMs: END_WITHIN_MS }, "ended before all was given back: others go on with it once its hold has run out");
    ports.exit(EXIT.ok);
  };
  const leaving = leave();
  try {
    await stop();
  } finally {
    over.abort();
    await leaving;
  }
}
