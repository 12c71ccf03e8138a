import { MINUTE_MS } from "../../src/model/window.ts";
import { idsAmong, signedHint, within, type HintReader } from "../hint.ts";

/** Linear's own advice is a minute (https://linear.app/developers/webhooks); a minute more for a clock that is off. */
const OLDEST_MS = 2 * MINUTE_MS;
const READ = new Set(["Issue", "Comment", "IssueLabel", "Project", "Cycle", "IssueRelation", "WorkflowState", "Team"]);
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** `Linear-Signature`, over the raw body, which holds the time it was sent at. */
export const linearHint: HintReader = (delivery, secret, now) =>
  signedHint({ signature: delivery.headers["linear-signature"] ?? null }, delivery, secret, (payload) => {
    const sentAt = within(payload, "webhookTimestamp");
    if (typeof sentAt !== "number" || Math.abs(now - sentAt) > OLDEST_MS) return { kind: "refused", why: "stale" };
    const type = within(payload, "type");
    if (typeof type !== "string" || !READ.has(type)) return { kind: "nothing" };
    const ids = type === "Issue" ? ["id"] : type === "Comment" || type === "IssueRelation" ? ["issueId", "relatedIssueId"] : [];
    return { kind: "changed", items: idsAmong(ID, ...ids.map((id) => within(payload, "data", id))) };
  });
