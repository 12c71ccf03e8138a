import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { plainMessage } from "../../src/alerts/email.ts";
import { slackPost } from "../../src/alerts/slack.ts";
import { newSigningSecret, signatureOf, signedPost } from "../../src/alerts/webhook.ts";
import type { Alert } from "../../src/model/alert.ts";

const alert: Alert = {
  id: "acme/2026-07-01T00:00:00.000Z/webhook-1",
  kind: "level-change",
  workspace: "acme",
  at: "2026-07-01T00:00:00.000Z",
  title: "acme: level 2 -> 3",
  lines: ["The level was 2 Defined and is 3 Coordinated: the work changed.", "Now: 3 Coordinated, index 3.4 of 5."],
};

describe("a signed webhook", () => {
  test("has the signature of the specification's own example (standardwebhooks.com)", () => {
    const signature = signatureOf(
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      1614265330,
      '{"test": 2432232314}',
    );
    expect(signature).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  test("can be checked by whoever holds the secret, from headers and body alone", () => {
    const secret = newSigningSecret((size) => new Uint8Array(size).fill(7));
    const { headers, body } = signedPost(alert, secret, 1_800_000_000);
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    expect(key).toHaveLength(32);
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
    expect(headers["webhook-id"]).toMatch(/^msg_[A-Za-z0-9_-]+$/);
    expect(JSON.parse(body)).toEqual({ type: "wmmm.alert", timestamp: alert.at, data: alert });
  });

  test("keeps its id over all tries, and has another signature at another time", () => {
    const secret = newSigningSecret((size) => new Uint8Array(size).fill(7));
    const [first, second] = [signedPost(alert, secret, 1), signedPost(alert, secret, 2)];
    expect(first.headers["webhook-id"]).toBe(second.headers["webhook-id"]);
    expect(first.headers["webhook-signature"]).not.toBe(second.headers["webhook-signature"]);
  });

  test.each(["", "secret", "whsec_", "whsec_!!!!", `whsec_${"A".repeat(8)}`])("refuses the secret %j", (secret) => {
    expect(() => signatureOf(secret, "msg_1", 1, "{}")).toThrow(RangeError);
  });
});

describe("a Slack message", () => {
  test("says the same, and makes no link or mention of anything", () => {
    const { body } = slackPost({ ...alert, title: "acme: <!channel> & co", lines: ["<https://evil.example|here> & there", "b"] });
    const { text, blocks } = JSON.parse(body) as {
      text: string;
      blocks: readonly { type: string; text: { type: string; text: string } }[];
    };
    expect(text).toBe("acme: &lt;!channel&gt; &amp; co");
    expect(blocks.map(({ type }) => type)).toEqual(["header", "section"]);
    expect(blocks[0]!.text).toEqual({ type: "plain_text", text: "acme: <!channel> & co" });
    expect(blocks[1]!.text).toEqual({ type: "mrkdwn", text: "• &lt;https://evil.example|here&gt; &amp; there\n• b" });
  });

  test("is cut where Slack would refuse it", () => {
    const { body } = slackPost({ ...alert, lines: Array.from({ length: 500 }, () => "a long sentence about something") });
    const { blocks } = JSON.parse(body) as { blocks: readonly { text: { text: string } }[] };
    expect(blocks[1]!.text.text.length).toBeLessThanOrEqual(3000);
  });
});

describe("an e-mail", () => {
  test("is plain text with lines that fit, and the same id over all tries", () => {
    const message = plainMessage({ ...alert, lines: ["word ".repeat(60).trim(), "short"] });
    expect(message.subject).toBe("[wmmm] acme: level 2 -> 3");
    const lines = message.text.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(78);
    expect(lines).toContain("short");
    expect(message.text).toContain("wmmm show acme");
    expect(message.messageId).toBe(plainMessage(alert).messageId);
    expect(message.messageId).toMatch(/^<[A-Za-z0-9-]+@wmmm\.invalid>$/);
  });
});
