import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { rulesetHash } from "../../src/maturity/ruleset/hash.ts";
import type { Line } from "./figure.ts";
import { BECAUSE } from "./because.ts";
import { HYPOTHESES } from "./face/hypotheses.ts";

export interface Measured {
  readonly figure: string;
  readonly lines: readonly Line[];
}

export interface PageOrigin {
  /** Of a whole run. */
  readonly share: number;
  /** The state of the code, see `verify-measurement.ts`. */
  readonly code: string;
  /** Outcomes were kept, and may have been made on several days or machines. */
  readonly isKept: boolean;
}

/** `docs/validation.md`: what was measured, what is missed and why, and what none of it can show. */
export function validationPage(measured: readonly Measured[], { share, code, isKept }: PageOrigin): string {
  const lines = measured.flatMap(({ figure, lines }) => lines.map((line) => ({ figure, ...line })));
  const missed = measured.filter((one) => one.lines.some(({ met }) => met === false));
  const counted = lines.filter(({ met }) => met !== null);
  const rows = lines.map(
    ({ figure, what, target, measured: found, met }) =>
      `| ${figure} | ${what} | ${target} | ${cell(found)} | ${met === null ? "" : met ? "ok" : "**missed**"} |`,
  );
  const why = missed.map(({ figure, lines: own }) => {
    const names = own.filter(({ met }) => met === false).map(({ what }) => what);
    return `- **${figure}** (${names.join("; ")}): ${BECAUSE[figure] ?? "Not explained yet."}`;
  });
  return `# Validation

What the judgement is worth, as far as it can be known. Printed by \`npm run verify:measurement -- --write\` ${share === 1 ? "as a whole run" : `at ${Math.round(100 * share)} % of a whole run`}. Every outcome behind
it is of one ruleset (${DEFAULT_RULESET.version}, hash
\`${rulesetHash(DEFAULT_RULESET)}\`) and of one state of the code (\`${code}\`${isKept ? "; outcomes are kept under names that hold both" : ""}). Of ${counted.length} targets ${counted.filter(({ met }) => met === true).length} are met.

## How it is done

Simulated organisations: people with skills, calendars and habits, work that arrives in bursts, needs other teams, gets blocked and comes back; and,
apart from that, what of it gets into a tracker, when, and by whom (\`fixtures/demo-organisation\`). What level an organisation has is set by practices
alone, each taken from a sentence of the model and never from a ladder. Everything else is drawn: 3 to 12 people a team, one to nine teams, Scrum,
Kanban, service desks and open source, sizes of items, load, zones, holidays, shutdowns, growth, turnover, shocks of demand, code beside the tracker
or none; one organisation in eight had 500 closed items imported, and another one its statuses renamed in mid-year. A whole run judges 200 organisations of each level (pure ones, some with a sentence ahead or behind, some with a team a level below) and
200 between levels. What is judged is what the connectors read: written directly into the event log, held equal by test to the way over the
fixture server record for record.

What each habit carries out is in \`scripts/verify-measurement/truth.ts\`; figures are in \`scripts/verify-measurement/figures\`, one file each; statistics
are tested against published values. Every second organisation of the population, and all of the other figures, bear names that were never judged
before ladders, weights and signals stood as they are; the others were looked at before.

## Figures

| figure | what | target | measured | |
|---|---|---|---|---|
${rows.join("\n")}

Targets are those that the measurement design calls excellent. A missed one is a finding and fails nothing; what must not get worse has a floor
(\`scripts/verify-measurement/floors.ts\`), and a figure below it fails the run.

## What is missed, and why we think so

${why.length === 0 ? "Nothing." : why.join("\n")}

## Real histories

${HYPOTHESES.length} expectations about histories that nobody here made were written down and committed before any of them was run
(\`scripts/verify-measurement/face/hypotheses.ts\`). \`npm run verify:measurement -- face --detail\` says of each what was seen. About half of them hold because
the answer is that it cannot be told: these histories have no names of who acted, no fields or no changes. They show that the product does not make
levels up, and little more.

## What cannot be claimed

- The simulation and the judgement were made by people who read the same design. Testing an inverter on data of its own forward model flatters it
  (the inverse crime): these figures are an upper bound. An independently written simulator has to be run against the frozen ruleset; what it loses
  against this page is how much was fitted.
- Nobody has compared these levels with those of assessors. Until raters have judged real teams without seeing the numbers there is no validity to
  speak of, only consistency.
- Rungs are expert priors except where \`docs/signals.md\` names a source. The sentences were interpreted; other interpretations are possible.
- Real organisations lie about dates, forget to connect tools, merge, split and reorganise. The simulation knows a few of these ways.
- Levels 4 and 5 rest on what leaves a footprint in a tracker. Leadership that leaves none is not seen, and is reported as not seen.
`;
}

function cell(text: string): string {
  return text.replaceAll("|", "/");
}
