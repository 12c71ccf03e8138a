import { DAY_MS, MINUTE_MS } from "../../src/model/window.ts";
import { idsAmong, signedHint, webSubSignature, within, type HintReader } from "../hint.ts";

/** Jira tries again for some hours; whatever is older has been sent by somebody who kept it. */
const OLDEST_MS = DAY_MS;
const AHEAD_MS = 5 * MINUTE_MS;
const READ = /^(?:jira:)?(?:issue|comment|issuelink|sprint|version|project|worklog)_?[a-z_]{0,40}$/;
const ID = /^\d{1,19}$/;

/**
 * `X-Hub-Signature`, over the raw body: only webhooks that an administrator has set up with a secret are signed
 * (https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks). The body holds when it happened.
 */
export const jiraHint: HintReader = (delivery, secret, now) =>
  signedHint({ signature: webSubSignature(delivery.headers["x-hub-signature"]) }, delivery, secret, (payload) => {
    const at = within(payload, "timestamp");
    if (typeof at !== "number" || now - at > OLDEST_MS || at - now > AHEAD_MS) return { kind: "refused", why: "stale" };
    const event = within(payload, "webhookEvent");
    if (typeof event !== "string" || !READ.test(event)) return { kind: "nothing" };
    // A link is told with its two ends, and need not touch either.
    const ends = ["sourceIssueId", "destinationIssueId"].map((end) => within(payload, "issueLink", end));
    return { kind: "changed", items: idsAmong(ID, within(payload, "issue", "id"), ...ends) };
  });
