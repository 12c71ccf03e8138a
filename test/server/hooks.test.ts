import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import {
  hookRoutes,
  MOST_BYTES,
  MOST_HELD_BYTES,
  REFUSALS_A_MINUTE,
  type HookPorts,
  type PostedDelivery,
} from "../../src/server/hooks.ts";

let server: Server;
let got: { place: string; delivery: PostedDelivery }[];
let counted: string[];
let slept: number[];
let now: number;

/** A server whose checks say what they are told to. */
async function serving(receive: HookPorts["receive"]): Promise<string> {
  [got, counted, slept, now] = [[], [], [], 0];
  const app = new Hono();
  app.route(
    "/hooks",
    hookRoutes({
      async receive(place, delivery) {
        got.push({ place: `${place.workspace}/${place.connection}`, delivery });
        return receive(place, delivery);
      },
      now: () => now,
      sleep: async (ms) => void slept.push(ms),
      onError: () => void counted.push("error"),
      onReceived: (how) => void counted.push(how),
    }),
  );
  server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const post = async (url: string, body: string | Uint8Array<ArrayBuffer> = "{}") => {
  const answer = await fetch(url, { method: "POST", body, headers: { "X-Signed": "Yes" } });
  return { status: answer.status, text: await answer.text(), retryAfter: answer.headers.get("retry-after") };
};

test("the bytes are handed over as they came, with lower-case names of headers", async () => {
  const base = await serving(async () => "taken");
  const body = Uint8Array.from([0xff, 0x00, 0x0a, 0x20, 0xc3]);
  expect(await post(`${base}/hooks/acme/github`, body)).toMatchObject({ status: 200, text: '{"status":"taken"}' });
  expect(got[0]!.place).toBe("acme/github");
  expect([...got[0]!.delivery.body]).toEqual([...body]);
  expect(got[0]!.delivery.headers["x-signed"]).toBe("Yes");
});

test("only POST to a workspace and a connection is a delivery", async () => {
  const base = await serving(async () => "taken");
  for (const path of ["/hooks", "/hooks/acme", "/hooks/acme/github/more"]) expect((await post(base + path)).status).toBe(404);
  expect((await fetch(`${base}/hooks/acme/github`)).status).toBe(404);
  expect(got).toEqual([]);
});

test("a refusal is answered after one time, whenever it was decided", async () => {
  const base = await serving(async ({ workspace }) => {
    now += workspace === "slow" ? 100 : 1;
    return "refused";
  });
  const [quick, slow] = [await post(`${base}/hooks/quick/x`), await post(`${base}/hooks/slow/x`)];
  expect(quick).toEqual(slow);
  expect(quick).toEqual({
    ...{ status: 401, retryAfter: null },
    text: '{"type":"about:blank","title":"Unauthorized","status":401}',
  });
  expect(slept).toEqual([249, 150]);
});

test("too many refusals in a minute are told to come later, and what is rightly signed is taken all the same", async () => {
  const base = await serving(async ({ workspace }) => (workspace === "right" ? "taken" : "refused"));
  const statuses: number[] = [];
  for (let at = 0; at < REFUSALS_A_MINUTE; at++) statuses.push((await post(`${base}/hooks/wrong/x`)).status);
  expect(new Set(statuses)).toEqual(new Set([401]));
  expect(await post(`${base}/hooks/wrong/x`)).toMatchObject({ status: 429, retryAfter: "60" });
  expect(await post(`${base}/hooks/unknown/y`)).toMatchObject({ status: 429, retryAfter: "60" });
  expect((await post(`${base}/hooks/right/x`)).status).toBe(200);
  now += 60_000;
  expect((await post(`${base}/hooks/wrong/x`)).status).toBe(401);
  expect(slept).toHaveLength(REFUSALS_A_MINUTE + 3);
});

test("what cannot be looked at is to be sent again", async () => {
  const base = await serving(() => Promise.reject(new Error("the database is away: secret")));
  expect(await post(`${base}/hooks/acme/github`)).toEqual({
    ...{ status: 503, retryAfter: "60" },
    text: '{"type":"about:blank","title":"Service Unavailable","status":503}',
  });
  expect(counted).toEqual(["error", "failed"]);
});

test("a body that is too large is not read on, whether or not it says how large it is", async () => {
  const base = await serving(async () => "taken");
  expect((await post(`${base}/hooks/acme/github`, new Uint8Array(MOST_BYTES))).status).toBe(200);
  expect((await post(`${base}/hooks/acme/github`, new Uint8Array(MOST_BYTES + 1))).status).toBe(413);
  // Without a length, piece by piece, far more than is taken.
  const { port } = server.address() as AddressInfo;
  const chunked = request({ port, path: "/hooks/acme/github", method: "POST" });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  chunked.on("response", (response) => {
    response.resume();
    resolve(response.statusCode ?? 0);
  });
  chunked.on("error", reject);
  const piece = new Uint8Array(1024 * 1024);
  for (let at = 0; at < 7; at++) chunked.write(piece);
  expect(await promise).toBe(413);
  chunked.destroy();
  expect(counted.filter((how) => how === "too-large")).toHaveLength(2);
  expect(got).toHaveLength(1);
});

test("what is being read at once is bounded, and given back when it is gone", async () => {
  const base = await serving(async () => "taken");
  const { port } = server.address() as AddressInfo;
  const half = new Uint8Array(4 * 1024 * 1024);
  const count = MOST_HELD_BYTES / half.length;
  const open = Array.from({ length: count }, () => {
    const one = request({ port, path: "/hooks/acme/github", method: "POST", agent: false });
    one.on("error", () => undefined);
    one.write(half);
    return one;
  });
  let answer = await post(`${base}/hooks/acme/github`, new Uint8Array(1024));
  for (let tries = 0; answer.status !== 503 && tries < 500; tries++) answer = await post(`${base}/hooks/acme/github`, "{}");
  expect(answer.status).toBe(503);
  for (const one of open) one.destroy();
  for (let tries = 0; answer.status !== 200 && tries < 500; tries++) answer = await post(`${base}/hooks/acme/github`, "{}");
  expect(answer.status).toBe(200);
});
