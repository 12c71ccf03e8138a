import { testAlert } from "../../alerts/scans.ts";
import { newSigningSecret } from "../../alerts/webhook.ts";
import { ALERT_KINDS, type AlertChannel, type AlertKind, type AlertRule } from "../../model/alert.ts";
import { ProblemError } from "../../model/problem.ts";
import { wrap } from "../../report/terminal/layout.ts";
import { alertOwner, alertSender, SENDER_VARIABLE, SIGNING, SMTP_VARIABLE, TARGET } from "../alert-sender.ts";
import { withOperations } from "../operations.ts";
import { EXIT, type Ports } from "../ports.ts";
import { indented, paragraph, problemText } from "../problem-text.ts";
import { withVault } from "../secrets.ts";
import { withWorkspace } from "../workspace.ts";

export interface AddAlertOptions {
  readonly on: string;
  readonly webhook?: string;
  readonly slack?: string;
  readonly email?: string;
  readonly signal?: readonly string[];
  readonly id?: string;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,40}$/;
/** One mailbox without a display name; what a mail server takes beyond this is rare. */
const MAILBOX = /^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})$/;

export async function addAlert(workspace: string, options: AddAlertOptions, ports: Ports): Promise<number> {
  const kinds = kindsOf(options.on);
  const { channel, target, shown } = targetOf(options);
  const signals = await signalsOf(options.signal ?? [], kinds);
  if (options.id !== undefined && !NAME.test(options.id))
    throw usage("--id is not a name.", "Use lower-case letters, digits and hyphens.");
  await withWorkspace(workspace, false, ports, async () => undefined);
  const known = await withOperations(ports, ({ alerts }) => alerts.rules(workspace));
  const id = options.id ?? freeName(channel, known);
  if (known.some((rule) => rule.id === id))
    throw usage(
      `Workspace "${workspace}" already has an alert "${id}".`,
      `Remove it first (wmmm alerts remove ${workspace} ${id}), or give another --id.`,
    );
  const rule: AlertRule = { id, workspace, channel, kinds, signals, shownTarget: shown, addedAt: ports.now() };
  const signing = channel === "webhook" ? newSigningSecret(ports.randomBytes) : null;
  await withVault(ports, true, async ({ vault }) => {
    // The secret first: a rule that is there can be sent.
    const place = { workspace, owner: alertOwner(id) };
    await vault.put({ ...place, field: TARGET }, target);
    if (signing !== null) await vault.put({ ...place, field: SIGNING }, signing);
  });
  if (!(await withOperations(ports, ({ alerts }) => alerts.addRule(rule))))
    throw usage(
      `Workspace "${workspace}" already has an alert "${id}".`,
      "Another process has just added it; give another --id.",
    );
  ports.out(`Added ${id}: ${kinds.join(", ")} to ${shown}.\n`);
  if (signing !== null) {
    ports.out(`\n  ${signing}\n\n`);
    ports.out(paragraph("Every request is signed with this secret (standardwebhooks.com); it is shown this once.", ports));
  }
  if (channel === "email" && !(ports.env[SMTP_VARIABLE] && ports.env[SENDER_VARIABLE]))
    ports.out(
      `${indented(`note: mail goes out when ${SMTP_VARIABLE} (smtps://user:password@host) and ${SENDER_VARIABLE} are set for "wmmm serve" and "wmmm worker".`, "", ports)}\n`,
    );
  ports.out(`Try it: wmmm alerts test ${workspace} ${id}\n`);
  return EXIT.ok;
}

export async function listAlerts(
  workspace: string | undefined,
  options: { readonly json?: boolean },
  ports: Ports,
): Promise<number> {
  const { rules, history } = await withOperations(ports, async ({ alerts }) => ({
    rules: await alerts.rules(workspace ?? null),
    history: await alerts.alerts(workspace ?? null, 20),
  }));
  if (options.json === true) {
    ports.out(`${JSON.stringify({ rules, alerts: history }, null, 2)}\n`);
    return EXIT.ok;
  }
  if (rules.length === 0) ports.out('Nobody is told anything. Add somebody with "wmmm alerts add --help".\n');
  for (const { workspace, id, kinds, signals, shownTarget } of rules) {
    ports.out(`${workspace}/${id}  to ${shownTarget}\n`);
    const about = [...kinds, ...signals.map((signal) => `signal ${signal}`)].join(", ");
    for (const line of wrap(about, Math.min(ports.columns, 100) - 4)) ports.out(`    ${line}\n`);
  }
  if (history.length > 0) ports.out("\nLast alerts\n");
  for (const { alert, rule, state, attempts, madeAt, problem } of history) {
    const tries = attempts > 1 ? `, ${attempts} tries` : "";
    ports.out(`  ${new Date(madeAt).toISOString().slice(0, 16)}Z  ${state}${tries}  ${rule}\n`);
    for (const line of wrap(alert.title, Math.min(ports.columns, 100) - 4)) ports.out(`    ${line}\n`);
    if (problem !== null && state !== "sent") ports.out(`${indented(problemText(problem), "    ", ports)}\n`);
  }
  return EXIT.ok;
}

export async function removeAlert(workspace: string, id: string, ports: Ports): Promise<number> {
  const removed = await withOperations(ports, ({ alerts }) => alerts.removeRule(workspace, id));
  await withVault(ports, false, async ({ vault }) => {
    for (const field of [TARGET, SIGNING]) await vault.forget({ workspace, owner: alertOwner(id), field });
  });
  if (!removed) throw usage(`Workspace "${workspace}" has no alert "${id}".`, `See "wmmm alerts list ${workspace}".`);
  ports.out(`Removed ${id}.\n`);
  return EXIT.ok;
}

/** Sends one at once, and says what came of it. */
export async function sendTestAlert(workspace: string, id: string, ports: Ports): Promise<number> {
  const rules = await withOperations(ports, ({ alerts }) => alerts.rules(workspace));
  const rule = rules.find((rule) => rule.id === id);
  if (rule === undefined) {
    const names = rules.map(({ id }) => id).join(", ");
    throw usage(
      `Workspace "${workspace}" has no alert "${id}".`,
      names === "" ? 'Add one with "wmmm alerts add".' : `It has: ${names}.`,
    );
  }
  const outcome = await alertSender(ports)(rule, testAlert(rule, ports.now()));
  if (outcome.kind === "refused") {
    const { problem, final } = outcome;
    // The sender's own advice is to send a test.
    throw new ProblemError(final ? problem : { ...problem, todo: `Check what listens at ${rule.shownTarget}, and try again.` });
  }
  ports.out(`Sent to ${rule.shownTarget}.\n`);
  return EXIT.ok;
}

function kindsOf(text: string): readonly AlertKind[] {
  const given = text.split(",").map((kind) => kind.trim());
  const wrong = given.find((kind) => !(ALERT_KINDS as readonly string[]).includes(kind));
  if (wrong !== undefined) throw usage(`--on knows no "${wrong.slice(0, 40)}".`, `It knows: ${ALERT_KINDS.join(", ")}.`);
  return ALERT_KINDS.filter((kind) => given.includes(kind));
}

function targetOf(options: AddAlertOptions): { readonly channel: AlertChannel; readonly target: string; readonly shown: string } {
  const given = (["webhook", "slack", "email"] as const).filter((channel) => options[channel] !== undefined);
  const [channel] = given;
  if (channel === undefined || given.length > 1)
    throw usage(
      "An alert goes to one place.",
      "Give one of --webhook <url>, --slack <url> and --email <address>; add another alert for another place.",
    );
  const target = options[channel]!.trim();
  if (channel === "email") {
    const domain = MAILBOX.exec(target)?.[1];
    if (domain === undefined) throw usage("--email is no mailbox.", "Give one like flow@example.com.");
    return { channel, target, shown: `a mailbox at ${domain}` };
  }
  const url = URL.parse(target);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:") || url.username !== "" || url.password !== "")
    throw usage(
      `--${channel} is no address that can be posted to.`,
      "Give one that begins with https:// (or http:// in your own network).",
    );
  return { channel, target: url.href, shown: url.host };
}

async function signalsOf(given: readonly string[], kinds: readonly AlertKind[]): Promise<readonly string[]> {
  const { SIGNALS } = await import("../../../signals/index.ts");
  const ids = new Set(SIGNALS.map(({ id }) => id));
  const wrong = given.find((id) => !ids.has(id));
  if (wrong !== undefined) throw usage(`There is no signal "${wrong.slice(0, 60)}".`, 'See "wmmm list signals".');
  if (kinds.includes("signal-change") && given.length === 0)
    throw usage("signal-change needs a signal to track.", 'Name one or more with --signal; see "wmmm list signals".');
  return [...new Set(given)];
}

function freeName(channel: AlertChannel, known: readonly AlertRule[]): string {
  for (let number = 1; ; number++) {
    const name = `${channel}-${number}`;
    if (!known.some(({ id }) => id === name)) return name;
  }
}

function usage(what: string, todo: string): ProblemError {
  return new ProblemError({ code: "usage", what, todo });
}
