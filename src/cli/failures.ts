import { redisFaultOf } from "../../jobs/bullmq/redis-faults.ts";
import { MINUTE_MS } from "../model/window.ts";
import type { Log } from "../server/log.ts";
import { createOutages, type OutageNews, type Service } from "../server/outages.ts";
import { createSeldom } from "../server/seldom.ts";
import { outageCodeOf } from "../store/postgres/faults.ts";
import { placeOf } from "../store/postgres/place.ts";
import type { Ports } from "./ports.ts";
import { toldOf } from "./server-log.ts";
import { databaseUrl } from "./workspace.ts";

/** Where a server or worker tells what fails and is tried again: what a service that is away brings about is one outage, whoever meets it. */
export interface Failures {
  /** Of whatever may use the services that are set. */
  failed(error: unknown): void;
  /** The database was opened: it is there, whatever failed before. */
  databaseIsThere(): void;
  /** Asks services that are away whether they are back, until `signal` is aborted. */
  watch(services: Readonly<Record<Service, () => Promise<void>>>, signal: AbortSignal): Promise<void>;
}

/** Services are asked so often while they are away. */
const ASK_MS = 1000;

/** How a log line names what is away: without user, password and options. */
export interface Places {
  readonly redis: string | null;
  readonly database: string | null;
}

export function placesOf(ports: Ports): Places {
  const [redis, database] = [ports.env["REDIS_URL"], databaseUrl(ports)];
  const parsed = redis ? URL.parse(redis) : null;
  return {
    redis: redis ? `${parsed?.hostname || "localhost"}:${parsed?.port || "6379"}` : null,
    database: database === null ? null : placeOf(database).name,
  };
}

export function tellFailures(log: Log, places: Places, ports: Pick<Ports, "now" | "sleep">): Failures {
  const outages = createOutages({ now: ports.now, tell: (news) => tell(news) });
  const seldom = createSeldom(ports.now, MINUTE_MS);

  function tell(news: OutageNews): void {
    const { service, code, failures } = news;
    const at = (service === "Redis" ? places.redis : places.database) ?? "";
    const since = new Date(news.since).toISOString();
    const name = service === "Redis" ? `Redis at ${at}` : `the database ${at}`;
    const told = { service, at, code, since, failures };
    if (news.what === "back") return log.info({ ...told, awayMs: news.awayMs }, `${name} is there again`);
    const todo = todoOf(service, code);
    if (news.what === "away") return log.error({ ...told, todo }, `${name} is still away`);
    log.error(
      { ...told, todo },
      `${name} cannot be used; scans wait, what is stored stays, and /readyz says 503 until it is back`,
    );
  }

  return {
    failed(error) {
      const redis = places.redis === null ? null : redisFaultOf(error);
      if (redis !== null) return outages.failed("Redis", redis);
      const database = places.database === null ? null : outageCodeOf(error);
      if (database !== null) return outages.failed("database", database);
      const told = toldOf(error);
      seldom(JSON.stringify(told), (times) => log.error({ ...told, times }, "something failed and is tried again"));
    },
    databaseIsThere: () => outages.opened("database"),
    async watch(services, signal) {
      while (!signal.aborted) {
        await ports.sleep(ASK_MS, signal).catch(() => undefined);
        for (const service of outages.away()) {
          const isThere = await services[service]().then(
            () => true,
            () => false,
          );
          if (!signal.aborted) outages.asked(service, isThere);
        }
      }
    },
  };
}

const REFUSED: ReadonlySet<string> = new Set(["NOAUTH", "WRONGPASS", "NOPERM"]);
const TAKES_NOTHING: ReadonlySet<string> = new Set(["OOM", "MISCONF", "READONLY"]);

function todoOf(service: Service, code: string): string {
  if (service === "Redis" && REFUSED.has(code))
    return "Check the user and the password in REDIS_URL, and the rights of that user.";
  if (service === "Redis" && TAKES_NOTHING.has(code))
    return "Redis runs and takes no writes: look at its log, its memory, its disk, and whether it is a replica.";
  if (code === "53300") return "The database takes no more connections: raise max_connections, or run fewer servers and workers.";
  return `Check that it runs and that ${service === "Redis" ? "REDIS_URL" : "DATABASE_URL"} names it.`;
}
