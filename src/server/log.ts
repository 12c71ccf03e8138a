import { pino, type Logger } from "pino";
import type { Instant } from "../model/window.ts";
import type { Redaction } from "./redaction.ts";

export type Log = Pick<Logger, "info" | "warn" | "error" | "debug">;

/**
 * One JSON object a line. What is logged are ids, counts and problems, never texts of a tracker; and whatever secret should get into a line all the same does not
 * leave it.
 */
export function createLog(options: { write(line: string): void; now(): Instant; level: string; redaction: Redaction }): Log {
  return pino(
    { level: options.level, base: null, timestamp: () => `,"time":"${new Date(options.now()).toISOString()}"` },
    { write: (line: string) => options.write(options.redaction.redact(line)) },
  );
}
