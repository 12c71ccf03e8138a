import type { StatementShown } from "../model/result.ts";
import { lastDay, RATING_WORDS } from "./wording.ts";

export const STATEMENTS_TITLE = "Stated by people, apart from what is inferred";

/** Said above statements, so that nobody takes them for evidence. */
export const STATEMENTS_NOTE = "Signed by a person with a reason. No rating, level or index above rests on any of it.";

/** `3.4 "..." is attested: <reason> (Ada Example, until 30 Jun 2027). Inferred: partly met.` */
export function statementSentence(statement: StatementShown): string {
  const { kind, characteristic, text, reason, author, validUntil, status, inferred } = statement;
  const name = `${characteristic} "${text}"`;
  const said = `${reason.trim().replace(/\.$/, "")} (${author}, until ${lastDay(validUntil)})`;
  const found = inferred === null ? "" : ` Inferred: ${RATING_WORDS[inferred].toLowerCase()}.`;
  if (status === "expired")
    return `${name}: the ${kind} has run out on ${lastDay(validUntil)} and no longer counts: ${said}.${found}`;
  return kind === "attestation"
    ? `${name} is attested: ${said}.${found}`
    : `${name} does not apply here, it is stated: ${said}.${found}`;
}
