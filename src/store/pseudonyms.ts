import { createHmac } from "node:crypto";
import type { WorkspaceStore } from "./store.ts";

/** Begins the hash of what a user may call an account and what may pass to somebody else: a login. Nothing is joined by it. */
const NAME_MARK = "~";
const PSEUDONYM_LENGTH = 16;
/** Pseudonyms kept in memory; a page names the same few accounts again and again. */
const PSEUDONYM_CACHE_SIZE = 100_000;
/** Of the salt of a workspace. */
export const SALT_BYTES = 32;

/** Hashes with the salt of a workspace as their key. */
export function pseudonymsWith(salt: Uint8Array): Pick<WorkspaceStore, "pseudonym" | "identity"> {
  const pseudonyms = new Map<string, Map<string, string>>();
  const hashOf = (text: string) => createHmac("sha256", salt).update(text).digest("base64url").slice(0, PSEUDONYM_LENGTH);
  return {
    pseudonym(connection, accountId) {
      let known = pseudonyms.get(connection);
      if (known === undefined) pseudonyms.set(connection, (known = new Map()));
      let pseudonym = known.get(accountId);
      if (pseudonym === undefined) {
        pseudonym = hashOf(`${connection}\0${accountId}`);
        if (known.size >= PSEUDONYM_CACHE_SIZE) known.clear();
        known.set(accountId, pseudonym);
      }
      return pseudonym;
    },

    identity(identifier) {
      // NUL at the front: no connection is named so, hence no pseudonym can equal an identity.
      const name = `\0${identifier.trim().toLowerCase()}`;
      return name.startsWith("\0login:") ? `${NAME_MARK}${hashOf(name)}` : hashOf(name);
    },
  };
}
