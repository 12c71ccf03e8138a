import { readFileSync } from "node:fs";
import { ProblemError } from "../model/problem.ts";
import type { Ports } from "./ports.ts";

/** Variables that hold secrets of a server: each may stand in a file instead, which `<name>_FILE` names, as secrets of containers do. */
const FROM_FILES = ["DATABASE_URL", "REDIS_URL", "WMMM_SMTP_URL", "WMMM_ADMIN_SECRET"] as const;
/** An address with a password. What is longer is another file. */
const MOST_BYTES = 8192;

/** The same world with those variables read. One that is set itself comes first. Throws `ProblemError` (`usage`), which never shows a value. */
export function withVariablesFromFiles(ports: Ports): Ports {
  const read: Record<string, string> = {};
  for (const name of FROM_FILES) {
    const path = ports.env[`${name}_FILE`]?.trim();
    if (!path || ports.env[name]?.trim()) continue;
    read[name] = contentOf(path, `${name}_FILE`);
  }
  return Object.keys(read).length === 0 ? ports : { ...ports, env: { ...ports.env, ...read } };
}

function contentOf(path: string, variable: string): string {
  let content: string;
  try {
    content = readFileSync(path, "utf8");
  } catch (error) {
    throw new ProblemError(
      {
        code: "usage",
        what: `${variable} names ${path}, which cannot be read.`,
        todo: "Check that the file is there and that the user of this process may read it.",
      },
      { cause: error },
    );
  }
  const value = content.trim();
  if (value !== "" && value.length <= MOST_BYTES && !/\s/.test(value)) return value;
  throw new ProblemError({
    code: "usage",
    what: `The file ${path} of ${variable} holds ${value === "" ? "nothing" : "more than one value"}.`,
    todo: "Put the value there alone, on one line.",
  });
}
