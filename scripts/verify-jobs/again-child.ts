/**
 * Measures the demo organisation again and again in this process, as a worker does that scans a workspace every night: `node again-child.ts <rounds>`.
 * Prints a JSON object a round: what is answered, hashed by scope and signal.
 */
import { createHash } from "node:crypto";
import { DEMO_SPEC } from "../../fixtures/demo-organisation/demo.ts";
import { simulateOrganisation } from "../../fixtures/demo-organisation/organisation.ts";
import { judge } from "../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { judgeInputOf, measureLog } from "../../src/judge-log.ts";
import { logOf } from "../verify-measurement/read-in-memory.ts";
import { writeDirectly } from "../verify-measurement/write-directly.ts";

/** SHA-256 in hex, by what was hashed: a scope and a signal, a scope alone for what else is known of it, or "judgement". */
export type RoundHashes = Readonly<Record<string, string>>;

/** Its history ends two days later. */
const AS_OF = Date.UTC(2026, 5, 28);

const rounds = Number(process.argv[2]);
const history = await writeDirectly(simulateOrganisation(DEMO_SPEC, "northwind"), AS_OF);
for (let round = 0; round < rounds; round++) {
  const log = logOf(history, AS_OF);
  const input = judgeInputOf(measureLog(log, [{ id: history.connection, provides: history.provides }], DEFAULT_RULESET));
  const hashes: Record<string, string> = { judgement: hashOf(judge(input, DEFAULT_RULESET)) };
  for (const [scope, { measures, ...known }] of [
    ["workspace", input.workspace] as const,
    ...input.teams.map((team) => [team.id, team] as const),
  ]) {
    hashes[scope] = hashOf(known);
    for (const [signal, measure] of Object.entries(measures ?? {})) hashes[`${scope} ${signal}`] = hashOf(measure);
  }
  console.log(JSON.stringify(hashes satisfies RoundHashes));
}

function hashOf(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    part instanceof Map ? [...part] : ArrayBuffer.isView(part) ? Array.from(part as Float64Array) : part,
  );
  return createHash("sha256").update(text).digest("hex");
}
