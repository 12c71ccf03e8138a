import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { testAlert } from "../../src/alerts/scans.ts";
import { alertSender } from "../../src/cli/alert-sender.ts";
import { judgedSince } from "../../src/cli/judged-since.ts";
import { withOperations } from "../../src/cli/operations.ts";
import { processPorts } from "../../src/cli/process-ports.ts";
import { openSqliteOperations } from "../../src/store/sqlite/open-operations.ts";
import { createBench, expectNarrow, type Bench } from "./command-line.ts";
import { judgedSite } from "./site.ts";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let bench: Bench;
let receiver: Server;
let received: Received[];
let answer: { status: number; headers: Record<string, string> };
let address: string;

beforeEach(async () => {
  bench = createBench();
  await bench.serve(judgedSite());
  await bench.connect();
  received = [];
  answer = { status: 200, headers: {} };
  receiver = createServer((request, response) => {
    const taken = async (): Promise<void> => {
      received.push({ headers: request.headers, body: await text(request) });
      response.writeHead(answer.status, answer.headers).end("thanks");
    };
    void taken();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterEach(async () => {
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await bench.dispose();
});

const SECRET_PATH = "/hooks/T000/canary-secret-path";

describe("alerts", () => {
  test("to a webhook: added, tested with a signature that holds, listed, removed; the address is kept sealed", async () => {
    const added = await bench.run("alerts", "add", "acme", "--on", "regression,level-change", "--webhook", address + SECRET_PATH);
    expect(added.code, added.err).toBe(0);
    expect(added.out).toContain("Added webhook-1: level-change, regression to 127.0.0.1");
    const secret = /whsec_[A-Za-z0-9+/]+=*/.exec(added.out)![0];

    const tested = await bench.run("alerts", "test", "acme", "webhook-1");
    expect(tested).toMatchObject({ code: 0, err: "" });
    const [{ headers, body }] = received as [Received];
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
    expect(JSON.parse(body)).toMatchObject({ type: "wmmm.alert", data: { kind: "test", workspace: "acme" } });

    const listed = await bench.run("alerts", "list", "acme");
    expect(listed.out).toContain("acme/webhook-1  to 127.0.0.1");
    const json = await bench.run("alerts", "list", "--json");
    for (const { out } of [tested, listed, json]) {
      expect(out).not.toContain("canary");
      expect(out).not.toContain(secret);
    }
    for (const { name, bytes } of bench.files()) {
      expect(bytes.includes("canary-secret-path"), name).toBe(false);
      expect(bytes.includes(secret.slice(6)), name).toBe(false);
    }
    for (const { out } of [added, tested, listed]) expectNarrow(out);

    expect((await bench.run("alerts", "remove", "acme", "webhook-1")).out).toBe("Removed webhook-1.\n");
    expect((await bench.run("alerts", "list", "acme")).out).toContain("Nobody is told anything.");
    expect((await bench.run("alerts", "remove", "acme", "webhook-1")).code).toBe(2);
    expect((await bench.run("alerts", "test", "acme", "webhook-1")).code).toBe(2);
  });

  test("to Slack, in its shape", async () => {
    await bench.run("alerts", "add", "acme", "--on", "scan-failed", "--slack", address + SECRET_PATH, "--id", "team");
    expect((await bench.run("alerts", "test", "acme", "team")).code).toBe(0);
    expect(JSON.parse(received[0]!.body)).toMatchObject({ text: "acme: a test of wmmm's alerts", blocks: [{}, {}] });
  });

  test.each([
    [500, "answered with 500"],
    [410, "answered with 410"],
    [302, "answered with 302"],
  ])("a receiver that answers with %i is told of, and not followed", async (status, sentence) => {
    answer = { status, headers: { location: `${address}/elsewhere` } };
    await bench.run("alerts", "add", "acme", "--on", "regression", "--slack", address + SECRET_PATH);
    const tested = await bench.run("alerts", "test", "acme", "slack-1");
    expect(tested.code).toBe(2);
    expect(tested.said).toContain(sentence);
    expect(tested.said).not.toContain("canary");
    expect(received).toHaveLength(1);
  });

  test("never go to the addresses that requests to trackers may not go to", async () => {
    await bench.run("alerts", "add", "acme", "--on", "regression", "--slack", address + SECRET_PATH);
    await bench.run("alerts", "add", "acme", "--on", "regression", "--slack", "http://169.254.169.254/latest/meta-data");
    const metadata = await bench.run("alerts", "test", "acme", "slack-2");
    expect(metadata.code).toBe(2);
    expect(metadata.said).toContain("could not be reached");
    bench.env["WMMM_ADDRESSES"] = "public";
    expect((await bench.run("alerts", "test", "acme", "slack-1")).code).toBe(2);
    expect(received).toHaveLength(0);
    bench.env["WMMM_ADDRESSES"] = "127.0.0.0/8";
    expect((await bench.run("alerts", "test", "acme", "slack-1")).code).toBe(0);
    bench.env["WMMM_ADDRESSES"] = "everything";
    expect((await bench.run("alerts", "test", "acme", "slack-1")).said).toContain("holds something that is no network");
  });

  test("by mail, over a real mail server", async () => {
    const mails: string[] = [];
    const accepted: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onAuth: ({ username, password }, _, callback) =>
        callback(username === "mailer" && password === "canary password" ? null : new Error("no"), { user: username }),
      onRcptTo: ({ address }, _, callback) => {
        if (address.startsWith("nobody@")) return callback(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
        accepted.push(address);
        callback();
      },
      onData(stream, _, callback) {
        let mail = "";
        stream.on("data", (chunk: Buffer) => (mail += chunk.toString("utf8")));
        stream.on("end", () => {
          mails.push(mail);
          callback();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    const { port } = server.server.address() as AddressInfo;
    try {
      const added = await bench.run("alerts", "add", "acme", "--on", "level-change", "--email", "flow@example.com");
      expect(added.out).toContain("a mailbox at example.com");
      expect(added.out.replaceAll(/\s+/g, " ")).toContain("mail goes out when WMMM_SMTP_URL");
      expect((await bench.run("alerts", "test", "acme", "email-1")).said).toContain("is not set, so no mail can be sent");
      bench.env["WMMM_SMTP_URL"] = `smtp://mailer:${encodeURIComponent("canary password")}@127.0.0.1:${port}`;
      bench.env["WMMM_SMTP_FROM"] = "wmmm@example.com";
      expect((await bench.run("alerts", "test", "acme", "email-1")).err).toBe("");
      expect(accepted).toEqual(["flow@example.com"]);
      expect(mails[0]).toContain("Subject: [wmmm] acme: a test of wmmm's alerts");
      expect(mails[0]).toContain("Nothing has happened.");

      await bench.run("alerts", "add", "acme", "--on", "level-change", "--email", "nobody@example.com");
      const refused = await bench.run("alerts", "test", "acme", "email-2");
      expect(refused.code).toBe(2);
      expect(refused.said).toContain("did not take the mail (550)");
      expect(refused.said).not.toMatch(/nobody|canary/);
    } finally {
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
  });

  test.each([
    [["--on", "level-change"], "An alert goes to one place."],
    [["--on", "level-change", "--slack", "https://a.example", "--webhook", "https://b.example"], "An alert goes to one place."],
    [["--on", "everything", "--slack", "https://a.example"], '--on knows no "everything".'],
    [["--on", "level-change", "--slack", "ftp://a.example"], "--slack is no address that can be posted to."],
    [["--on", "level-change", "--webhook", "https://user:canary@a.example"], "--webhook is no address"],
    [["--on", "level-change", "--email", "not a mailbox"], "--email is no mailbox."],
    [["--on", "level-change", "--email", "a@b.example\nBcc: c@d.example"], "--email is no mailbox."],
    [["--on", "signal-change", "--slack", "https://a.example"], "signal-change needs a signal to track."],
    [["--on", "signal-change", "--slack", "https://a.example", "--signal", "nothing"], 'There is no signal "nothing".'],
    [["--on", "level-change", "--slack", "https://a.example", "--id", "No Name"], "--id is not a name."],
  ])("%j is refused: %s", async (options, sentence) => {
    const ran = await bench.run("alerts", "add", "acme", ...options);
    expect(ran.code).toBe(2);
    expect(ran.said).toContain(sentence);
    expect(ran.said).not.toContain("canary");
    expect((await bench.run("alerts", "list")).out).toContain("Nobody is told anything.");
  });

  test("of a workspace that is not there, or under a name that is taken, are refused", async () => {
    const add = (workspace: string, id: string) =>
      bench.run("alerts", "add", workspace, "--on", "regression", "--slack", address, "--id", id);
    expect((await add("none", "a")).code).toBe(2);
    expect((await add("acme", "a")).code).toBe(0);
    expect((await add("acme", "a")).said).toContain('already has an alert "a"');
  });
});

test("two scans are compared with the history of both, and the same one not with itself", async () => {
  await bench.resultOf();
  bench.now += 24 * 3_600_000;
  expect((await bench.run("scan", "acme", "--json")).code).toBe(0);
  const first = bench.now;
  bench.now += 7 * 24 * 3_600_000;
  expect((await bench.run("scan", "acme", "--json")).code).toBe(0);
  const ports = { ...processPorts(), env: bench.env, now: () => bench.now };
  const judged = await judgedSince("acme", null, bench.now, ports);
  expect(judged?.upTo).toBeGreaterThan(first);
  expect(judged?.judgements?.comparison.unsplitCauses).toEqual([]);
  expect(judged?.judgements?.comparison.notes.join(" ")).not.toContain("not on this machine");
  expect(await judgedSince("acme", judged!.upTo, bench.now, ports)).toBeNull();
  expect((await judgedSince("acme", null, first, ports))?.judgements).toBeNull();
});

test("a scan by hand tells those whom rules name, once, and a server that runs later does not tell again", async () => {
  await bench.run("alerts", "add", "acme", "--on", "scan-failed", "--webhook", address + SECRET_PATH);
  const before = (await bench.run("jobs", "list", "--json")).out;
  // A past day is a question, not the state of things.
  await bench.resultOf();
  expect((await bench.run("jobs", "list", "--json")).out).toBe(before);

  bench.server.faults.on({ path: "/rest/api/3/search/jql" }, { kind: "status", status: 403 });
  const partial = await bench.run("scan", "acme", "--json");
  expect(partial.code).toBe(3);
  expect(partial.said).toContain("Told webhook-1.");
  expect(received.map(({ body }) => (JSON.parse(body) as { data: { kind: string } }).data.kind)).toEqual(["scan-failed"]);
  bench.server.faults.clear();

  answer = { status: 500, headers: {} };
  bench.server.faults.on({ path: "/rest/api/3/search/jql" }, { kind: "status", status: 403 });
  const unheard = await bench.run("scan", "acme", "--json");
  expect(unheard.code).toBe(3);
  expect(unheard.said).toContain("webhook-1 was not told: 127.0.0.1");
  expect(unheard.said).not.toContain("canary");
  const runs = JSON.parse((await bench.run("jobs", "list", "--json")).out) as { status: string }[];
  expect(runs.map(({ status }) => status)).toEqual(["partial", "partial"]);
  const store = await openSqliteOperations(`${bench.home}/operations.db`);
  expect(await store.alerts.untoldRuns(10)).toEqual([]);
  await store.close();
});

test("where an alert goes and what signs it are told to whoever keeps a log, so that neither is shown", async () => {
  await bench.run("alerts", "add", "acme", "--on", "scan-failed", "--webhook", address + SECRET_PATH);
  const secrets: string[] = [];
  const ports = { ...processPorts(), env: bench.env };
  const rule = await withOperations(ports, async ({ alerts }) => (await alerts.rules("acme"))[0]!);
  await alertSender(ports, (secret) => void secrets.push(secret))(rule, testAlert(rule, bench.now));
  expect(secrets).toEqual([address + SECRET_PATH, expect.stringMatching(/^whsec_/)]);
});
