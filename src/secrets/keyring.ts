import { createHash } from "node:crypto";
import { ProblemError } from "../model/problem.ts";
import { KEY_BYTES, type RandomBytes } from "./seal.ts";

/** One key-encryption key. Its id is a hash of it, tells nothing of it, and need not be written down anywhere. */
export interface KeyringKey {
  /** First 8 bytes of the SHA-256 of the key, 16 hexadecimal digits. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** Keys that wrap the data keys of workspaces. The first one wraps, all of them unwrap. */
export interface Keyring {
  readonly current: KeyringKey;
  key(id: string): KeyringKey | null;
  readonly ids: readonly string[];
}

/** So that secret scanners can find one that got where it should not be. */
const PREFIX = "wmmm_key_";
const ENCODED = /^wmmm_key_([A-Za-z0-9_-]{43})$/;

/** A new key as text, as it is written into a keyring. */
export function newKeyText(randomBytes: RandomBytes): string {
  return PREFIX + Buffer.from(randomBytes(KEY_BYTES)).toString("base64url");
}

/** Reads `new,old`: keys separated by commas or line ends, the newest first. Throws `ProblemError` (`usage`) and never repeats what was given. */
export function parseKeyring(text: string, from: string): Keyring {
  const parts = text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const keys = parts.map((part, index) => {
    const encoded = ENCODED.exec(part)?.[1];
    if (encoded === undefined) {
      throw new ProblemError({
        code: "usage",
        what: `Key ${index + 1} of ${parts.length} in ${from} is none: a key is "${PREFIX}" and 43 letters, digits, hyphens or underscores.`,
        todo: 'Make one with "wmmm keys new", and put it before the older ones, separated by a comma.',
      });
    }
    const bytes = Buffer.from(encoded, "base64url");
    return { id: createHash("sha256").update(bytes).digest("hex").slice(0, 16), bytes };
  });
  const [current] = keys;
  if (current === undefined) {
    throw new ProblemError({ code: "usage", what: `There is no key in ${from}.`, todo: 'Make one with "wmmm keys new".' });
  }
  const byId = new Map(keys.map((key) => [key.id, key]));
  return { current, key: (id) => byId.get(id) ?? null, ids: [...byId.keys()] };
}
