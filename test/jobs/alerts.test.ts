import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AlertPorts, JudgedSince, SendOutcome } from "../../jobs/alerts/alert-ports.ts";
import { deliverDue } from "../../jobs/alerts/deliver.ts";
import { tellRuns, tellStale } from "../../jobs/alerts/tell.ts";
import type { AlertKind, AlertRule } from "../../src/model/alert.ts";
import type { Problem } from "../../src/model/problem.ts";
import { NO_PROGRESS } from "../../src/model/scan-run.ts";
import { HOUR_MS, MINUTE_MS } from "../../src/model/window.ts";
import type { OperationsStore } from "../../src/store/operations.ts";
import { OPERATIONS_FILE, openSqliteOperations } from "../../src/store/sqlite/open-operations.ts";
import { sampleComparison } from "../support/sample-comparison.ts";
import { sampleResult } from "../support/sample-result.ts";

const problem: Problem = {
  ...{ code: "server-error", connection: null, stream: null, page: null },
  ...{ what: "The receiver answered with 500.", todo: "Wait." },
};
const rule = (id: string, ...kinds: readonly AlertKind[]): AlertRule => ({
  ...{ id, workspace: "acme", channel: "webhook", kinds, signals: [], shownTarget: "hooks.example.com", addedAt: 0 },
});

/** From level 2 to 3, by the work. */
function risen(upTo: number): JudgedSince {
  const sample = sampleResult({ asOf: new Date(upTo).toISOString() });
  const at = (best: 2 | 3) => ({ ...sample, level: { ...sample.level, best } });
  return { upTo, judgements: { before: at(2), after: at(3), comparison: sampleComparison() } };
}

let home: string;
let store: OperationsStore;
let now: number;
let sent: { readonly rule: string; readonly title: string; readonly id: string }[];
let answers: SendOutcome[];
let asked: { readonly since: number | null; readonly until: number }[];
let judged: JudgedSince | null;
let ports: AlertPorts;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "wmmm-alerts-"));
  store = await openSqliteOperations(join(home, OPERATIONS_FILE));
  now = 1000;
  sent = [];
  answers = [];
  asked = [];
  judged = null;
  ports = {
    store,
    now: () => now,
    random: () => 0,
    sleep: async () => undefined,
    async judgedSince(_, since, until) {
      asked.push({ since, until });
      return judged;
    },
    async send({ id: rule }, { id, title }) {
      sent.push({ rule, title, id });
      return answers.shift() ?? { kind: "sent" };
    },
    onError(error) {
      throw error;
    },
  };
});
afterEach(async () => {
  await store.close();
  rmSync(home, { recursive: true, force: true });
});

/** A run of acme that has gone through all its parts. */
async function ended(id: string, status: "succeeded" | "failed"): Promise<void> {
  await store.requestRun({ id, workspace: "acme", now });
  const take = async (ordinal: number) => {
    const taken = await store.takeTask({ run: id, ordinal }, "w", now, 5000);
    if (taken.kind !== "taken") throw new Error(`task ${ordinal} is ${taken.kind}`);
    return taken.hold;
  };
  if (status === "failed") {
    await store.endTask(await take(0), { status, problem, progress: NO_PROGRESS }, now);
    return;
  }
  await store.planned(await take(0), [{ connection: "jira", shard: null }], now);
  await store.endTask(await take(1), { status, problem: null, progress: NO_PROGRESS }, now);
  await store.endTask(await take(2), { status, problem: null, progress: NO_PROGRESS }, now);
}

const signal = new AbortController().signal;

describe("after a scan", () => {
  test("whoever asked is told once, however often it is looked at", async () => {
    await store.alerts.addRule(rule("webhook-1", "level-change"));
    await store.alerts.addRule(rule("webhook-2", "scan-failed"));
    await ended("acme-1", "succeeded");
    judged = risen(900);
    for (let round = 0; round < 3; round++) {
      await tellRuns(ports);
      await deliverDue(ports, signal);
    }
    expect(sent.map(({ rule, title }) => [rule, title])).toEqual([["webhook-1", "acme: level 2 -> 3"]]);
    expect(asked).toEqual([{ since: null, until: 1000 }]);
    expect(await store.alerts.toldUpTo("acme")).toBe(900);
  });

  test("the next one is compared with what was told about, not with what lies between", async () => {
    await store.alerts.addRule(rule("webhook-1", "level-change"));
    await ended("acme-1", "succeeded");
    judged = { upTo: 900, judgements: null };
    await tellRuns(ports);
    now = 5000;
    await ended("acme-2", "succeeded");
    judged = risen(4900);
    await tellRuns(ports);
    expect(asked).toEqual([
      { since: null, until: 1000 },
      { since: 900, until: 5000 },
    ]);
    expect(await store.alerts.toldUpTo("acme")).toBe(4900);
  });

  test("that nobody asked about is compared with nothing, and the next one with it", async () => {
    await store.alerts.addRule(rule("webhook-2", "scan-failed"));
    await ended("acme-1", "succeeded");
    await tellRuns(ports);
    expect(asked).toEqual([]);
    await store.alerts.addRule(rule("webhook-1", "level-change"));
    now = 5000;
    await ended("acme-2", "succeeded");
    await tellRuns(ports);
    expect(asked).toEqual([{ since: 1000, until: 5000 }]);
  });

  test("that failed, only those hear who asked for that, and nothing is compared", async () => {
    await store.alerts.addRule(rule("webhook-1", "level-change"));
    await store.alerts.addRule(rule("webhook-2", "scan-failed"));
    await ended("acme-1", "failed");
    await tellRuns(ports);
    await deliverDue(ports, signal);
    expect(sent.map(({ rule, title }) => [rule, title])).toEqual([["webhook-2", "acme: the scan failed"]]);
    expect(asked).toEqual([]);
  });

  test("a process that dies before it is written down leaves it to the next", async () => {
    await store.alerts.addRule(rule("webhook-1", "level-change"));
    await ended("acme-1", "succeeded");
    judged = risen(900);
    const dies: AlertPorts = { ...ports, judgedSince: () => Promise.reject(new Error("killed here")) };
    await expect(tellRuns(dies)).rejects.toThrow("killed here");
    await tellRuns(ports);
    await deliverDue(ports, signal);
    expect(sent).toHaveLength(1);
  });
});

describe("sending", () => {
  beforeEach(async () => {
    await store.alerts.addRule(rule("webhook-1", "scan-failed"));
    await ended("acme-1", "failed");
    await tellRuns(ports);
  });

  test("is tried again later and later, under one id, and given up at last", async () => {
    const times: number[] = [];
    answers = Array.from({ length: 9 }, () => ({ kind: "refused", problem, final: false }));
    for (let minute = 0; minute < 40 * 60; minute++) {
      const before = sent.length;
      await deliverDue(ports, signal);
      if (sent.length > before) times.push(now - 1000);
      now += MINUTE_MS;
    }
    const [stored] = await store.alerts.alerts("acme", 1);
    expect(stored).toMatchObject({ state: "failed", attempts: 8, problem });
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(times[0]).toBe(0);
    // The waits of the specification, rounded up to the minute in which somebody looks.
    expect(times.slice(1).map((at, index) => at - times[index]!)).toEqual([
      ...[MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 10 * HOUR_MS],
    ]);
  });

  test("stops at once where it is told that nobody is there any more", async () => {
    answers = [{ kind: "refused", problem, final: true }];
    await deliverDue(ports, signal);
    expect((await store.alerts.alerts("acme", 1))[0]).toMatchObject({ state: "failed", attempts: 1 });
  });

  test("succeeds after a while", async () => {
    answers = [{ kind: "refused", problem, final: false }];
    await deliverDue(ports, signal);
    now += MINUTE_MS;
    await deliverDue(ports, signal);
    expect((await store.alerts.alerts("acme", 1))[0]).toMatchObject({ state: "sent", attempts: 2, problem: null });
  });
});

describe("a judgement that does not come", () => {
  test("is told when a schedule was due and nothing has ended since, once", async () => {
    await store.alerts.addRule(rule("webhook-1", "scan-stale"));
    await tellStale(ports);
    const schedule = {
      ...{ id: "acme", workspace: "acme", cron: "@daily", timeZone: "UTC", paused: false },
      ...{ nextDueAt: 1000, lastDueAt: null, lastRun: null, createdAt: 0 },
    };
    await store.addSchedule(schedule);
    await tellStale(ports);
    await store.fire(schedule, 90_000_000, now);
    now += 7 * HOUR_MS;
    await tellStale(ports);
    await tellStale(ports);
    await deliverDue(ports, signal);
    expect(sent.map(({ title }) => title)).toEqual(["acme: no fresh judgement"]);
  });
});
