import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { RoundHashes } from "./again-child.ts";
import type { JobFigure } from "./engines.ts";

const SCRIPT = fileURLToPath(new URL("again-child.ts", import.meta.url));
const PROCESSES = 60;
const PROCESSES_REDUCED = 2;
/** What is run for the second and third time is what the engine compiles meanwhile, on other threads and never at the same moment. */
const ROUNDS = 4;

/** One history measured several times in one process, as in a worker, in many processes: every answer as in the first round of the first. */
export const again: JobFigure = async ({ reduced, note }) => {
  const processes = reduced ? PROCESSES_REDUCED : PROCESSES;
  let right: RoundHashes | null = null;
  let equal = 0;
  for (let n = 0; n < processes; n++) {
    const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, String(ROUNDS)], { maxBuffer: 64 * 1024 * 1024 });
    const lines = stdout.trim().split("\n");
    if (lines.length !== ROUNDS) throw new Error(`process ${n + 1} printed ${lines.length} rounds of ${ROUNDS}`);
    for (const [round, line] of lines.entries()) {
      const hashes = JSON.parse(line) as RoundHashes;
      right ??= hashes;
      const names = new Set([...Object.keys(right), ...Object.keys(hashes)]);
      const other = [...names].filter((name) => hashes[name] !== right![name]);
      if (other.length === 0) equal++;
      else note(`process ${n + 1}, round ${round + 1}: ${other.join(", ")}`);
    }
  }
  return [
    {
      what: "one history measured again in one process: equal answers",
      target: "all",
      measured: `${equal} of ${processes * ROUNDS} (${processes} processes, ${ROUNDS} rounds each)`,
      met: equal === processes * ROUNDS,
    },
  ];
};
