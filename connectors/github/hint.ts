import { idsAmong, signedHint, webSubSignature, within, type HintReader } from "../hint.ts";

/** Events that change what is read (https://docs.github.com/en/webhooks/webhook-events-and-payloads). */
const READ = new Set([
  "issues",
  "issue_comment",
  "issue_dependencies",
  "sub_issues",
  "label",
  "milestone",
  "projects_v2_item",
  "pull_request",
  "pull_request_review",
  "pull_request_review_comment",
  "repository",
]);
const NODE_ID = /^[A-Za-z0-9_=-]{1,100}$/;
/** Where payloads name issues: both ends of what connects two, since neither of them need look changed. */
const ISSUES = ["issue", "parent_issue", "sub_issue", "blocked_issue", "blocking_issue"] as const;

/** `X-Hub-Signature-256`, over the raw body. GitHub signs no time: an old delivery is known by its signature. */
export const githubHint: HintReader = (delivery, secret) =>
  signedHint({ signature: webSubSignature(delivery.headers["x-hub-signature-256"]) }, delivery, secret, (payload) => {
    if (!READ.has(delivery.headers["x-github-event"] ?? "")) return { kind: "nothing" };
    const ofProject = within(payload, "projects_v2_item", "content_type") === "Issue";
    const named = ISSUES.map((name) => within(payload, name, "node_id"));
    // A project is of an organisation, so what stands on it is named by its id alone, and moving it does not touch the issue.
    const onProject = ofProject ? within(payload, "projects_v2_item", "content_node_id") : undefined;
    return { kind: "changed", items: idsAmong(NODE_ID, ...named, onProject) };
  });
