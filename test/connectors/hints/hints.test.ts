import fc from "fast-check";
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Delivery, Hint, HintReader } from "../../../connectors/hint.ts";
import { githubHint } from "../../../connectors/github/hint.ts";
import { jiraHint } from "../../../connectors/jira/hint.ts";
import { linearHint } from "../../../connectors/linear/hint.ts";

const NOW = Date.UTC(2026, 10, 26);
const LINEAR_ID = "0f8c2f5e-6a3d-4b57-9a51-0d2f3c4b5a69";
const SECRET = "It's a Secret to Everybody";

interface Vendor {
  readonly name: string;
  readonly read: HintReader;
  readonly header: string;
  readonly prefix: string;
  readonly more: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly item: string;
}

const VENDORS: readonly Vendor[] = [
  {
    ...{ name: "GitHub", read: githubHint, header: "x-hub-signature-256", prefix: "sha256=", item: "I_kwDOB1" },
    more: { "x-github-event": "issues" },
    payload: { action: "edited", issue: { number: 17, node_id: "I_kwDOB1" }, repository: { full_name: "acme/shop" } },
  },
  {
    ...{ name: "Linear", read: linearHint, header: "linear-signature", prefix: "", item: LINEAR_ID },
    more: {},
    payload: { type: "Issue", action: "update", data: { id: LINEAR_ID, identifier: "ENG-42" }, webhookTimestamp: NOW - 3000 },
  },
  {
    ...{ name: "Jira", read: jiraHint, header: "x-hub-signature", prefix: "sha256=", item: "10007" },
    more: {},
    payload: { webhookEvent: "jira:issue_updated", issue: { id: "10007", key: "ACME-7" }, timestamp: NOW - 3000 },
  },
];

function delivered(vendor: Vendor, payload: unknown = vendor.payload, secret = SECRET): Delivery {
  const body = Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload));
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  return { headers: { ...vendor.more, [vendor.header]: vendor.prefix + signature }, body };
}

test("GitHub's own example of a signature (docs.github.com, Validating webhook deliveries)", () => {
  const body = Buffer.from("Hello, World!");
  const signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
  // Rightly signed, and no JSON: the signature comes first.
  expect(githubHint({ headers: { "x-hub-signature-256": signature }, body }, SECRET, NOW)).toEqual({
    kind: "refused",
    why: "not-json",
  });
  expect(githubHint({ headers: { "x-hub-signature-256": signature }, body }, `${SECRET}!`, NOW)).toEqual({
    ...{ kind: "refused", why: "wrong-signature" },
  });
});

describe.each(VENDORS)("a delivery of $name", (vendor) => {
  const refused = (delivery: Delivery, secret = SECRET, now = NOW): string => {
    const hint = vendor.read(delivery, secret, now);
    return hint.kind === "refused" ? hint.why : hint.kind;
  };

  test("that is signed says which item to read again", () => {
    expect(vendor.read(delivered(vendor), SECRET, NOW)).toMatchObject({ kind: "changed", items: [vendor.item] });
  });

  test("is known again by what is signed, whatever its other headers say", () => {
    const once = (delivery: Delivery): string | null => {
      const hint = vendor.read(delivery, SECRET, NOW);
      return hint.kind === "changed" ? hint.once : null;
    };
    const one = delivered(vendor);
    const caught = { ...one, headers: { ...one.headers, "x-github-delivery": "other", "linear-delivery": "other" } };
    expect(once(one)).toMatch(/^[0-9a-f]{64}$/);
    expect(once(caught)).toBe(once(one));
    expect(once(delivered(vendor, { ...vendor.payload, other: 1 }))).not.toBe(once(one));
  });

  test("that is forged is refused", () => {
    const good = delivered(vendor);
    const signature = good.headers[vendor.header]!;
    const withHeader = (value: string | undefined): Delivery => ({
      ...good,
      headers: { ...good.headers, [vendor.header]: value },
    });
    expect(refused(withHeader(undefined))).toBe("unsigned");
    expect(refused(withHeader(""))).toBe("unsigned");
    expect(refused(withHeader(`sha1=${signature.slice(-40)}`))).toBe("unsigned");
    expect(refused(withHeader(signature.slice(0, -2)))).toBe("unsigned");
    expect(refused(withHeader(`${signature.slice(0, -1)}g`))).toBe("unsigned");
    expect(refused(withHeader(vendor.prefix + "0".repeat(64)))).toBe("wrong-signature");
    expect(refused({ ...good, body: Buffer.concat([good.body, Buffer.from(" ")]) })).toBe("wrong-signature");
    expect(refused(delivered(vendor, vendor.payload, "another secret"))).toBe("wrong-signature");
    // An unset secret must not let everybody in who signs with nothing.
    expect(refused(delivered(vendor, vendor.payload, ""), "")).toBe("wrong-signature");
  });

  test("that is no JSON or no text is refused", () => {
    expect(refused(delivered(vendor, "<html>"))).toBe("not-json");
    const body = Buffer.from([0x22, 0xff, 0x22]);
    const signature = createHmac("sha256", SECRET).update(body).digest("hex");
    expect(refused({ headers: { ...vendor.more, [vendor.header]: vendor.prefix + signature }, body })).toBe("not-json");
  });

  test("never throws and never names what is no key, whatever stands in it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const payloads = [value, { ...vendor.payload, issue: value, data: value, repository: value, pull_request: value }];
        for (const payload of payloads) {
          const hint: Hint = vendor.read(delivered(vendor, JSON.stringify(payload)), SECRET, NOW);
          const items = hint.kind === "changed" ? hint.items : [];
          for (const item of items) expect(item).toMatch(/^[A-Za-z0-9_=-]{1,100}$/);
        }
      }),
    );
  });
});

test("what is old is refused where the vendor signs a time", () => {
  const [, linear, jira] = VENDORS;
  const minute = 60_000;
  const of = (vendor: Vendor, now: number) => vendor.read(delivered(vendor), SECRET, now);
  expect(of(linear!, NOW + 3 * minute)).toEqual({ kind: "refused", why: "stale" });
  expect(of(linear!, NOW - 3 * minute)).toEqual({ kind: "refused", why: "stale" });
  expect(of(jira!, NOW + 60 * minute).kind).toBe("changed");
  expect(of(jira!, NOW + 25 * 60 * minute)).toEqual({ kind: "refused", why: "stale" });
  const { webhookTimestamp: _, ...untimed } = linear!.payload;
  expect(linear!.read(delivered(linear!, untimed), SECRET, NOW)).toEqual({ kind: "refused", why: "stale" });
});

test("what is not read changes nothing", () => {
  const [github, linear, jira] = VENDORS;
  const nothing = { kind: "nothing" };
  expect(github!.read(delivered({ ...github!, more: { "x-github-event": "ping" } }), SECRET, NOW)).toEqual(nothing);
  expect(linear!.read(delivered(linear!, { ...linear!.payload, type: "Reaction" }), SECRET, NOW)).toEqual(nothing);
  expect(jira!.read(delivered(jira!, { ...jira!.payload, webhookEvent: "user_created" }), SECRET, NOW)).toEqual(nothing);
});

test("both ends of what connects two items are read again, and an item that only moved on a board", () => {
  const [github, linear, jira] = VENDORS;
  const items = (vendor: Vendor, payload: object, event?: string): readonly string[] => {
    const more = event === undefined ? vendor.more : { "x-github-event": event };
    const hint = vendor.read(delivered({ ...vendor, more }, { ...payload }), SECRET, NOW);
    return hint.kind === "changed" ? hint.items : [hint.kind];
  };
  const [blocked, blocking] = [{ node_id: "I_1" }, { node_id: "I_2" }];
  expect(items(github!, { blocked_issue: blocked, blocking_issue: blocking }, "issue_dependencies")).toEqual(["I_1", "I_2"]);
  expect(items(github!, { parent_issue: blocked, sub_issue: blocking }, "sub_issues")).toEqual(["I_1", "I_2"]);
  const onBoard = (content_type: string) => ({ projects_v2_item: { content_type, content_node_id: "I_3" } });
  expect(items(github!, onBoard("Issue"), "projects_v2_item")).toEqual(["I_3"]);
  expect(items(github!, onBoard("PullRequest"), "projects_v2_item")).toEqual([]);
  const link = { webhookEvent: "issuelink_created", timestamp: NOW, issueLink: { sourceIssueId: 1, destinationIssueId: 2 } };
  expect(items(jira!, link)).toEqual(["1", "2"]);
  const other = LINEAR_ID.replace("0f", "1f");
  const relation = { type: "IssueRelation", data: { id: "x", issueId: LINEAR_ID, relatedIssueId: other }, webhookTimestamp: NOW };
  expect(items(linear!, relation)).toEqual([LINEAR_ID, other]);
});
