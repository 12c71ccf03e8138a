/** Judges one simulated organisation in this process, with its zone and locale: `node determinism-once.ts <runs>`. Prints a hash a run. */
import { createHash } from "node:crypto";
import { simulateOrganisation } from "../../fixtures/demo-organisation/organisation.ts";
import { judge } from "../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { judgeInputOf, measureLog } from "../../src/judge-log.ts";
import { drawOrganisation } from "./population.ts";
import { logOf } from "./read-in-memory.ts";
import { writeDirectly } from "./write-directly.ts";

/** SHA-256 of everything that was answered and judged, in hex. */
export type AnswerHash = string;

const [runs = 1] = process.argv.slice(2).map(Number);
// Two service desks with few items: it is asked thousands of times.
const NAME = "determinism/834";
const organisation = drawOrganisation(NAME, 3, "pure");
const history = await writeDirectly(simulateOrganisation(organisation.spec, NAME), organisation.endAt);
for (let run = 0; run < runs; run++) {
  const log = logOf(history, organisation.endAt);
  const measured = judgeInputOf(measureLog(log, [{ id: history.connection, provides: history.provides }], DEFAULT_RULESET));
  const { signals: _, characteristics: __, ...answers } = measured;
  const text = JSON.stringify({ answers, judgement: judge(measured, DEFAULT_RULESET) });
  console.log(createHash("sha256").update(text).digest("hex"));
}
