import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ProblemError } from "../model/problem.ts";
import { newKeyText, parseKeyring, type Keyring } from "../secrets/keyring.ts";
import { home } from "./workspace.ts";
import type { Ports } from "./ports.ts";

/** Where the keyring is looked for, in this order. */
export const KEYRING_VARIABLE = "WMMM_KEYRING";
export const KEYRING_FILE_VARIABLE = "WMMM_KEYRING_FILE";
/** Value of `WMMM_KEYRING` that means the keyring of the operating system. */
export const OF_THE_SYSTEM = "os";
/** Made in the data directory when a secret is first stored and no keyring was named. */
const OWN_FILE = "keyring";
const SERVICE = "wmmm";
const ACCOUNT = "keyring";

/** A keyring and where it was found, in words: never its keys. */
export interface FoundKeyring {
  readonly keyring: Keyring;
  readonly from: string;
  readonly isNew: boolean;
}

/**
 * The keyring: from `WMMM_KEYRING` (`new,old`), the operating system's where that is `os`, the file that `WMMM_KEYRING_FILE` names, or the file
 * `keyring` in the data directory. With `make` one is made where no other was named. Null = there is none. Throws `ProblemError` (`usage`).
 */
export async function findKeyring(ports: Ports, make: boolean): Promise<FoundKeyring | null> {
  const text = ports.env[KEYRING_VARIABLE]?.trim();
  if (text === OF_THE_SYSTEM) return ofTheSystem(ports, make);
  if (text) return { keyring: parseKeyring(text, KEYRING_VARIABLE), from: KEYRING_VARIABLE, isNew: false };
  const named = ports.env[KEYRING_FILE_VARIABLE]?.trim();
  const path = named || join(home(ports), OWN_FILE);
  if (existsSync(path)) return { keyring: parseKeyring(readPrivate(path, ports), path), from: path, isNew: false };
  if (named) {
    throw new ProblemError({
      code: "usage",
      what: `${KEYRING_FILE_VARIABLE} names ${path}, and there is no such file.`,
      todo: 'Make a key with "wmmm keys new", put it there, and let only its owner read it (chmod 600).',
    });
  }
  if (!make) return null;
  const made = newKeyText(ports.randomBytes);
  mkdirSync(home(ports), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, `${made}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    // Another process was first: its key is the one that counts.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw notWritten(path, error);
    return findKeyring(ports, false);
  }
  return { keyring: parseKeyring(made, path), from: path, isNew: true };
}

function readPrivate(path: string, ports: Ports): string {
  try {
    if (ports.platform !== "win32" && (statSync(path).mode & 0o077) !== 0) {
      throw new ProblemError({
        code: "usage",
        what: `The keyring ${path} can be read by others than its owner.`,
        todo: `Take that away, and think of its keys as known: chmod 600 ${path}, then put a new key first and run "wmmm keys rotate".`,
      });
    }
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError(
      { code: "usage", what: `The keyring ${path} cannot be read.`, todo: "Check who owns it: the user of this process has to." },
      { cause: error },
    );
  }
}

async function ofTheSystem(ports: Ports, make: boolean): Promise<FoundKeyring | null> {
  const from = "the keyring of the operating system";
  try {
    const { AsyncEntry } = await import("@napi-rs/keyring");
    const entry = new AsyncEntry(SERVICE, ACCOUNT);
    const stored = await entry.getPassword();
    if (stored) return { keyring: parseKeyring(stored, from), from, isNew: false };
    if (!make) return null;
    const made = newKeyText(ports.randomBytes);
    await entry.setPassword(made);
    return { keyring: parseKeyring(made, from), from, isNew: true };
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError(
      {
        code: "usage",
        what: "The keyring of the operating system cannot be used here: there is none, it is locked, or its package is not installed.",
        todo: `Unlock it, or name another place: ${KEYRING_FILE_VARIABLE}=<file> or ${KEYRING_VARIABLE}=<key>.`,
      },
      { cause: error },
    );
  }
}

function notWritten(path: string, cause: unknown): ProblemError {
  return new ProblemError(
    {
      code: "usage",
      what: `The keyring ${path} could not be written.`,
      todo: `Check the directory, or name another place: ${KEYRING_FILE_VARIABLE}=<file>.`,
    },
    { cause },
  );
}
