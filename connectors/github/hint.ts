import { signedHint, webSubSignature, within, type HintReader } from "../hint.ts";

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
const REPOSITORY = /^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}$/;

/** `X-Hub-Signature-256`, over the raw body. GitHub signs no time: an old delivery is known by its signature. */
export const githubHint: HintReader = (delivery, secret) =>
  signedHint({ signature: webSubSignature(delivery.headers["x-hub-signature-256"]) }, delivery, secret, (payload) => {
    if (!READ.has(delivery.headers["x-github-event"] ?? "")) return { kind: "nothing" };
    const repository = within(payload, "repository", "full_name");
    const number = within(payload, "issue", "number") ?? within(payload, "pull_request", "number");
    const isNamed = typeof repository === "string" && REPOSITORY.test(repository) && Number.isSafeInteger(number);
    return { kind: "changed", items: isNamed ? [`${repository}#${String(number)}`] : [] };
  });
