import { createHmac, timingSafeEqual } from "node:crypto";
import type { Instant } from "../src/model/window.ts";

/** What a vendor has posted, as it came: the signature is over these very bytes. */
export interface Delivery {
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/**
 * What a delivery says. Never more than "read again": what is stored comes from reading alone, so that deliveries may come late, twice, in any order or
 * never. `changed`: something of this connection did; `items` are the tool's own ids of the items it names, as they stand in record ids behind the connection.
 * `nothing`: well signed, and about nothing that is read. `refused`: not from the vendor, or too old.
 */
export type Hint =
  | { readonly kind: "changed"; readonly items: readonly string[]; readonly once: string }
  | { readonly kind: "nothing" }
  | { readonly kind: "refused"; readonly why: "unsigned" | "wrong-signature" | "stale" | "not-json" };

/** Reads a delivery; the secret is the one that the webhook was set up with. Never throws. */
export type HintReader = (delivery: Delivery, secret: string, now: Instant) => Hint;

interface Signed {
  /** Hexadecimal HMAC-SHA256 of the body; null = there is none. */
  readonly signature: string | null;
}

const SHA256_HEX = /^[0-9a-f]{64}$/i;

/**
 * Checks the signature in constant time and hands the body over as JSON. `once` of what comes out is the signature: headers are not signed, so that a
 * delivery that somebody has caught and sends again with another id is known again.
 */
export function signedHint(
  { signature }: Signed,
  { body }: Delivery,
  secret: string,
  read: (payload: unknown) => Omit<Extract<Hint, { kind: "changed" }>, "once"> | Exclude<Hint, { kind: "changed" }>,
): Hint {
  if (signature === null || !SHA256_HEX.test(signature)) return { kind: "refused", why: "unsigned" };
  const expected = createHmac("sha256", secret).update(body).digest();
  // An empty secret would make everybody a sender.
  if (secret === "" || !timingSafeEqual(expected, Buffer.from(signature, "hex")))
    return { kind: "refused", why: "wrong-signature" };
  let payload: unknown;
  try {
    payload = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return { kind: "refused", why: "not-json" };
  }
  const hint = read(payload);
  return hint.kind === "changed" ? { ...hint, once: expected.toString("hex") } : hint;
}

/** `sha256=<hex>` of WebSub, as GitHub and Jira write it; null for anything else. */
export function webSubSignature(header: string | undefined): string | null {
  return header?.startsWith("sha256=") === true ? header.slice("sha256=".length) : null;
}

/** The texts and whole numbers among `values` that can be ids of this vendor, each once. */
export function idsAmong(pattern: RegExp, ...values: readonly unknown[]): readonly string[] {
  const texts = values.map((value) => (Number.isSafeInteger(value) ? String(value) : value));
  return [...new Set(texts.filter((value) => typeof value === "string" && pattern.test(value)))] as readonly string[];
}

/** The value of a chain of own keys of plain objects; undefined where it breaks off. */
export function within(payload: unknown, ...path: readonly string[]): unknown {
  let value = payload;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}
