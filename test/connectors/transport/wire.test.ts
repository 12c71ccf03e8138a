import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createWire } from "../../../connectors/transport/wire.ts";

const LARGE = 1_500_000;
const bodyOf = (seed: number): Buffer =>
  Buffer.from(Array.from({ length: LARGE / 8 }, (_, n) => `${(n * 7919 + seed) % 9e6} `).join(""));

let server: Server;
let url: URL;
const sockets = new Set<Socket>();
beforeEach(async () => {
  sockets.clear();
  server = createServer((request, response) => {
    const [, packing, seed] = request.url!.split("/");
    const body = bodyOf(Number(seed));
    if (packing === "gzip") response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(body));
    else if (packing === "chunked") {
      response.write(body.subarray(0, 100_000));
      setImmediate(() => response.end(body.subarray(100_000)));
    } else response.end(body);
  });
  server.on("connection", (socket) => sockets.add(socket));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
});

test("large bodies come whole, packed or not, one after the other on one connection, while what was received is let go of", async () => {
  const wire = createWire({ deadlineMs: 20_000, maxBodyBytes: 10 * LARGE, addresses: "private" });
  for (let seed = 0; seed < 12; seed++) {
    const path = `/${["plain", "gzip", "chunked"][seed % 3]}/${seed}`;
    const { body, release } = await wire({ method: "GET", url: new URL(path, url), headers: {}, body: null }, null);
    expect(body.equals(bodyOf(seed))).toBe(true);
    release();
  }
  expect(sockets.size).toBe(1);
});

test("bodies that come at the same time are not mixed up", async () => {
  const wire = createWire({ deadlineMs: 20_000, maxBodyBytes: 10 * LARGE, addresses: "private" });
  const read = async (seed: number): Promise<boolean> => {
    const path = `/${["plain", "gzip", "chunked"][seed % 3]}/${seed}`;
    const { body } = await wire({ method: "GET", url: new URL(path, url), headers: {}, body: null }, null);
    return body.equals(bodyOf(seed));
  };
  expect(await Promise.all(Array.from({ length: 9 }, (_, seed) => read(seed)))).toEqual(Array.from({ length: 9 }, () => true));
});
