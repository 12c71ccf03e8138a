import { describe, expect, test } from "vitest";
import type { Alert, AlertRule } from "../../src/model/alert.ts";
import { NO_PROGRESS } from "../../src/model/scan-run.ts";
import type { OperationsStore } from "../../src/store/operations.ts";
import type { AlertClaim } from "../../src/store/alerts.ts";
import { openEachTwice } from "../support/open-each.ts";
import type { OperationsUnderTest } from "./operations-conformance.ts";

const rule = (id: string, workspace = "acme"): AlertRule => ({
  ...{ id, workspace, channel: "slack", kinds: ["level-change", "scan-failed"], signals: ["wip-load"] },
  ...{ shownTarget: "hooks.slack.example", addedAt: 5 },
});
const alert = (id: string, workspace = "acme"): Alert => ({
  ...{ id, kind: "level-change", workspace, at: "2026-07-01T00:00:00.000Z", title: "acme: level 2 -> 3", lines: ["It rose."] },
});
const told = (id: string, ofRule = "slack-1") => ({ rule: ofRule, alert: alert(id) });
const problem = {
  ...{ code: "server-error" as const, connection: null, stream: null, page: null },
  ...{ what: "It was refused.", todo: "Wait." },
};

/** What the alerts of every operations store must do. */
export function alertConformance(engine: string, create: () => Promise<OperationsUnderTest>): void {
  describe(`${engine} alerts`, () => {
    let store: OperationsStore;
    let other: OperationsStore;
    openEachTwice(create, (opened) => ({ store, other } = opened));

    /** A run that has ended at an instant. */
    const endedRun = async (id: string, at: number) => {
      await store.requestRun({ id, workspace: "acme", now: at - 1 });
      const taken = await store.takeTask({ run: id, ordinal: 0 }, "a", at - 1, 5000);
      if (taken.kind !== "taken") throw new Error("not taken");
      await store.endTask(taken.hold, { status: "failed", problem, progress: NO_PROGRESS }, at);
    };
    const claim = async (now: number): Promise<AlertClaim> => {
      const found = await store.alerts.claim(now, 1000);
      expect(found).not.toBeNull();
      return found!;
    };

    test("rules are kept by workspace and name; one name has one", async () => {
      expect(await store.alerts.addRule(rule("slack-1"))).toBe(true);
      expect(await store.alerts.addRule({ ...rule("slack-1"), kinds: ["regression"] })).toBe(false);
      expect(await store.alerts.addRule(rule("slack-1", "beta"))).toBe(true);
      expect(await other.alerts.rules("acme")).toEqual([rule("slack-1")]);
      expect(await other.alerts.rules(null)).toEqual([rule("slack-1"), rule("slack-1", "beta")]);
      expect(await store.alerts.removeRule("acme", "slack-1")).toBe(true);
      expect(await store.alerts.removeRule("acme", "slack-1")).toBe(false);
      expect(await other.alerts.rules(null)).toEqual([rule("slack-1", "beta")]);
    });

    test("a run is looked at once, by whoever comes first, and what follows is kept with it", async () => {
      await store.alerts.addRule(rule("slack-1"));
      await endedRun("acme-1", 10);
      await endedRun("acme-2", 20);
      const runs = await store.alerts.untoldRuns(10);
      expect(runs.map(({ id }) => id)).toEqual(["acme-1", "acme-2"]);
      expect(await store.alerts.toldUpTo("acme")).toBeNull();
      const first = { id: "acme-1", workspace: "acme", upTo: 7 };
      expect(await store.alerts.tell(first, [told("a"), told("b")], 30)).toBe(2);
      expect(await other.alerts.tell(first, [told("c")], 31)).toBe(0);
      expect(await other.alerts.toldUpTo("acme")).toBe(7);
      expect((await other.alerts.untoldRuns(10)).map(({ id }) => id)).toEqual(["acme-2"]);
      await store.alerts.tell({ id: "acme-2", workspace: "acme", upTo: null }, [], 32);
      expect(await other.alerts.toldUpTo("acme")).toBe(7);
      expect((await store.alerts.alerts("acme", 10)).map(({ alert }) => alert.id)).toEqual(["a", "b"]);
    });

    test("a scan by hand is written down as one that has ended, to be told about", async () => {
      const run = { id: "acme-hand", workspace: "acme", startedAt: 5, endedAt: 9, status: "partial" as const, problem };
      await store.recordRun(run);
      const [untold] = await other.alerts.untoldRuns(10);
      expect(untold).toMatchObject({ ...run, queuedAt: 5, schedule: null, tasks: { ended: 0, all: 0 } });
      expect((await store.requestRun({ id: "acme-1", workspace: "acme", now: 10 })).isNew).toBe(true);
      await store.alerts.tell({ id: run.id, workspace: "acme", upTo: 9 }, [], 11);
      expect(await other.alerts.untoldRuns(10)).toEqual([]);
    });

    test("an alert is made once, and only for a rule that is there", async () => {
      await store.alerts.addRule(rule("slack-1"));
      expect(await store.alerts.add([told("a"), told("b", "gone")], 1)).toBe(1);
      expect(await store.alerts.add([told("a")], 2)).toBe(0);
      expect(await store.alerts.alerts(null, 10)).toEqual([
        {
          ...{ alert: alert("a"), rule: "slack-1", state: "waiting", attempts: 0, notBefore: 1, madeAt: 1 },
          ...{ endedAt: null, problem: null },
        },
      ]);
      expect(await store.alerts.alerts("beta", 10)).toEqual([]);
    });

    test("is sent by one at a time; who is late has lost it", async () => {
      await store.alerts.addRule(rule("slack-1"));
      await store.alerts.add([told("a")], 1);
      expect(await store.alerts.claim(0, 1000)).toBeNull();
      const first = await claim(1);
      expect(first.stored).toMatchObject({ alert: alert("a"), attempts: 1 });
      expect(await other.alerts.claim(1000, 1000)).toBeNull();
      const second = await other.alerts.claim(1001, 1000);
      expect(second?.stored.attempts).toBe(2);
      expect(await store.alerts.sent(first, 1002)).toBe(false);
      expect(await other.alerts.sent(second!, 1002)).toBe(true);
      expect(await other.alerts.sent(second!, 1003)).toBe(false);
      expect(await store.alerts.claim(99_999, 1000)).toBeNull();
      expect((await store.alerts.alerts(null, 10))[0]).toMatchObject({ state: "sent", endedAt: 1002, problem: null });
    });

    test("of many that look at once each gets another one", async () => {
      await store.alerts.addRule(rule("slack-1"));
      await store.alerts.add([told("a"), told("b"), told("c")], 1);
      const claims = await Promise.all([store, other, store, other].map(({ alerts }) => alerts.claim(5, 1000)));
      const ids = claims.flatMap((claim) => claim?.stored.alert.id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      // One that found its alert taken looks again in its next round.
      for (let found = await store.alerts.claim(5, 1000); found !== null; found = await store.alerts.claim(5, 1000))
        ids.push(found.stored.alert.id);
      expect(ids.toSorted()).toEqual(["a", "b", "c"]);
    });

    test("waits until it is tried again, and can fail for good", async () => {
      await store.alerts.addRule(rule("slack-1"));
      await store.alerts.add([told("a")], 1);
      expect(await store.alerts.again(await claim(1), 500, problem)).toBe(true);
      expect(await store.alerts.claim(499, 1000)).toBeNull();
      expect((await store.alerts.alerts(null, 1))[0]).toMatchObject({ state: "waiting", problem });
      expect(await store.alerts.failed(await claim(500), problem, 501)).toBe(true);
      expect((await store.alerts.alerts(null, 1))[0]).toMatchObject({ state: "failed", attempts: 2, endedAt: 501, problem });
    });

    test("goes with its rule while it waits, and stays as history after", async () => {
      await store.alerts.addRule(rule("slack-1"));
      await store.alerts.add([told("a"), told("b")], 1);
      const first = await claim(1);
      await store.alerts.sent(first, 2);
      const second = await claim(2);
      await store.alerts.removeRule("acme", "slack-1");
      expect(await store.alerts.again(second, 9, problem)).toBe(false);
      expect((await store.alerts.alerts(null, 10)).map(({ alert }) => alert.id)).toEqual([first.stored.alert.id]);
      expect(await store.alerts.forgetAlerts(2)).toBe(0);
      expect(await store.alerts.forgetAlerts(3)).toBe(1);
    });
  });
}
