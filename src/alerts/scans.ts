import type { Alert, AlertRule } from "../model/alert.ts";
import { DAY_MS, HOUR_MS, type Instant } from "../model/window.ts";
import type { Problem } from "../model/problem.ts";

/** A scan that ended, as far as an alert needs it. */
export interface EndedScan {
  readonly id: string;
  readonly workspace: string;
  readonly status: "succeeded" | "partial" | "failed" | "cancelled";
  readonly endedAt: Instant;
  readonly problem: Problem | null;
}

/** Null = nothing to tell: it went well, somebody cancelled it, or the rule does not ask. */
export function scanAlert(rule: AlertRule, scan: EndedScan): Alert | null {
  if (!rule.kinds.includes("scan-failed")) return null;
  if (scan.status !== "failed" && scan.status !== "partial") return null;
  const whole = scan.status === "failed";
  const problem = scan.problem === null ? [] : [scan.problem.what, scan.problem.todo];
  return {
    id: `${scan.workspace}/${scan.id}/${rule.id}`,
    kind: "scan-failed",
    workspace: scan.workspace,
    at: new Date(scan.endedAt).toISOString(),
    title: whole ? `${scan.workspace}: the scan failed` : `${scan.workspace}: the scan could not read everything`,
    lines: [
      ...problem,
      whole ? "The last judgement stays as it was." : "What could be read was judged, and the result says what is missing.",
    ],
  };
}

/** The last judgement of a workspace and when the next one was to be expected. */
export interface Freshness {
  readonly workspace: string;
  /** Null = never. */
  readonly judgedAt: Instant | null;
  /** When a schedule should have brought one. */
  readonly expectedAt: Instant;
}

/** A scan takes its time, and a worker may be restarting: late is not stale. */
const GRACE_MS = 6 * HOUR_MS;

/** Null = fresh enough, or the rule does not ask. The same id until a judgement comes, so that it is told once. */
export function staleAlert(rule: AlertRule, { workspace, judgedAt, expectedAt }: Freshness, now: Instant): Alert | null {
  if (!rule.kinds.includes("scan-stale")) return null;
  if ((judgedAt !== null && judgedAt >= expectedAt) || now < expectedAt + GRACE_MS) return null;
  const last =
    judgedAt === null
      ? "It has never been judged."
      : `The last judgement is ${days(now - judgedAt)} old; one was due at ${new Date(expectedAt).toISOString().slice(0, 16)}Z.`;
  return {
    id: `${workspace}/stale-${judgedAt ?? 0}/${rule.id}`,
    kind: "scan-stale",
    workspace,
    at: new Date(now).toISOString(),
    title: `${workspace}: no fresh judgement`,
    lines: [last, `See "wmmm jobs list" and "wmmm doctor ${workspace}".`],
  };
}

function days(ms: number): string {
  const whole = Math.floor(ms / DAY_MS);
  if (whole === 0) return "less than a day";
  return whole === 1 ? "a day" : `${whole} days`;
}

/** For the test button: says what it is. */
export function testAlert(rule: AlertRule, now: Instant): Alert {
  return {
    id: `${rule.workspace}/test-${now}/${rule.id}`,
    kind: "test",
    workspace: rule.workspace,
    at: new Date(now).toISOString(),
    title: `${rule.workspace}: a test of wmmm's alerts`,
    lines: [`This one (${rule.id}) tells about: ${rule.kinds.join(", ")}.`, "Nothing has happened."],
  };
}
