import type { SendOutcome } from "../../jobs/alerts/alert-ports.ts";
import { createWire } from "../../connectors/transport/wire.ts";
import { WireFault } from "../../connectors/transport/wire-fault.ts";
import { slackPost } from "../alerts/slack.ts";
import { signedPost, type OutgoingPost } from "../alerts/webhook.ts";
import type { Alert, AlertRule } from "../model/alert.ts";
import { ProblemError, type Problem, type ProblemCode } from "../model/problem.ts";
import { addressPolicy } from "./addresses.ts";
import type { Ports } from "./ports.ts";
import { withVault } from "./secrets.ts";
import { VERSION } from "./version.ts";

/** Fields under which the secrets of a rule are kept. */
export const TARGET = "target";
export const SIGNING = "signing";
/** Owner of those secrets in the vault; connections have no colon in their names. */
export const alertOwner = (rule: string): string => `alert:${rule}`;

export const SMTP_VARIABLE = "WMMM_SMTP_URL";
export const SENDER_VARIABLE = "WMMM_SMTP_FROM";

/** Receivers answer within seconds; GitHub and Slack wait for ten too. */
const DEADLINE_MS = 10_000;
/** What they answer is not read. */
const MOST_BYTES = 64 * 1024;

/**
 * Sends alerts over the same guarded wire as requests to trackers: no redirect, no forbidden address, a deadline. Never throws. `onSecret` hears of what must
 * not be shown: where an alert goes, and what it is signed with.
 */
export function alertSender(
  ports: Ports,
  onSecret: (secret: string) => void = () => {},
): (rule: AlertRule, alert: Alert) => Promise<SendOutcome> {
  const wire = createWire({ deadlineMs: DEADLINE_MS, maxBodyBytes: MOST_BYTES, addresses: addressPolicy(ports) });

  async function post(rule: AlertRule, target: string, { headers, body }: OutgoingPost): Promise<SendOutcome> {
    const agent = { "user-agent": `wmmm/${VERSION}` };
    const answer = await wire({ method: "POST", url: new URL(target), headers: { ...agent, ...headers }, body }, null);
    answer.release();
    const { status } = answer;
    if (status >= 200 && status < 300) return { kind: "sent" };
    const isGone = status === 410;
    const code: ProblemCode = status >= 300 && status < 400 ? "redirected-away" : status >= 500 ? "server-error" : "forbidden";
    return refused(rule, code, `${rule.shownTarget} answered with ${status}.`, isGone);
  }

  return async (rule, alert) => {
    try {
      const secrets = await secretsOf(rule, ports);
      if (secrets === null) return refused(rule, "usage", `Where ${rule.id} goes is not known any more.`, true);
      onSecret(secrets.target);
      if (secrets.signing !== null) onSecret(secrets.signing);
      switch (rule.channel) {
        case "slack":
          return await post(rule, secrets.target, slackPost(alert));
        case "webhook":
          return await post(rule, secrets.target, signedPost(alert, secrets.signing ?? "", Math.floor(ports.now() / 1000)));
        case "email":
          return await mail(rule, secrets.target, alert, ports);
      }
    } catch (error) {
      if (error instanceof WireFault)
        return refused(
          rule,
          error.code,
          `${rule.shownTarget} could not be reached (${error.detail}).`,
          error.code === "blocked-address",
        );
      if (error instanceof ProblemError) return { kind: "refused", problem: error.problem, final: false };
      return refused(
        rule,
        "internal",
        `Sending to ${rule.shownTarget} failed (${error instanceof Error ? error.name : typeof error}).`,
        false,
      );
    }
  };
}

async function mail(rule: AlertRule, to: string, alert: Alert, ports: Ports): Promise<SendOutcome> {
  const url = ports.env[SMTP_VARIABLE]?.trim();
  const from = ports.env[SENDER_VARIABLE]?.trim();
  if (!url || !from)
    return refused(rule, "usage", `${SMTP_VARIABLE} or ${SENDER_VARIABLE} is not set, so no mail can be sent.`, false);
  const [{ createTransport }, { plainMessage }] = await Promise.all([import("nodemailer"), import("../alerts/email.ts")]);
  const transport = createTransport({
    url,
    connectionTimeout: DEADLINE_MS,
    greetingTimeout: DEADLINE_MS,
    socketTimeout: DEADLINE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { subject, text, messageId } = plainMessage(alert);
    await transport.sendMail({ from, to, subject, text, messageId });
    return { kind: "sent" };
  } catch (error) {
    // Texts of mail servers name mailboxes; their codes do not.
    const status = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : null;
    const code = error instanceof Error && "code" in error ? String(error.code).slice(0, 20) : "unknown";
    const isFinal = status !== null && status >= 500 && status !== 535;
    return refused(
      rule,
      status === null ? "unreachable" : "server-error",
      `The mail server did not take the mail (${status ?? code}).`,
      isFinal,
    );
  } finally {
    transport.close();
  }
}

async function secretsOf(
  rule: AlertRule,
  ports: Ports,
): Promise<{ readonly target: string; readonly signing: string | null } | null> {
  return withVault(ports, false, async ({ vault }) => {
    const place = { workspace: rule.workspace, owner: alertOwner(rule.id) };
    const target = await vault.get({ ...place, field: TARGET });
    return target === null ? null : { target, signing: await vault.get({ ...place, field: SIGNING }) };
  });
}

function refused(rule: AlertRule, code: ProblemCode, what: string, final: boolean): SendOutcome {
  const todo = final
    ? `Add it again with another address: wmmm alerts add ${rule.workspace} ...`
    : `Try it with: wmmm alerts test ${rule.workspace} ${rule.id}`;
  const problem: Problem = { code, connection: null, stream: null, page: null, what, todo };
  return { kind: "refused", problem, final };
}
