import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Result } from "../../src/model/result.ts";
import { createBench, history, judgementOf, TOKEN_VARIABLE, type Bench } from "./command-line.ts";
import { smallSite } from "./site.ts";

let bench: Bench;
let other: Server | null = null;

beforeEach(async () => {
  bench = createBench();
  await bench.serve(smallSite(3, 2));
});
afterEach(async () => {
  await bench.dispose();
  other?.closeAllConnections();
  other?.close();
  other = null;
});

const connectTo = (url: string, ...more: readonly string[]) =>
  bench.run(
    ...["connect", "jira", "--workspace", "acme", "--url", url, "--email", "reader@example.com"],
    ...["--token-env", TOKEN_VARIABLE, ...more],
  );

/** A server that is something else than Jira. */
async function serveOther(status: number, contentType: string, body: string): Promise<string> {
  other = createServer((_, response) => response.writeHead(status, { "content-type": contentType }).end(body));
  await new Promise<void>((resolve) => other!.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
}

describe("connecting to the wrong place is refused with exit 2, says so in a sentence and stores nothing", () => {
  test.each([
    ["no web address", "acme dot com", "The URL of Jira is not a web address. Give the address that you open in the browser"],
    ["another scheme", "ftp://acme.example.com", "The URL of Jira is not a web address."],
    ["no https", "http://jira.example.com", "has no https, so the token would travel in the clear. Use the https address"],
    ["a token inside the URL", "https://me:geheim@acme.example.com", "The URL of Jira is not a web address."],
    ["a cloud's metadata service", "https://169.254.169.254", "is one that must never be asked."],
  ])("%s", async (_, url, sentence) => {
    const { code, out, said } = await connectTo(url);
    expect(said).toContain(sentence);
    expect(said).not.toContain("geheim");
    expect(out).toBe("");
    expect(code).toBe(2);
    expect(bench.files().filter(({ name }) => name.endsWith(".sqlite"))).toEqual([]);
  });

  test("a host that does not exist", async () => {
    const { code, said } = await connectTo("https://no-such-host.invalid");
    expect(said).toMatch(/Jira could not be reached \([A-Z_]+\)\. Check the URL: it must be the address that you open/);
    expect(code).toBe(2);
  });

  test("a port that nobody listens on", async () => {
    const url = await serveOther(200, "text/plain", "");
    await new Promise((resolve) => other!.close(resolve));
    const { code, said } = await connectTo(url);
    expect(said).toContain("Jira could not be reached (ECONNREFUSED). Check the URL");
    expect(said).toContain("Then check the network.");
    expect(code).toBe(2);
  });

  test.each([
    [
      "a web page for everything",
      200,
      "text/html",
      "<!doctype html><p>Hello</p>",
      "with a web page instead of data. Check the URL",
    ],
    ["not found for everything", 404, "text/html", "<p>Not here</p>", "There is no Jira Cloud at this URL. Give the address"],
    ["other JSON", 200, "application/json", '{"hello":"world"}', "without saying who signed in"],
    ["a list", 200, "application/json", "[1,2]", "did not have the expected shape"],
    ["forbidden", 403, "text/plain", "no", "The token may not ask GET /rest/api/3/myself (403)."],
  ])("another service that answers %s", async (_, status, type, body, sentence) => {
    const { code, said } = await connectTo(await serveOther(status, type, body));
    expect(said).toContain(sentence);
    expect(code).toBe(2);
    expect(bench.files().filter(({ name }) => name.endsWith(".sqlite"))).toEqual([]);
  });

  test("a login page elsewhere", async () => {
    bench.server.faults.on({}, { kind: "redirect", to: "https://id.example.com/login?token=abc" });
    const { code, said } = await bench.connect();
    expect(said).toContain(
      "redirected GET /rest/api/3/myself to another address, which was not followed. Use the address at which",
    );
    expect(said).not.toContain("id.example.com");
    expect(code).toBe(2);
  });

  test("a wrong token, on a closed site and on one that is open to the public", async () => {
    bench.env[TOKEN_VARIABLE] = "wrong";
    const closed = await bench.connect();
    expect(closed.said).toContain(
      "Jira refused the token at GET /rest/api/3/myself (401). Check that e-mail and token belong together",
    );
    expect(closed.code).toBe(2);
    await bench.serve(smallSite(3), { anonymousProjects: ["ACME"] });
    bench.env[TOKEN_VARIABLE] = "wrong";
    const open = await bench.connect();
    expect(open.said).toContain("Jira refused the token");
    expect(open.code).toBe(2);
  });

  test("an address that answers as if nobody had signed in", async () => {
    bench.server.faults.on({ path: "/rest/api/3/myself" }, { kind: "edit", edit: () => ({}) });
    const { code, said } = await bench.connect();
    expect(said).toContain("access is anonymous at best. Check that e-mail and token belong together");
    expect(code).toBe(2);
  });

  test("projects that do not exist or are hidden, where none is left", async () => {
    await bench.serve(smallSite(3, 2), { hiddenProjects: ["BETA"] });
    for (const projects of ["NOPE", "BETA", "NOPE,BETA"]) {
      const { code, said } = await bench.connect("--projects", projects);
      expect(said).toContain("this token may browse none of them. Check the keys");
      for (const key of projects.split(",")) expect(said).toContain(key);
      expect(code).toBe(2);
    }
    const { code, said } = await bench.connect("--projects", 'A"; DROP');
    expect(said).toContain("is not a project key.");
    expect(code).toBe(2);
  });

  test("a token in place of the variable's name is neither shown nor stored", async () => {
    const tokens = [
      "ATATT3xFfGF0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789-_=1A2B3C4D",
      "aB3dE5fG7hI9jK1lM3nO5pQ7",
      "0123456789abcdef0123456789abcdef",
      "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    ];
    for (const token of tokens) {
      for (const more of [[], ["--no-check"]]) {
        const { code, out, err, said } = await bench.connect("--token-env", token, ...more);
        expect(said).toContain("--token-env takes the name of an environment variable, and what was given is none.");
        expect(said).toContain("make a new one: it now stands in your shell's history");
        expect(out + err).not.toContain(token.slice(0, 12));
        expect(code).toBe(2);
      }
    }
    expect(bench.files().filter(({ name }) => name.endsWith(".sqlite"))).toEqual([]);
    const unset = await bench.connect("--token-env", "OTHER_JIRA_TOKEN_2");
    expect(unset.said).toContain(
      "The environment variable OTHER_JIRA_TOKEN_2 is not set, so there is no token. Set it for this command",
    );
    expect(unset.code).toBe(2);
  });

  test("a token given as an option of its own is not repeated", async () => {
    const { code, out, err } = await bench.connect("--token=geheim123");
    expect(err).toContain("wmmm: Unknown option '--token=…'. See: wmmm connect jira --help\n");
    expect(out + err).not.toContain("geheim123");
    expect(code).toBe(2);
  });
});

describe("connecting with part of the access", () => {
  test("projects that were asked for and cannot be seen are named, the others are read; exit 3, because what was asked for is not whole", async () => {
    await bench.serve(smallSite(3, 2), { hiddenProjects: ["BETA"] });
    const { code, out } = await bench.connect("--projects", "ACME,BETA,NOPE");
    const sentence =
      'Projects BETA, NOPE do not exist, or this token may not browse them. Check the keys, give the token\'s account the permission "Browse projects" there, or connect again without them.';
    expect(out.replaceAll(/\s+/g, " ")).toContain(`note: jira: ${sentence}`);
    expect(code).toBe(0);
    const scan = await bench.run("scan", "acme");
    expect(scan.said).toContain(`problem: jira/projects, page 1: ${sentence}`);
    expect(scan.said.match(/do not exist/g)).toHaveLength(1);
    expect(scan.out.replaceAll(/\s+/g, " ")).toContain(sentence);
    expect(scan.code).toBe(3);
    expect(await bench.withStore((store) => store.liveItems("jira"))).toHaveLength(3);

    await bench.connect("--projects", "ACME");
    expect((await bench.run("scan", "acme")).code).toBe(0);
    expect(await bench.withStore((store) => store.liveItems("jira"))).toHaveLength(3);
  });

  test("a second site under the same name is refused, so that nothing is mixed; under another name it is added", async () => {
    await bench.connect();
    await bench.run("scan", "acme");
    const before = await bench.withStore(history);
    const url = bench.server.url;
    await bench.serve(smallSite(7));
    expect(bench.server.url).not.toBe(url);
    const refused = await bench.connect();
    expect(refused.said).toContain('already has a connection "jira" to another site. Give this one a name of its own with --id');
    expect(refused.code).toBe(2);
    expect(await bench.withStore(history)).toEqual(before);
    expect((await bench.connect("--id", "other")).code).toBe(0);
    expect(await bench.withStore(async (store) => (await store.connections()).map(({ id }) => id))).toEqual(["jira", "other"]);
  });
});

describe("a workspace that was read before, and now", () => {
  const failures: readonly (readonly [string, () => Promise<void> | void, string])[] = [
    ["the token is wrong", () => void (bench.env[TOKEN_VARIABLE] = "wrong"), "Jira refused the token"],
    [
      "the site is open to the public and the token is wrong",
      async () => {
        bench.server.faults.on({ path: "/rest/api/3/myself" }, { kind: "status", status: 401 });
        bench.server.faults.on({ path: "/rest/api/3/search/jql" }, { kind: "edit", edit: () => ({ issues: [], isLast: true }) });
        bench.server.faults.on({ path: "/rest/api/3/search/approximate-count" }, { kind: "lying-total", total: 0 });
      },
      "Jira refused the token",
    ],
    [
      "every answer says that nobody signed in",
      () =>
        void bench.server.faults.on(
          { path: "/rest/api/3/project/search" },
          {
            kind: "status",
            status: 200,
            body: '{"values":[]}',
            contentType: "application/json",
            headers: { "x-ausername": "anonymous" },
          },
        ),
      "as if nobody had signed in",
    ],
    [
      "all projects are hidden",
      () =>
        void bench.server.faults.on(
          { path: "/rest/api/3/project/search" },
          { kind: "edit", edit: () => ({ values: [], isLast: true }) },
        ),
      "sees no project",
    ],
    ["the site answers with web pages", () => void bench.server.faults.on({}, { kind: "html" }), "web page instead of data"],
  ];

  test.each(failures)(
    "%s: what is stored stays and is judged, exit 3, and the next scan is whole again",
    async (_, fail, sentence) => {
      await bench.connect();
      const whole = judgementOf(await bench.resultOf());
      const before = await bench.withStore(history);
      await fail();
      bench.now += 3_600_000;
      const scan = await bench.run("scan", "acme", "--json");
      expect(scan.said).toContain(sentence);
      expect(await bench.withStore(history)).toEqual(before);
      expect(scan.code).toBe(3);
      const result = JSON.parse(scan.out) as Result;
      expect(result.complete).toBe(false);
      expect(result.streams.find(({ stream }) => stream === "issues")?.stored).toBe(5);
      const shown = await bench.run("show", "acme");
      expect(shown.out.replaceAll(/\s+/g, " ")).toContain(sentence);

      bench.server.faults.clear();
      bench.env[TOKEN_VARIABLE] = bench.server.token;
      expect(judgementOf(await bench.resultOf())).toEqual(whole);
      expect(await bench.withStore(history)).toEqual(before);
    },
  );

  test("never read before: nothing is judged, exit 2, and no result appears", async () => {
    await bench.connect();
    bench.env[TOKEN_VARIABLE] = "wrong";
    const scan = await bench.run("scan", "acme");
    expect(scan.out).toBe("");
    expect(scan.code).toBe(2);
    expect((await bench.run("show", "acme")).said).toContain('has no result yet. Run "wmmm scan acme" first.');
  });

  test("the variable is empty: said before anything is asked", async () => {
    await bench.connect();
    const asked = bench.server.requests.length;
    bench.env[TOKEN_VARIABLE] = " ";
    const scan = await bench.run("scan", "acme");
    expect(scan.said).toContain(`The environment variable ${TOKEN_VARIABLE} is not set, so there is no token.`);
    expect(scan.code).toBe(2);
    expect(bench.server.requests.length).toBe(asked);
  });
});
