import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBench, TOKEN_VARIABLE } from "./command-line.ts";
import { everyIssue, judgedSite } from "./site.ts";
const TOKEN = "ATATT3x/canary+token=1F2E3D4C";
const EMAIL = "canary.reader@example.com";
const TITLE = "Kanarientitel";
/** Whatever of these is found somewhere has leaked there. Beginnings of words are enough. */
const SECRETS = {
    token: TOKEN,
    "token, base64": Buffer.from(TOKEN).toString("base64").slice(0, -4),
    "token, base64url": Buffer.from(TOKEN).toString("base64url").slice(0, -4),
    "token, hex": Buffer.from(TOKEN).toString("hex"),
    "token, HEX": Buffer.from(TOKEN).toString("hex").toUpperCase(),
    "token, URL-encoded": encodeURIComponent(TOKEN),
    "token, JSON with escapes": TOKEN.replaceAll("/", "\\/"),
    authorization: Buffer.from(`${EMAIL}:${TOKEN}`).toString("base64").slice(8, -4),
};
const PRIVATE = {
    "account id": "kanarienkonto",
    "display name": "Kanaria Vogel",
    description: "Kanarienbeschreibung",
    comment: "Kanarienkommentar",
};
let bench;
/** Everything that was printed since the beginning of the test. */
let printed;
beforeEach(() => {
    bench = createBench();
    printed = "";
});
afterEach(() => bench.dispose());
/** The judged site with a canary in every place where something private stands. */
function withCanaries(site) {
    let text = JSON.stringify(site);
    site.users.forEach(({ accountId, displayName }, index) => {
        text = text.replaceAll(JSON.stringify(accountId), `"kanarienkonto:${index}"`);
        text = text.replaceAll(JSON.stringify(displayName), `"Kanaria Vogel ${index}"`);
    });
    return everyIssue(JSON.parse(text), (issue) => ({
        ...issue,
        fields: {
            ...issue.fields,
            summary: `${TITLE} ${issue.key}`,
            description: {
                type: "doc",
                version: 1,
                content: [
                    { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "Kanarienbeschreibung" }] },
                    { type: "paragraph", content: [{ type: "text", text: "Kanarienbeschreibung von Kanaria Vogel 1." }] },
                ],
            },
        },
        comments: [
            ...issue.comments.map((comment) => ({
                ...comment,
                body: `Kanarienkommentar: any update, Kanaria Vogel 2? ${comment.body}`,
            })),
            {
                id: `9${issue.id}`,
                author: "kanarienkonto:1",
                created: String(issue.fields["updated"]),
                body: "Kanarienkommentar am Ende",
            },
        ],
    }));
}
async function run(...argv) {
    const ran = await bench.run(...argv);
    printed += ran.out + ran.err;
    return ran;
}
const connect = (...more) => run(...["connect", "jira", "--workspace", "acme", "--url", bench.server.url], ...["--email", EMAIL, "--token-env", TOKEN_VARIABLE, ...more]);
const WHOLE = withCanaries(judgedSite());
/** Enough for every kind of record, too little for a level. */
const SOME = withCanaries({ ...judgedSite(), issues: judgedSite().issues.slice(0, 40) });
async function serve(dataset, onRequest = () => undefined) {
    await bench.serve(dataset, { email: EMAIL, token: TOKEN, onRequest });
}
const everyOutput = ["--out", "r.html", "--out", "r.json", "--out", "r.csv", "--out", "r.md"];
function leaksIn(bytes, canaries) {
    return Object.entries(canaries)
        .filter(([, canary]) => bytes.includes(canary) || bytes.includes(Buffer.from(canary, "utf16le")))
        .map(([name]) => name);
}
/** Leaks in all that was printed and in every byte of every file, the write-ahead log included. */
function leaks(canaries) {
    const places = [{ name: "printed", bytes: Buffer.from(printed) }, ...bench.files()];
    return places.flatMap(({ name, bytes }) => leaksIn(bytes, canaries).map((canary) => `${canary} in ${name}`));
}
test("the canaries are where the tracker has them, else nothing below would show anything", async () => {
    const text = Buffer.from(JSON.stringify(WHOLE));
    expect(leaksIn(text, { ...PRIVATE, title: TITLE })).toEqual([...Object.keys(PRIVATE), "title"]);
    await serve(WHOLE);
    await connect();
    await run("scan", "--record", join(bench.home, "raw"));
    expect(leaks(PRIVATE).filter((leak) => leak.endsWith(".body")).length).toBeGreaterThan(3);
});
test("no secret, no person and no text is printed, exported or stored, not even for the moment of a scan", async () => {
    const during = [];
    let requests = 0;
    await serve(WHOLE, () => {
        if (++requests % 3 !== 0)
            return;
        for (const { name, bytes } of bench.files()) {
            during.push(...leaksIn(bytes, { ...SECRETS, ...PRIVATE }).map((canary) => `${canary} in ${name}`));
        }
    });
    expect((await connect()).code).toBe(0);
    expect((await run("scan", ...everyOutput)).code).toBe(0);
    bench.now += 3 * 86_400_000;
    for (const argv of [
        ["scan", "--json"],
        ["show"],
        ["show", "--json"],
        ["doctor"],
        ["list", "workspaces"],
        ["explain", "3.2"],
        ["explain", "S27"],
    ]) {
        expect((await run(...argv)).code).toBe(0);
    }
    expect(requests).toBeGreaterThan(30);
    expect(during).toEqual([]);
    expect(bench.files().map(({ name }) => name)).toEqual(expect.arrayContaining(["acme.sqlite", "r.html", "r.json", "r.csv", "r.md"]));
    expect(leaks({ ...SECRETS, ...PRIVATE })).toEqual([]);
    expect(printed).not.toContain(EMAIL);
});
test("the e-mail address stands in the connection's configuration, which needs it to sign in, and nowhere else", async () => {
    await serve(WHOLE);
    await connect();
    await run("scan", ...everyOutput);
    for (const { name, bytes } of bench.files()) {
        const text = bytes.toString("latin1");
        const inConfiguration = text.split(`"email":"${EMAIL}"`).length - 1;
        expect([name, text.split(EMAIL).length - 1]).toEqual([name, inConfiguration]);
        expect([name, inConfiguration > 0]).toEqual([name, name.startsWith("acme.sqlite") && !name.endsWith("-lock")]);
    }
});
describe("when something goes wrong, with WMMM_DEBUG=1", () => {
    const echo = `${TOKEN} ${EMAIL} Kanaria Vogel 1 kanarienkonto:1 Kanarienkommentar Kanarienbeschreibung`;
    const faults = [
        ["401 that quotes everything", { kind: "status", status: 401, body: echo, headers: { "www-authenticate": TOKEN } }],
        ["400 that quotes everything", { kind: "status", status: 400, body: JSON.stringify({ errorMessages: [echo] }) }],
        ["500 that quotes everything", { kind: "status", status: 500, body: echo }],
        ["503 that quotes everything", { kind: "status", status: 503, body: echo }],
        ["text instead of JSON", { kind: "status", status: 200, body: echo, contentType: "application/json" }],
        ["HTML that quotes everything", { kind: "status", status: 200, body: `<p>${echo}</p>` }],
        ["a redirect with everything in it", { kind: "redirect", to: `https://example.com/?${encodeURIComponent(echo)}` }],
        ["another shape", { kind: "edit", edit: () => ({ issues: echo, values: echo, issueChangeLogs: echo, [echo]: echo }) }],
        [
            "another shape further in",
            {
                kind: "edit",
                edit: () => ({
                    issues: [{ id: echo, key: echo, fields: { summary: echo } }],
                    values: [echo],
                    issueChangeLogs: [{ issueId: echo, changeHistories: [{ id: echo, items: echo }] }],
                }),
            },
        ],
        ["a body cut in the middle", { kind: "truncated-json" }],
    ];
    test.each(faults)("%s", async (_, fault) => {
        bench.env["WMMM_DEBUG"] = "1";
        await serve(SOME);
        await connect("--no-check");
        for (const path of ["/rest/api/3/myself", "/rest/api/3/search/jql", "/rest/api/3/changelog/bulkfetch"]) {
            bench.server.faults.on({ path }, fault);
            await connect("--projects", "ONE");
            await run("scan", "--json");
            await run("doctor");
            bench.server.faults.clear();
        }
        expect(printed).toContain("Jira");
        expect(leaks({ ...SECRETS, ...PRIVATE })).toEqual([]);
    });
    test("a defect of ours whose message holds everything", async () => {
        bench.env["WMMM_DEBUG"] = "1";
        await serve(SOME);
        await connect();
        bench.ports = {
            random: () => {
                throw new TypeError(echo);
            },
            now: () => {
                throw new RangeError(echo, { cause: new Error(echo) });
            },
        };
        const ran = await run("scan");
        expect(ran.code).toBe(2);
        expect(ran.said).toMatch(/^wmmm: something went wrong that should not have \(RangeError\)\. RangeError at /);
        bench.ports = { sleep: () => Promise.reject(new TypeError(echo)) };
        bench.server.faults.on({ path: "/rest/api/3/search/jql" }, { kind: "status", status: 503 });
        await run("scan");
        bench.ports = {
            out: () => {
                throw new TypeError(echo);
            },
        };
        await run("list", "signals");
        expect(leaks({ ...SECRETS, ...PRIVATE })).toEqual([]);
    });
});
describe("--no-titles", () => {
    const titles = { title: TITLE };
    test("from the beginning: in no output and in no byte of a file", async () => {
        await serve(WHOLE);
        await connect("--no-titles");
        expect((await run("scan", ...everyOutput)).code).toBe(0);
        for (const argv of [["show"], ["show", "--json"], ["explain", "3.2"], ["explain", "S04"], ["doctor"]])
            await run(...argv);
        expect(leaks(titles)).toEqual([]);
        // Examples are still there, by their keys.
        expect(readFileSync(join(bench.home, "r.json"), "utf8")).toMatch(/"key":\s?"ONE-\d+"/);
    });
    test("later: what was stored with titles loses them, old results and free space in the file included", async () => {
        await serve(WHOLE);
        await connect();
        await run("scan");
        bench.now += 86_400_000;
        await run("scan");
        expect(leaks(titles)).toContain("title in acme.sqlite");
        printed = "";
        await connect("--no-titles");
        expect(leaks(titles)).toEqual([]);
        await run("show");
        await run("show", "--json");
        await run("export", ...everyOutput);
        await run("explain", "3.2");
        expect((await run("scan")).code).toBe(0);
        expect(leaks(titles)).toEqual([]);
        expect(bench.files().map(({ name }) => name)).toContain("r.html");
    });
});
