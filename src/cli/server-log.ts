import { ProblemError } from "../model/problem.ts";
import { createLog, type Log } from "../server/log.ts";
import { createRedaction, type Redaction } from "../server/redaction.ts";
import { SMTP_VARIABLE } from "./alert-sender.ts";
import type { Ports } from "./ports.ts";

export interface ServerLog {
  readonly log: Log;
  /** What must not be shown by it. */
  readonly redaction: Redaction;
}

/** The log of a server or worker, which shows no password of the services that it uses. */
export function openServerLog(ports: Ports): ServerLog {
  const redaction = createRedaction();
  for (const name of ["REDIS_URL", "DATABASE_URL", SMTP_VARIABLE]) addPassword(ports.env[name], redaction);
  redaction.add(ports.env["WMMM_ADMIN_SECRET"]?.trim() ?? "");
  const level = ports.env["WMMM_LOG_LEVEL"] ?? "info";
  return { log: createLog({ write: ports.err, now: ports.now, level, redaction }), redaction };
}

/** Messages of parsers and of the system quote what they were given, so only what is ours is told. */
export function toldOf(error: unknown): object {
  if (error instanceof ProblemError)
    return { problem: { code: error.problem.code, what: error.problem.what, todo: error.problem.todo } };
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  return { error: error instanceof Error ? error.name : typeof error, ...(code === undefined ? {} : { code }) };
}

function addPassword(address: string | undefined, redaction: Redaction): void {
  const password = address === undefined ? undefined : URL.parse(address)?.password;
  if (password) redaction.add(decodeURIComponent(password));
}
