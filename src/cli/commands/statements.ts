import { CHARACTERISTICS } from "../../maturity/characteristics/index.ts";
import type { StatementKind } from "../../model/attestation.ts";
import { ProblemError } from "../../model/problem.ts";
import { DAY_MS, type Instant } from "../../model/window.ts";
import { cleanTexts } from "../../report/clean.ts";
import { wrap } from "../../report/terminal/layout.ts";
import { day, plural } from "../../report/wording.ts";
import { EXIT, type Ports } from "../ports.ts";
import { chooseWorkspace, withWorkspace } from "../workspace.ts";

/** Nobody knows what will be true later than this; whoever still means it signs again. */
const LONGEST_DAYS = 2 * 366;
const SHORTEST_REASON = 10;
const LONGEST_REASON = 500;
const LONGEST_AUTHOR = 100;

export interface SignOptions {
  readonly reason: string;
  readonly author: string;
  readonly until: Instant;
}

/** Keeps what a person signs about one characteristic. What is printed names the characteristic, never the person: it may end in a log. */
export async function sign(kind: StatementKind, given: readonly string[], options: SignOptions, ports: Ports): Promise<number> {
  const [workspace, characteristic] = sidesOf(given);
  const now = ports.now();
  const reason = checkText(options.reason, SHORTEST_REASON, LONGEST_REASON, "--reason");
  const author = checkText(options.author, 2, LONGEST_AUTHOR, "--author");
  checkUntil(options.until, now);
  return withWorkspace(await chooseWorkspace(workspace, ports), false, ports, async (store) => {
    await store.sign({ kind, characteristic, reason, author, at: now, until: options.until });
    ports.out(
      `${characteristic} is ${kind === "attestation" ? "attested" : "exempted"} in "${store.workspace}" until ${day(new Date(options.until).toISOString())}. Nothing that is inferred changes.\n`,
    );
    return EXIT.ok;
  });
}

export async function listStatements(given: string | undefined, options: { json?: boolean }, ports: Ports): Promise<number> {
  return withWorkspace(await chooseWorkspace(given, ports), false, ports, async (store) => {
    const now = ports.now();
    const rows = (await store.statements()).map(({ at, until, ...statement }) => ({
      ...statement,
      signedAt: new Date(at).toISOString(),
      validUntil: new Date(until).toISOString(),
      status: until > now ? "valid" : "expired",
    }));
    if (options.json === true) ports.out(`${JSON.stringify(rows, null, 2)}\n`);
    else if (rows.length === 0) ports.out(`Nothing is stated about "${store.workspace}".\n`);
    else {
      const columns = Math.min(Math.max(ports.columns, 40), 100);
      for (const row of cleanTexts(rows)) {
        const head = `${row.characteristic}  ${row.kind}, ${row.status === "valid" ? "until" : "expired"} ${day(row.validUntil)}, signed ${day(row.signedAt)} by ${row.author}`;
        ports.out(`${[...wrap(head, columns, "     "), ...wrap(`     ${row.reason}`, columns, "     ")].join("\n")}\n`);
      }
    }
    return EXIT.ok;
  });
}

/** Takes a statement back; nothing of it is left anywhere but in reports that were written. */
export async function removeStatement(given: readonly string[], ports: Ports): Promise<number> {
  const [workspace, characteristic] = sidesOf(given);
  return withWorkspace(await chooseWorkspace(workspace, ports), false, ports, async (store) => {
    if (!(await store.withdraw(characteristic)))
      throw usage(`Nothing is stated about ${characteristic}.`, `See: wmmm statements list ${store.workspace}`);
    ports.out(`Nothing is stated about ${characteristic} any more.\n`);
    return EXIT.ok;
  });
}

/** Workspace, which may be left out, and characteristic. */
function sidesOf(given: readonly string[]): readonly [workspace: string | undefined, characteristic: string] {
  if (given.length > 2)
    throw usage("There are more words than a workspace and a characteristic.", "Put a text of several words in quotes.");
  const characteristic = given.at(-1)!;
  checkCharacteristic(characteristic);
  return [given.length === 2 ? given[0]! : undefined, characteristic];
}

function checkCharacteristic(id: string): void {
  if (!CHARACTERISTICS.some((characteristic) => characteristic.id === id))
    throw usage("There is no such characteristic.", 'Name one by its number, e.g. 3.4; see "wmmm list characteristics".');
}

/** The text without white space around it. What was given is not repeated: it may hold a name. */
function checkText(text: string, shortest: number, longest: number, option: string): string {
  const trimmed = text.trim();
  if (trimmed.length >= shortest && trimmed.length <= longest) return trimmed;
  throw usage(`${option} has ${plural(trimmed.length, "character", "characters")}.`, `Give ${shortest} to ${longest}.`);
}

function checkUntil(until: Instant, now: Instant): void {
  if (until <= now) throw usage("--until is not in the future.", "Give a day to come.");
  if (until > now + LONGEST_DAYS * DAY_MS)
    throw usage("--until is more than two years away.", "Give an earlier day, and sign again then.");
}

function usage(what: string, todo: string): ProblemError {
  return new ProblemError({ code: "usage", what, todo });
}
