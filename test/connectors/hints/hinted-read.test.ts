import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createHttpClient } from "../../../connectors/transport/client.ts";
import { RATE_POLICIES } from "../../../connectors/transport/rate-policy.ts";
import { startTracker } from "../../../scripts/verify-reliability/changing-source/tracker.ts";
import { apply, createWorld, FIRST_SCAN } from "../../../scripts/verify-reliability/changing-source/world.ts";
import { HOUR_MS } from "../../../src/model/window.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import { syncConnection } from "../../../src/sync.ts";
import { spellOut } from "../../store/contents.ts";

const FIRST = 0;
const OUT_OF_SCOPE = 2;

test.for(["jira", "linear", "github"] as const)(
  "%s: what changed without a trace in its dates is read when it is hinted at, and nothing beyond the scope",
  { timeout: 60_000 },
  async (kind, { skip }) => {
    let now = FIRST_SCAN;
    const world = createWorld(["AAA", "BBB", "CCC"], 6);
    const tracker = await startTracker(kind, { now: () => now, onRequest: () => undefined });
    if ("missing" in tracker) return skip(tracker.missing);
    const directory = mkdtempSync(join(tmpdir(), "wmmm-hinted-"));
    const salt = (size: number) => createHash("sha512").update("salt").digest().subarray(0, size);
    const path = join(directory, "acme.sqlite");
    const store = await openSqliteStore({ path, workspace: "acme", create: true, randomBytes: salt });
    try {
      const config = tracker.config(["AAA", "BBB"]);
      const connection = { id: kind, kind, config, tokenEnv: "", keepTitles: true, addedAt: 0 };
      await store.saveConnection(connection);
      const read = async (hinted: readonly string[]) => {
        now += HOUR_MS;
        tracker.show(world);
        const outcome = await syncConnection({
          ...{ connection, store, connector: tracker.connector, secret: tracker.secret, keepTitles: true, hinted },
          now: () => now,
          signal: new AbortController().signal,
          createHttp: (hooks) =>
            createHttpClient({
              policy: RATE_POLICIES[kind],
              now: () => now,
              sleep: async (ms) => void (now += ms),
              random: () => 0.5,
              ...hooks,
            }),
        });
        expect([outcome.status, outcome.problems]).toEqual(["complete", []]);
        return spellOut(await store.load(Number.MAX_SAFE_INTEGER)).items;
      };
      const first = await read([]);
      expect(first).toHaveLength(4);
      const events = (items: typeof first) => items.find(({ id }) => id === tracker.itemId(1))!.events.length;

      const [silent, beyond] = [world.issues[FIRST]!, world.issues[OUT_OF_SCOPE]!];
      const { updatedAt } = silent;
      apply(world, { do: "transition", issue: FIRST }, now);
      silent.updatedAt = updatedAt;
      expect(events(await read([]))).toBe(events(first));

      const idOf = (number: number) => tracker.itemId(number).slice(kind.length + 1);
      const gone = idOf(999);
      const after = await read([gone, idOf(silent.number), idOf(beyond.number)]);
      expect(events(after)).toBe(events(first) + 1);
      expect(after.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    } finally {
      await store.close();
      await tracker.close();
      rmSync(directory, { recursive: true, force: true });
    }
  },
);
