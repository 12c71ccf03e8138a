import { setTimeout as pause } from "node:timers/promises";
import type { GuardedServer } from "./guarded.ts";

const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 20;

/** Asks until `isReady` says so. Throws with what the server printed when it ends or takes too long. */
export async function untilReady(name: string, server: GuardedServer, isReady: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < READY_WITHIN_MS; waited += ASK_EVERY_MS) {
    if (!server.isAlive()) break;
    if (await isReady()) return;
    await pause(ASK_EVERY_MS);
  }
  const log = server.log();
  await server.stop();
  throw new Error(`${name} did not start:\n${log}`);
}
