import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";

/** What one task gave, and the processor time of the worker that carried it out, in milliseconds. */
export interface Kept {
  readonly output: unknown;
  readonly cpuMs: number;
}

/** Everything that an outcome depends on. */
export interface Origin {
  readonly task: string;
  /** Of `stateOfCode`. */
  readonly code: string;
  readonly ruleset: string;
  readonly input: unknown;
}

const DIGEST_BYTES = 32;

/** SHA-256 in hex: another input, ruleset or state of the code gives another name. Inputs are plain data whose keys come in the order of the code. */
export function nameOf({ task, code, ruleset, input }: Origin): string {
  return createHash("sha256")
    .update(JSON.stringify([task, code, ruleset, input]))
    .digest("hex");
}

/**
 * One file for each outcome, named by `nameOf`: SHA-256 of what follows, then the structured clone, which alone keeps numbers that are not finite. It
 * appears whole or not at all, so that several processes may share a directory, and directories of several machines may be copied into one.
 */
export function keptOutcomes(directory: string): {
  readonly read: (origin: Origin) => Kept | null;
  readonly write: (origin: Origin, kept: Kept) => void;
} {
  const fileOf = (origin: Origin) => join(directory, origin.task, nameOf(origin));
  return {
    /** Null where there is none, and where what there is was damaged. */
    read(origin) {
      const bytes = readIfThere(fileOf(origin));
      if (bytes === null || bytes.length <= DIGEST_BYTES) return null;
      const content = bytes.subarray(DIGEST_BYTES);
      return digestOf(content).equals(bytes.subarray(0, DIGEST_BYTES)) ? (deserialize(content) as Kept) : null;
    },
    write(origin, kept) {
      const file = fileOf(origin);
      mkdirSync(join(directory, origin.task), { recursive: true });
      const content = serialize(kept);
      const unfinished = `${file}.${randomUUID()}.part`;
      try {
        writeFileSync(unfinished, Buffer.concat([digestOf(content), content]), { flush: true });
        renameSync(unfinished, file);
      } catch (error) {
        rmSync(unfinished, { force: true });
        throw error;
      }
    },
  };
}

function digestOf(content: Uint8Array): Buffer {
  return createHash("sha256").update(content).digest();
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
