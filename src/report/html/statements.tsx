import type { Result } from "../../model/result.ts";
import { STATEMENTS_NOTE, STATEMENTS_TITLE, statementSentence } from "../statement-wording.ts";
import { Foreign, Section } from "./parts.tsx";

/** What people sign, in a place of its own. */
export function Statements({ result }: { result: Result }) {
  const { statements = [] } = result;
  if (statements.length === 0) return null;
  return (
    <Section id="statements" title={STATEMENTS_TITLE}>
      <p class="soft">{STATEMENTS_NOTE}</p>
      <ul class="plain">
        {statements.map((statement) => (
          <li class="NA">
            <Foreign>{statementSentence(statement)}</Foreign>
          </li>
        ))}
      </ul>
    </Section>
  );
}
