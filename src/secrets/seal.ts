import { createCipheriv, createDecipheriv } from "node:crypto";

/** AES-256-GCM (NIST SP 800-38D): 256-bit key, 96-bit nonce, 128-bit tag. */
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = "aes-256-gcm";
/** First byte of everything sealed, so that another cipher can follow without guessing. */
const FORMAT = 1;

/** Cryptographically random bytes. A nonce never comes twice under one key: it is drawn anew for each sealing. */
export type RandomBytes = (size: number) => Uint8Array;

/** Thrown where something sealed cannot be opened: another key, another place, or changed bytes. Says nothing of what is inside. */
export class SealBrokenError extends Error {
  override readonly name = "SealBrokenError";
}

/**
 * Format byte, nonce, tag, ciphertext. `place` is authenticated and not stored: what was sealed for one place opens at no other, so that a
 * row that is copied to another workspace or connection is worth nothing there.
 */
export function seal(key: Uint8Array, text: Uint8Array, place: readonly string[], randomBytes: RandomBytes): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(place));
  const hidden = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([Uint8Array.of(FORMAT), nonce, cipher.getAuthTag(), hidden]);
}

/** What was sealed. Throws `SealBrokenError`. */
export function unseal(key: Uint8Array, sealed: Uint8Array, place: readonly string[]): Uint8Array {
  const start = 1 + NONCE_BYTES + TAG_BYTES;
  if (sealed.length < start || sealed[0] !== FORMAT) throw new SealBrokenError("it is not in a known format");
  try {
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(1, 1 + NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(boundTo(place));
    decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, start));
    return Buffer.concat([decipher.update(sealed.subarray(start)), decipher.final()]);
  } catch (error) {
    throw new SealBrokenError("it was sealed with another key, for another place, or changed", { cause: error });
  }
}

/** JSON keeps the parts apart: `["a","bc"]` and `["ab","c"]` differ. */
function boundTo(place: readonly string[]): Uint8Array {
  return Buffer.from(JSON.stringify([FORMAT, ...place]), "utf8");
}
