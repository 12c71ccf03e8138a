import fc from "fast-check";
import { createCipheriv, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { KEY_BYTES, seal, SealBrokenError, unseal } from "../../src/secrets/seal.ts";

const bytes = (hex: string): Uint8Array => Buffer.from(hex, "hex");

describe("seal", () => {
  test("gives back what was sealed, and something else each time", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.string(), { maxLength: 4 }), (text, place) => {
        const key = randomBytes(KEY_BYTES);
        const first = seal(key, text, place, randomBytes);
        const second = seal(key, text, place, randomBytes);
        expect(Buffer.from(unseal(key, first, place))).toEqual(Buffer.from(text));
        expect(Buffer.from(first).equals(Buffer.from(second))).toBe(false);
      }),
    );
  });

  test("is AES-256-GCM: test case 14 of the GCM specification (McGrew and Viega), with the place as authenticated data", () => {
    // Key and nonce of zeros, sixteen zero bytes: the ciphertext does not depend on authenticated data.
    const sealed = seal(new Uint8Array(KEY_BYTES), new Uint8Array(16), [], () => new Uint8Array(12));
    expect(Buffer.from(sealed.subarray(29)).toString("hex")).toBe("cea7403d4d606b6e074ec5d3baf39d18");
    const cipher = createCipheriv("aes-256-gcm", new Uint8Array(KEY_BYTES), new Uint8Array(12));
    cipher.setAAD(Buffer.from("[1]"));
    cipher.update(new Uint8Array(16));
    cipher.final();
    expect(Buffer.from(sealed.subarray(13, 29))).toEqual(cipher.getAuthTag());
  });

  test("opens nowhere else, with no other key, and not after any bit was changed", () => {
    const key = randomBytes(KEY_BYTES);
    const sealed = seal(key, bytes("00ff"), ["secret", "acme", "jira"], randomBytes);
    for (const place of [
      [],
      ["secret", "acme"],
      ["secret", "acme", "linear"],
      ["secret", "acmejira", ""],
      ["secret", "ac", "mejira"],
    ])
      expect(() => unseal(key, sealed, place)).toThrow(SealBrokenError);
    expect(() => unseal(randomBytes(KEY_BYTES), sealed, ["secret", "acme", "jira"])).toThrow(SealBrokenError);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Uint8Array.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => unseal(key, changed, ["secret", "acme", "jira"])).toThrow(SealBrokenError);
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => unseal(key, sealed.subarray(0, length), ["secret", "acme", "jira"])).toThrow(SealBrokenError);
  });
});
