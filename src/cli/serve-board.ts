import { getConnInfo } from "@hono/node-server/conninfo";
import type { Hono } from "hono";
import { ProblemError } from "../model/problem.ts";
import { MINUTE_MS } from "../model/window.ts";
import { boardRoutes } from "../server/board.ts";
import type { Log } from "../server/log.ts";
import { createSeldom } from "../server/seldom.ts";
import type { Ports } from "./ports.ts";
import type { Work } from "./work.ts";

export const ADMIN_VARIABLE = "WMMM_ADMIN_SECRET";
/** As long as 24 random letters. */
const LEAST = 24;

/** The board of the queue, where an admin's secret is set; null where none is. Throws `ProblemError` (`usage`) for one that could be guessed. */
export function serveBoard(work: () => Work | null, ports: Ports, log: Log): Hono | null {
  const secret = ports.env[ADMIN_VARIABLE]?.trim();
  if (!secret) return null;
  if (secret.length < LEAST || !/^[\x21-\x7e]+$/.test(secret)) {
    throw new ProblemError({
      code: "usage",
      what: `${ADMIN_VARIABLE} is no secret: it is shorter than ${LEAST} characters, or holds spaces or letters that not every browser sends alike.`,
      todo: "Make one with  openssl rand -hex 24  or unset it: there is no board then.",
    });
  }
  const seldom = createSeldom(ports.now, MINUTE_MS);
  return boardRoutes({
    secret,
    now: ports.now,
    sleep: (ms) => ports.sleep(ms, ports.interrupt).catch(() => undefined),
    onWrongSecret: () => seldom("", (times) => log.warn({ times }, "somebody gave a wrong secret for the board")),
    queues: () => work()?.queue.bullmq?.() ?? null,
    remoteAddress: (context) => getConnInfo(context).remote.address,
  });
}
