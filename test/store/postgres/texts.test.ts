import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMPTY_BATCH } from "../../../src/model/batch.ts";
import { fromStored, toStored } from "../../../src/store/postgres/text.ts";
import { postgres } from "../../support/services.ts";
import { held } from "../held.ts";
import { CONNECTION, eventRecord, itemRecord, pageOf, STREAM } from "../tracker.ts";
import { workspacesIn } from "./workspace-in-database.ts";

test("any text comes back, and none that is stored holds a NUL", () => {
  const characters = fc.constantFrom("\0", "\u0001", "\u00010", "0", "1", "a", "ü", "😀");
  fc.assert(
    fc.property(fc.array(characters), (parts) => {
      const text = parts.join("");
      expect(toStored(text)).not.toContain("\0");
      expect(fromStored(toStored(text))).toBe(text);
    }),
  );
});

const server = await postgres();
const workspaceIn = workspacesIn(server.url);

describe.skipIf(server.missing !== null)(`texts in PostgreSQL ${server.missing ?? ""}`, () => {
  // Longer than a key of an index may be, and a NUL, which PostgreSQL refuses.
  const hostile = `a\0b\u0001c ${"x".repeat(10_000)} "\\ {NULL} 😀`;

  test("of a tracker that sends anything come back as they were", async () => {
    const { open, dispose } = workspaceIn();
    const store = await open();
    const item = { ...itemRecord(1, 2), title: hostile, typeRaw: hostile, minhash: "no hex" };
    const events = [eventRecord(item.id, `key ${hostile}`, item.createdAt, { kind: "other", detail: hostile, to: hostile })];
    const drift = [
      { path: hostile, value: hostile, count: 2 },
      { path: hostile, value: hostile, count: 3 },
    ];
    await store.commitPage(await held(store), STREAM, pageOf({ ...EMPTY_BATCH, items: [item], events, drift }), 1, 1);
    const log = await store.load(Number.MAX_SAFE_INTEGER);
    expect(log.items.title).toEqual([hostile]);
    expect(log.texts[log.items.typeRaw[0]!]).toBe(hostile);
    expect(log.texts[log.events.to[0]!]).toBe(hostile);
    expect(await store.drift()).toEqual([{ connection: CONNECTION, path: hostile, value: hostile, count: 5 }]);
    await store.close();
    await dispose();
  });
});
