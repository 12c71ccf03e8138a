import { HOUR_MS, MINUTE_MS } from "../../src/model/window.ts";
import type { AlertPorts } from "./alert-ports.ts";

/** As the Standard Webhooks specification advises: the first try at once, the last after about 27 hours. */
const WAITS_MS = [5000, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 10 * HOUR_MS] as const;
/** Longer than any try takes. */
const HOLD_MS = MINUTE_MS;

/** Sends what is due, one after the other, until nothing is. At least once each: a process that dies after sending is not known to have sent. */
export async function deliverDue(ports: AlertPorts, signal: AbortSignal): Promise<void> {
  const { alerts } = ports.store;
  while (!signal.aborted) {
    const claim = await alerts.claim(ports.now(), HOLD_MS);
    if (claim === null) return;
    const { alert, rule: id, attempts } = claim.stored;
    const rule = (await alerts.rules(alert.workspace)).find((rule) => rule.id === id);
    // Removed while it waited: what was to be sent went with it.
    if (rule === undefined) continue;
    const outcome = await ports.send(rule, alert);
    if (outcome.kind === "sent") {
      await alerts.sent(claim, ports.now());
      ports.onAlert?.("sent", id, alert.workspace, null);
      continue;
    }
    const wait = WAITS_MS[attempts - 1];
    if (outcome.final || wait === undefined) {
      await alerts.failed(claim, outcome.problem, ports.now());
      ports.onAlert?.("failed", id, alert.workspace, outcome.problem);
      continue;
    }
    // Up to a tenth more, so that what failed together does not come back together.
    const notBefore = ports.now() + Math.round(wait * (1 + ports.random() / 10));
    await alerts.again(claim, notBefore, outcome.problem);
    ports.onAlert?.("delayed", id, alert.workspace, outcome.problem);
  }
}
