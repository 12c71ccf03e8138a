import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { AnswerHash } from "../determinism-once.ts";

const run = promisify(execFile);
const CHILD = fileURLToPath(new URL("../determinism-once.ts", import.meta.url));

/** The same question in a process that believes to stand in this zone and to speak this language: one hash for each answer. */
export async function answerElsewhere({
  zone,
  locale,
  runs,
}: {
  readonly zone: string;
  readonly locale: string;
  readonly runs: number;
}): Promise<readonly AnswerHash[]> {
  const env = { ...process.env, TZ: zone, LANG: locale, LC_ALL: locale };
  const { stdout } = await run(process.execPath, [CHILD, String(runs)], { env, maxBuffer: 1 << 24 });
  return stdout.trim().split("\n");
}
