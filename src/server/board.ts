import type { Queue } from "bullmq";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import { createHash, timingSafeEqual } from "node:crypto";
import { createAttempts, LONGEST_WAIT_MS } from "./attempts.ts";

export interface BoardPorts {
  /** What an admin proves to know. */
  readonly secret: string;
  /** Queues of BullMQ; null: they are not there yet, or the queue is another one. */
  queues(): readonly Queue[] | null;
  /** Where a request comes from; undefined = not known. */
  remoteAddress(context: Context): string | undefined;
  /** Milliseconds, only ever compared with each other. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Somebody gave another secret. */
  onWrongSecret(): void;
}

/** Where it is mounted. */
export const BOARD_PATH = "/board";
const USER = "admin";
/** This machine, as IPv4, IPv6 and the former within the latter. */
const LOOPBACK = /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;

/** The page brings its own scripts and styles; its fonts of another host are left out, and nobody may frame it. Some of its parts write styles into the page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Messages of errors quote what they were given, e.g. addresses of services; so do lists of connections. */
const HIDDEN: ReadonlySet<string> = new Set([
  "failedReason",
  "deferredFailure",
  "stacktrace",
  "data",
  "returnValue",
  "addr",
  "laddr",
]);

/**
 * The board of BullMQ, to look at and nothing else, for admins: HTTP Basic, user `admin`. The secret goes with every request, so whoever comes neither from this machine
 * nor through a proxy that speaks TLS is sent away before being asked for it.
 */
export function boardRoutes(ports: BoardPorts): Hono {
  const routes = new Hono();
  let opened: Promise<Hono> | null = null;
  routes.use(hardened, encrypted(ports), onlyLooking, admins(ports));
  routes.all("/*", async (context) => {
    const queues = ports.queues();
    if (queues === null) return context.text("There is no queue of BullMQ here.\n", 503);
    opened ??= openBoard(queues);
    const board = await opened;
    return withoutMessages(await board.fetch(context.req.raw));
  });
  return routes;
}

const hardened: MiddlewareHandler = async (context, next) => {
  await next();
  context.header("content-security-policy", POLICY);
  context.header("x-content-type-options", "nosniff");
  context.header("referrer-policy", "no-referrer");
  context.header("cache-control", "no-store");
};

function encrypted({ remoteAddress }: BoardPorts): MiddlewareHandler {
  return async (context, next) => {
    const isHere = LOOPBACK.test(remoteAddress(context) ?? "");
    // Whoever makes this header up endangers nobody's secret but their own.
    if (isHere || context.req.header("x-forwarded-proto") === "https") return next();
    return context.text("The board is shown to this machine, or through a proxy with TLS that sets x-forwarded-proto.\n", 403);
  };
}

const onlyLooking: MiddlewareHandler = async (context, next) =>
  context.req.method === "GET" || context.req.method === "HEAD"
    ? next()
    : context.text("The board can be looked at only.\n", 405);

/** A browser asks without a secret first; only those who give a wrong one are slowed down, before anybody looks at the next one that they give. */
function admins(ports: BoardPorts): MiddlewareHandler {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const wanted = digest(`Basic ${Buffer.from(`${USER}:${ports.secret}`).toString("base64")}`);
  const attempts = createAttempts(ports.now);
  const refused = (context: Context): Response => {
    context.header("www-authenticate", 'Basic realm="wmmm", charset="UTF-8"');
    return context.text("Admins only.\n", 401);
  };
  return async (context, next) => {
    const given = context.req.header("authorization");
    if (given === undefined) return refused(context);
    const peer = ports.remoteAddress(context) ?? "";
    const turn = attempts.begin(peer);
    if (turn === null) {
      context.header("retry-after", String(Math.ceil(LONGEST_WAIT_MS / 1000)));
      return context.text("Too many wrong secrets came from where you are; wait a while.\n", 429);
    }
    if (turn.waitMs > 0) await ports.sleep(turn.waitMs);
    // Of digests, so that neither the length nor the beginning of what is right can be measured.
    const isRight = timingSafeEqual(digest(given), wanted);
    turn.end(isRight);
    if (isRight) return next();
    ports.onWrongSecret();
    return refused(context);
  };
}

/** Loaded when somebody looks for the first time. */
async function openBoard(queues: readonly Queue[]): Promise<Hono> {
  const [{ createBullBoard }, { BullMQAdapter }, { HonoAdapter }, { serveStatic }] = await Promise.all([
    import("@bull-board/api"),
    import("@bull-board/api/bullMQAdapter"),
    import("@bull-board/hono"),
    import("@hono/node-server/serve-static"),
  ]);
  const server = new HonoAdapter(serveStatic);
  server.setBasePath(BOARD_PATH);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false })),
    serverAdapter: server,
    options: { uiConfig: { boardTitle: "wmmm", hideRedisDetails: true } },
  });
  // With and without a slash at the end.
  return new Hono({ strict: false }).route(BOARD_PATH, server.registerPlugin());
}

async function withoutMessages(answer: Response): Promise<Response> {
  if (!answer.headers.get("content-type")?.startsWith("application/json")) return answer;
  const text = JSON.stringify(await answer.json(), (key, value: unknown) => (HIDDEN.has(key) ? hidden(value) : value));
  return new Response(text, { status: answer.status, headers: { "content-type": "application/json" } });
}

/** Of the same kind, so that the page can show it. */
function hidden(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  return typeof value === "string" && value !== "" ? "(see the log)" : null;
}
