import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import type { Ports } from "./ports.ts";

/** The real world. The only place, with the scripts, that reads the clock, the environment and randomness. */
export function processPorts(): Ports {
  const interrupt = new AbortController();
  process.on("SIGINT", () => {
    if (interrupt.signal.aborted) process.exit(130);
    process.stderr.write("\nFinishing the page in hand and saving; press Ctrl-C again to stop at once.\n");
    interrupt.abort();
  });
  // What stops services sends this one, and waits a while.
  process.on("SIGTERM", () => {
    if (interrupt.signal.aborted) process.exit(143);
    interrupt.abort();
  });
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // The reader went away (`wmmm list signals | head`): nothing is left to say.
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  const env = process.env;
  return {
    env,
    platform: process.platform,
    workingDirectory: process.cwd(),
    now: () => Date.now(),
    sleep: async (ms, signal) => {
      await delay(ms, undefined, { signal });
    },
    random: () => Math.random(),
    randomBytes: (size) => randomBytes(size),
    out: (text) => {
      process.stdout.write(text);
    },
    err: (text) => {
      process.stderr.write(text);
    },
    outIsTerminal: process.stdout.isTTY,
    errIsTerminal: process.stderr.isTTY && !env["CI"],
    prompts:
      process.stdin.isTTY && process.stdout.isTTY
        ? async () => (await import("./clack-prompts.ts")).clackPrompts(process.stdout.columns || 80)
        : null,
    // What is typed would be shown: a terminal is asked by prompts only.
    input: async () => (process.stdin.isTTY ? "" : text(process.stdin)),
    columns: process.stdout.columns || 80,
    colour: colourWanted(env, process.stdout.isTTY),
    interrupt: interrupt.signal,
    exit: (code) => process.exit(code),
  };
}

/** https://no-color.org and the FORCE_COLOR convention. */
function colourWanted(env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (env["NO_COLOR"]) return false;
  if (env["FORCE_COLOR"] !== undefined) return env["FORCE_COLOR"] !== "0";
  return isTerminal && env["TERM"] !== "dumb";
}
