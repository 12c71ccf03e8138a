import { once } from "node:events";
import { createGunzip, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createLetGo } from "../../../connectors/transport/let-go.ts";
import { UNPACKED_BYTES } from "../../../connectors/transport/wire.ts";

const PIECE = 64 * 1024;
const MB = 1024 * 1024;

test("what was let go is freed as soon as the next piece comes", () => {
  const letGo = createLetGo();
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  // 50 MB: less than what makes the engine look for itself.
  for (let count = 0; count < 800; count++) {
    letGo(Buffer.allocUnsafeSlow(PIECE));
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(most).toBeLessThan(MB);
});

test("pieces of an unpacked body are whole when they come, and freed", async () => {
  const unpacked = Buffer.from(Array.from({ length: 600_000 }, (_, index) => `${index * 7919} `).join(""));
  const gunzip = createGunzip({ chunkSize: UNPACKED_BYTES });
  const letGo = createLetGo();
  const memories = new Set<ArrayBufferLike>();
  const copies: Buffer[] = [];
  gunzip.on("data", (piece: Buffer) => {
    copies.push(Buffer.concat([piece]));
    memories.add(piece.buffer);
    letGo(piece);
  });
  gunzip.end(gzipSync(unpacked));
  await once(gunzip, "end");
  expect(Buffer.concat(copies).equals(unpacked)).toBe(true);
  expect(memories.size).toBeGreaterThan(20);
  expect([...memories].filter(({ byteLength }) => byteLength > 0)).toHaveLength(1);
});

test("memory that somebody else may hold stays", () => {
  const letGo = createLetGo();
  const shared = new Uint8Array(8).fill(7);
  const pooled = Buffer.from("pooled");
  for (const piece of [shared.subarray(1), shared.subarray(0, 7), pooled, new Uint8Array(3)]) letGo(piece);
  expect([...shared]).toEqual(Array.from({ length: 8 }, () => 7));
  expect(pooled.toString()).toBe("pooled");
});

test("memory that Node keeps for itself stays, whatever its size", () => {
  const letGo = createLetGo();
  const pooled = Buffer.from("pooled");
  letGo(new Uint8Array(pooled.buffer));
  letGo(new Uint8Array(3));
  expect(pooled.toString()).toBe("pooled");
});
