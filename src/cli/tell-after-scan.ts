import type { AlertPorts } from "../../jobs/alerts/alert-ports.ts";
import { deliverDue } from "../../jobs/alerts/deliver.ts";
import { tellRun } from "../../jobs/alerts/tell.ts";
import { ProblemError, type Problem } from "../model/problem.ts";
import type { Instant } from "../model/window.ts";
import { alertSender } from "./alert-sender.ts";
import { judgedSince } from "./judged-since.ts";
import { areOperationsThere, newRunId, withOperations } from "./operations.ts";
import type { Ports } from "./ports.ts";
import { indented, problemText } from "./problem-text.ts";

export interface JudgedByHand {
  readonly workspace: string;
  readonly startedAt: Instant;
  /** What could not be read first; null = everything was. */
  readonly problem: Problem | null;
  readonly quiet: boolean;
}

/**
 * After a scan by hand whose result was kept: those whom rules name hear of it as after any other. The scan is written down as a run that has ended, so that
 * of this process and a server one makes the alerts, whoever is first. It never lets the scan fail.
 */
export async function tellAfterScan({ workspace, startedAt, problem, quiet }: JudgedByHand, ports: Ports): Promise<void> {
  try {
    if (!(await areOperationsThere(ports))) return;
    await withOperations(ports, async (store) => {
      if ((await store.alerts.rules(workspace)).length === 0) return;
      const id = newRunId(workspace, ports);
      const status = problem === null ? "succeeded" : "partial";
      await store.recordRun({ id, workspace, startedAt, endedAt: ports.now(), status, problem });
      const run = await store.run(id);
      const alerting: AlertPorts = {
        store,
        now: ports.now,
        random: ports.random,
        sleep: ports.sleep,
        judgedSince: (name, since, until) => judgedSince(name, since, until, ports),
        send: alertSender(ports),
        onError: (error) => say(error, ports),
        onAlert(what, rule, _workspace, why) {
          if (what === "sent" && !quiet) ports.err(`  Told ${rule}.\n`);
          if (why !== null) ports.err(`${indented(`note: ${rule} was not told: ${problemText(why)}`, "  ", ports)}\n`);
        },
      };
      if (run !== null) await tellRun(run, alerting);
      await deliverDue(alerting, ports.interrupt);
    });
  } catch (error) {
    say(error, ports);
  }
}

function say(error: unknown, ports: Ports): void {
  const why = error instanceof ProblemError ? problemText(error.problem) : error instanceof Error ? error.name : typeof error;
  ports.err(`${indented(`note: nobody could be told about this scan: ${why}`, "  ", ports)}\n`);
}
