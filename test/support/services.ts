import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { inject } from "vitest";
import type { Answer } from "./services/broker.ts";
import type { Service } from "./services/programs.ts";

/**
 * Services for tests. A test file asks at its top, outside of any hook, since the first one of a run waits until the service has started or
 * is installed:
 *
 *     const server = await postgres();
 *     describe.skipIf(server.missing !== null)(`... ${server.missing ?? ""}`, () => { ... server.url ... });
 *
 * Where a service can be neither found nor installed, `missing` says in one sentence what to do, and what needs it must skip. In CI it throws
 * instead: there nobody would see what was skipped.
 */
interface ServiceForTests {
  readonly url: string;
  /** Null = it is there. */
  readonly missing: string | null;
}

export interface RedisForTests extends ServiceForTests {
  /** Begins the keys of this test file. Its database is its own where the server is ours, and shared with others where one was given. */
  readonly prefix: string;
}

export interface PostgresForTests extends ServiceForTests {
  /** An empty database of its own; `url` names its owner, who is no superuser where the server is ours. */
  readonly url: string;
  /** Of whoever made the database, on another one: a superuser where the server is ours. */
  readonly adminUrl: string;
}

export async function redis(): Promise<RedisForTests> {
  const { url, missing } = await ask("redis");
  return { url, missing, prefix: `wmmm-test-${randomBytes(6).toString("hex")}` };
}

export async function postgres(): Promise<PostgresForTests> {
  return ask("postgresql");
}

async function ask(service: Service): Promise<PostgresForTests> {
  const socket = connect(inject("servicesAt"));
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = "";
  socket.on("error", reject);
  socket.on("data", (data) => (text += data.toString("utf8")));
  socket.on("end", () => resolve(text));
  socket.write(service);
  const answer = JSON.parse(await promise) as Answer;
  if ("error" in answer) throw new Error(answer.error);
  if (!("missing" in answer)) return { ...answer, missing: null };
  if (process.env["CI"]) throw new Error(answer.missing);
  process.stderr.write(`${answer.missing}\n`);
  return { url: "", adminUrl: "", missing: answer.missing };
}
