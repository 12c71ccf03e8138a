import type { Connector, TokenRights } from "../../../connectors/connector.ts";
import type { Budget } from "../../../connectors/transport/budgets.ts";
import { ProblemError, type Problem, type ProblemCode } from "../../model/problem.ts";
import { MINUTE_MS, type Instant } from "../../model/window.ts";
import { plural, quantity } from "../../report/wording.ts";
import type { StoredConnection } from "../../store/store.ts";
import { DEMO_TOKEN_VARIABLE } from "../demo-workspace.ts";
import { openForQuestions } from "../open-connection.ts";
import type { Ports } from "../ports.ts";
import { problemText } from "../problem-text.ts";
import { tokenOf } from "../secrets.ts";
import type { Finding } from "./finding.ts";

/** Nothing was done wrong: the same question may well be answered later. */
const PASSING: ReadonlySet<ProblemCode> = new Set(["rate-limited", "timeout", "connection-lost", "server-error"]);

/** Asks the vendor who we are, what the token may do, what is left of its quota, and what time it is. */
export async function askedFindings(
  workspace: string,
  stored: StoredConnection,
  connector: Connector,
  ports: Ports,
): Promise<readonly Finding[]> {
  if (stored.tokenEnv === DEMO_TOKEN_VARIABLE)
    return [{ state: "ok", text: 'Made by "wmmm demo", whose site is only there while it runs' }];
  try {
    const { id, config, keepTitles } = stored;
    const secret = await tokenOf(workspace, stored, ports);
    const { connection, budgets } = await openForQuestions({ connector, id, config, secret, keepTitles }, ports);
    const { summary, items, clockSkewMs, warnings } = await connection.preflight();
    const counted = items === null ? "" : `, ${plural(items, "issue", "issues")} in scope`;
    return [
      { state: "ok", text: `${summary}${counted}` },
      ...warnings.map((warning): Finding => ({ state: "note", text: warning.what, fix: warning.todo })),
      ...(connector.needsSecret === false || warnings.some(({ code }) => code === "clock-skew")
        ? []
        : [clockFinding(clockSkewMs)]),
      ...(connection.rights === undefined ? [] : await rightsFindings(connection.rights.bind(connection))),
      ...(connector.needsSecret === false ? [] : budgetFindings(budgets(), connector, ports.now() + clockSkewMs)),
    ];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [failure(error.problem)];
  }
}

function failure(problem: Problem): Finding {
  const { what, todo } = problem;
  return { state: PASSING.has(problem.code) ? "late" : "bad", text: what, fix: todo };
}

function clockFinding(skewMs: number): Finding {
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  const apart = seconds <= 1 ? "agree" : `are ${seconds} s apart, which does no harm`;
  return { state: "ok", text: `Clocks ${apart}` };
}

async function rightsFindings(ask: () => Promise<TokenRights>): Promise<readonly Finding[]> {
  let rights: TokenRights;
  try {
    rights = await ask();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [{ state: "note", text: `What the token may do could not be asked. ${problemText(error.problem)}` }];
  }
  const { summary, granted, unneeded, missing, leastSet } = rights;
  const findings: Finding[] = [];
  if (granted === null) findings.push({ state: "note", text: `Token: ${summary}`, fix: leastSet });
  else findings.push({ state: "ok", text: `Token: ${summary} It has: ${granted.length === 0 ? "none" : granted.join(", ")}` });
  if (unneeded.length > 0)
    findings.push({ state: "note", text: `Token: wider than reading needs (${unneeded.join(", ")}).`, fix: leastSet });
  for (const { right, without } of missing)
    findings.push({ state: "note", text: `Token: ${right} is missing; without it ${without}.`, fix: leastSet });
  return findings;
}

/** A tenth of a quota is where scans begin to slow down. */
const LOW_SHARE = 0.1;

function budgetFindings(budgets: readonly Budget[], { title }: Connector, vendorNow: Instant): readonly Finding[] {
  if (budgets.length === 0)
    return [{ state: "ok", text: `Quota: ${title} named none in its answers; it is obeyed when it does` }];
  return budgets.map(({ name, limit, remaining, resetAt }) => {
    const minutes = resetAt === null ? null : Math.max(0, Math.ceil((resetAt - vendorNow) / MINUTE_MS));
    const renewed = minutes === null ? "" : `, filled up in ${plural(minutes, "minute", "minutes")}`;
    const text = `Quota: ${quantity(remaining)} of ${quantity(limit)} ${name} left${renewed}`;
    return remaining > limit * LOW_SHARE
      ? { state: "ok", text }
      : { state: "note", text: `${text}.`, fix: "Scan later; a scan that is started now waits for it." };
  });
}
