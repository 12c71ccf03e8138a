import { Hono, type Context } from "hono";

export interface HookPlace {
  readonly workspace: string;
  readonly connection: string;
}

export interface PostedDelivery {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it came: signatures are over these very bytes. */
  readonly body: Uint8Array;
}

/** `known`: it came before. `nothing`: rightly signed, and about nothing that is read. */
export type Received = "taken" | "known" | "nothing" | "refused";

export interface HookPorts {
  /** Checks a delivery and keeps what it says. Throws where what it takes is not there, e.g. a database. */
  receive(place: HookPlace, delivery: PostedDelivery): Promise<Received>;
  /** Milliseconds, only ever compared with each other. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Why a delivery could not be looked at. */
  onError(error: unknown): void;
  /** `failed`: it could not be looked at; whoever sent it is asked to try again. */
  onReceived(how: Received | "failed" | "too-large"): void;
}

/** GitHub stops at 25 MB and a helper of Linear at 5 MiB; an issue with all its fields is some 100 kB. What is larger is not needed: it is only a hint. */
export const MOST_BYTES = 5 * 1024 * 1024;
/** Of all bodies that are being read at once, so that nobody fills the memory with what has no signature yet. */
export const MOST_HELD_BYTES = 64 * 1024 * 1024;
/** Longer than any check takes, so that how long a refusal takes says nothing of where it was decided. */
const REFUSE_AFTER_MS = 250;
/** What is refused beyond this is told to come later: a wrong secret at a vendor makes a few a minute, everything else is no vendor. */
export const REFUSALS_A_MINUTE = 120;
const MINUTE = 60_000;

/**
 * `POST /<workspace>/<connection>`: what vendors post when something has changed. An unknown workspace, an unknown connection and a wrong signature have one
 * answer, after one time. The limit counts refusals only and looks at nothing but their number: one that stood before the check would let anybody shut
 * out the vendor. Vendors take no other answer than 200 for an acknowledgement (Linear), and repeat what was answered with 429 or 503 (Jira, Linear).
 */
export function hookRoutes(ports: HookPorts): Hono {
  const routes = new Hono();
  const refusals = createRefusals(ports);
  let held = 0;

  routes.post("/:workspace/:connection", async (context) => {
    if (Number(context.req.header("content-length") ?? 0) > MOST_BYTES) return tooLarge(context);
    const parts: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const part of context.req.raw.body ?? []) {
        size += part.length;
        held += part.length;
        if (size > MOST_BYTES) return tooLarge(context);
        if (held > MOST_HELD_BYTES) return unavailable(context);
        parts.push(part);
      }
      return await checked(context, Buffer.concat(parts, size));
    } catch (error) {
      ports.onError(error);
      return unavailable(context);
    } finally {
      held -= size;
    }
  });
  return routes;

  async function checked(context: Context, body: Uint8Array): Promise<Response> {
    const startedAt = ports.now();
    const { workspace = "", connection = "" } = context.req.param();
    const how = await ports.receive({ workspace, connection }, { headers: context.req.header(), body });
    ports.onReceived(how);
    if (how !== "refused") return context.json({ status: how });
    const isLimited = refusals.add();
    await ports.sleep(Math.max(0, REFUSE_AFTER_MS - (ports.now() - startedAt)));
    return isLimited ? answer(context, 429, "Too Many Requests") : answer(context, 401, "Unauthorized");
  }

  function tooLarge(context: Context): Response {
    ports.onReceived("too-large");
    return answer(context, 413, "Content Too Large");
  }

  function unavailable(context: Context): Response {
    ports.onReceived("failed");
    return answer(context, 503, "Service Unavailable");
  }
}

function answer(context: Context, status: 401 | 413 | 429 | 503, title: string): Response {
  if (status === 429 || status === 503) context.header("retry-after", "60");
  return context.json({ type: "about:blank", title, status }, status);
}

/** Counts refusals minute by minute. */
function createRefusals({ now }: Pick<HookPorts, "now">) {
  let since = now();
  let count = 0;
  return {
    /** True: there were too many in this minute. */
    add(): boolean {
      if (now() - since >= MINUTE) [since, count] = [now(), 0];
      return ++count > REFUSALS_A_MINUTE;
    },
  };
}
