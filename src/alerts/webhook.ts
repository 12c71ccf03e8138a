import { createHmac } from "node:crypto";
import type { Alert } from "../model/alert.ts";

/** What goes out for an alert, over whichever wire. */
export interface OutgoingPost {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Bytes of a new signing secret; the specification asks for 24 to 64. */
export const SECRET_BYTES = 32;
const SECRET = /^whsec_([A-Za-z0-9+/]{32,86}={0,2})$/;

export function newSigningSecret(randomBytes: (size: number) => Uint8Array): string {
  return `whsec_${Buffer.from(randomBytes(SECRET_BYTES)).toString("base64")}`;
}

/**
 * Signed as the Standard Webhooks specification says (https://www.standardwebhooks.com, symmetric signatures): HMAC-SHA256 over
 * `id.timestamp.body`. `id` stays the same over all tries, so that whoever receives it twice can tell. Body: `{"type": "wmmm.alert", "timestamp",
 * "data": Alert}`. Throws `RangeError` for a secret that is none.
 */
export function signedPost(alert: Alert, secret: string, sentAtSeconds: number): OutgoingPost {
  const body = JSON.stringify({ type: "wmmm.alert", timestamp: alert.at, data: alert });
  const id = messageId(alert);
  return {
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(sentAtSeconds),
      "webhook-signature": signatureOf(secret, id, sentAtSeconds, body),
    },
    body,
  };
}

/** `v1,` and base64. Throws `RangeError` for a secret that is none. */
export function signatureOf(secret: string, id: string, sentAtSeconds: number, body: string): string {
  const encoded = SECRET.exec(secret)?.[1];
  if (encoded === undefined) throw new RangeError("a signing secret is whsec_ and base64");
  const key = Buffer.from(encoded, "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${sentAtSeconds}.${body}`).digest("base64")}`;
}

/** No dots, which separate the parts of what is signed. */
function messageId({ id }: Alert): string {
  return `msg_${id.replaceAll(/[^A-Za-z0-9_-]/g, "-")}`;
}
