import { MINUTE_MS } from "../../src/model/window.ts";
import { signedHint, within, type HintReader } from "../hint.ts";

/** Linear's own advice is a minute (https://linear.app/developers/webhooks); a minute more for a clock that is off. */
const OLDEST_MS = 2 * MINUTE_MS;
const READ = new Set(["Issue", "Comment", "IssueLabel", "Project", "Cycle", "IssueRelation", "WorkflowState", "Team"]);
const KEY = /^[A-Z0-9]{1,10}-\d{1,9}$/;

/** `Linear-Signature`, over the raw body, which holds the time it was sent at. */
export const linearHint: HintReader = (delivery, secret, now) =>
  signedHint({ signature: delivery.headers["linear-signature"] ?? null }, delivery, secret, (payload) => {
    const sentAt = within(payload, "webhookTimestamp");
    if (typeof sentAt !== "number" || Math.abs(now - sentAt) > OLDEST_MS) return { kind: "refused", why: "stale" };
    const type = within(payload, "type");
    if (typeof type !== "string" || !READ.has(type)) return { kind: "nothing" };
    const key = within(payload, "data", "identifier") ?? within(payload, "data", "issue", "identifier");
    return { kind: "changed", items: typeof key === "string" && KEY.test(key) ? [key] : [] };
  });
