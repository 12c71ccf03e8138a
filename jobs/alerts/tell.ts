import { changeAlert } from "../../src/alerts/changes.ts";
import { scanAlert, staleAlert } from "../../src/alerts/scans.ts";
import type { AlertRule } from "../../src/model/alert.ts";
import type { ScanRun } from "../../src/model/scan-run.ts";
import type { Instant } from "../../src/model/window.ts";
import type { Told } from "../../src/store/alerts.ts";
import type { AlertPorts } from "./alert-ports.ts";

/** Runs looked at in one go. */
const AT_ONCE = 20;

/** Makes the alerts that follow from runs which have ended. A process that dies in between leaves the run to the next one. */
export async function tellRuns(ports: AlertPorts): Promise<void> {
  for (const run of await ports.store.alerts.untoldRuns(AT_ONCE)) await tellRun(run, ports);
}

/** Makes the alerts that follow from one run. */
export async function tellRun(run: ScanRun, ports: AlertPorts): Promise<void> {
  const { alerts } = ports.store;
  const { id, workspace, status, problem, endedAt } = run;
  const rules = await alerts.rules(workspace);
  const isOver = status === "succeeded" || status === "partial" || status === "failed" || status === "cancelled";
  if (!isOver || endedAt === null) return;
  const told: Told[] = rules.flatMap((rule) => one(rule, scanAlert(rule, { id, workspace, status, endedAt, problem })));
  let upTo: Instant | null = null;
  const isJudged = status !== "failed" && status !== "cancelled";
  // Comparing measures two dates of a history, which takes seconds: only for somebody who asked. A rule that is added later begins here.
  if (isJudged && !rules.some(asksForChanges)) upTo = endedAt;
  else if (isJudged) {
    const since = await alerts.toldUpTo(workspace);
    const judged = await ports.judgedSince(workspace, since, endedAt);
    upTo = judged?.upTo ?? null;
    const judgements = judged?.judgements ?? null;
    if (judgements !== null) told.push(...rules.flatMap((rule) => one(rule, changeAlert(rule, judgements))));
  }
  const made = await alerts.tell({ id, workspace, upTo }, told, ports.now());
  if (made > 0) for (const { rule } of told) ports.onAlert?.("made", rule, workspace, null);
}

/** Makes alerts about judgements that do not come, for rules that ask. */
export async function tellStale(ports: AlertPorts): Promise<void> {
  const { store } = ports;
  const rules = (await store.alerts.rules(null)).filter(({ kinds }) => kinds.includes("scan-stale"));
  if (rules.length === 0) return;
  const schedules = (await store.schedules()).filter(({ paused }) => !paused);
  for (const [workspace, ofIt] of Map.groupBy(rules, ({ workspace }) => workspace)) {
    const due = schedules.flatMap((schedule) => (schedule.workspace === workspace ? (schedule.lastDueAt ?? []) : []));
    if (due.length === 0) continue;
    const expectedAt = Math.max(...due);
    const ended = await store.runs({ workspace, statuses: ["succeeded", "partial"], limit: 1 });
    const freshness = { workspace, judgedAt: ended[0]?.endedAt ?? null, expectedAt };
    const told = ofIt.flatMap((rule) => one(rule, staleAlert(rule, freshness, ports.now())));
    const made = await store.alerts.add(told, ports.now());
    if (made > 0) for (const { rule } of told) ports.onAlert?.("made", rule, workspace, null);
  }
}

function asksForChanges({ kinds }: AlertRule): boolean {
  return kinds.some((kind) => kind !== "scan-failed" && kind !== "scan-stale");
}

function one(rule: AlertRule, alert: Told["alert"] | null): readonly Told[] {
  return alert === null ? [] : [{ rule: rule.id, alert }];
}
