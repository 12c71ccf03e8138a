import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBench, history, TOKEN_VARIABLE } from "./command-line.ts";
import { CTRL_C, scriptedPrompts } from "./scripted-prompts.ts";
import { smallSite } from "./site.ts";
let bench;
beforeEach(async () => {
    bench = createBench();
    await bench.serve(smallSite(30));
});
afterEach(() => bench.dispose());
/** Runs `init` with a person at the terminal who answers so. */
async function answering(steps, ...argv) {
    const script = scriptedPrompts(steps);
    bench.ports = { prompts: async () => script.prompts };
    const ran = await bench.run("init", ...argv);
    return { ...ran, script };
}
const workspaces = () => bench.files().filter(({ name }) => name.endsWith(".sqlite"));
const shown = ({ shown: all }) => all.join("\n");
const site = () => [
    ["--tracker", "jira-cloud", "--url", bench.server.url, "--email", bench.server.email],
    ["--token-env", TOKEN_VARIABLE],
];
const all = [/What to read of 2 projects/, "all"];
const defaults = [
    [/Name of the workspace/, "acme"],
    [/Keep the titles/, "yes"],
    [/Store the connection/, "scan"],
];
describe("init at a terminal", () => {
    test("from nothing to a first result; the typed token is stored nowhere and the line to set it is printed without it", async () => {
        delete bench.env[TOKEN_VARIABLE];
        const { code, out, err, script } = await answering([
            [/Where is the work tracked/, "jira-cloud"],
            [/Address of the site/, bench.server.url],
            [/E-mail address/, bench.server.email],
            [/Environment variable/, ""],
            [/JIRA_TOKEN is not set/, "type"],
            [/^Token$/, bench.server.token],
            all,
            ...defaults,
        ]);
        expect(err).not.toContain("wmmm:");
        expect(code).toBe(0);
        expect(script.left()).toEqual([]);
        expect(out).toContain("Chance of being at each level or higher");
        const said = shown(script);
        for (const text of [
            "https://id.atlassian.com/manage-profile/security/api-tokens",
            "Jira Cloud, signed in, 2 projects",
            "All, and those that come later (30 issues)",
            "The first scan will read about 30 issues with",
            "read -rs JIRA_TOKEN && export JIRA_TOKEN",
            "Reading. Next time: wmmm scan acme",
        ])
            expect(said).toContain(text);
        const everything = [out, err, said, ...bench.files().map(({ bytes }) => bytes.toString("latin1"))];
        expect(everything.filter((text) => text.includes(bench.server.token))).toEqual([]);
        await bench.withStore(async (store) => expect(await store.connections()).toMatchObject([{ id: "jira", tokenEnv: "JIRA_TOKEN", keepTitles: true }]));
    });
    test("a token that is refused can be entered again, a site can be corrected", async () => {
        delete bench.env[TOKEN_VARIABLE];
        const { code, script } = await answering([
            [/Environment variable/, TOKEN_VARIABLE],
            [/is not set/, "type"],
            [/^Token$/, ""],
            [/^Token$/, "wrong"],
            [/What now/, "token"],
            [/^Token$/, "wrong again"],
            [/What now/, "answers"],
            [/Address of the site/, bench.server.url],
            [/E-mail address/, bench.server.email],
            [/Environment variable/, TOKEN_VARIABLE],
            [/is not set/, "type"],
            [/^Token$/, bench.server.token],
            all,
            ...defaults,
        ], ...site()[0]);
        expect(code).toBe(0);
        expect(script.left()).toEqual([]);
        expect(shown(script)).toContain("Nothing was entered.");
        expect(shown(script)).toContain("Jira refused the token");
        expect(shown(script)).not.toContain("wrong");
    });
    test("some projects, chosen by their counts; the preview is theirs", async () => {
        const { code, script } = await answering([[/What to read/, "some"], [/Which projects/, ["ACME"]], ...defaults.slice(0, 2), [/Store the connection/, "store"]], ...site().flat());
        expect(code).toBe(0);
        expect(shown(script)).toMatch(/^ACME {2}.*\(30 issues\)$/m);
        expect(shown(script)).toContain("Connected. Next: wmmm scan acme");
        await bench.withStore(async (store) => expect((await store.connections())[0].config).toMatchObject({ projects: ["ACME"] }));
    });
    const whole = [
        [/Where is the work tracked/, "jira-cloud"],
        [/Address of the site/, "SITE"],
        [/E-mail address/, "reader@example.com"],
        [/Environment variable/, TOKEN_VARIABLE],
        [/What to read/, "some"],
        [/Which projects/, ["ACME"]],
        ...defaults,
    ];
    test.each(whole.map(([question], at) => [question, at]))("Ctrl-C at %s: exit 130, nothing stored, no result", async (question, at) => {
        const steps = whole.slice(0, at).map((step) => (step[1] === "SITE" ? [step[0], bench.server.url] : step));
        const { code, out, said } = await answering([...steps, [question, CTRL_C]]);
        expect(code).toBe(130);
        expect(out).toBe("");
        expect(said).toBe('wmmm: The set-up was cancelled, and nothing of it was stored. Run "wmmm init" again whenever you like. ');
        expect(workspaces()).toEqual([]);
    });
    test("whoever wants to set the variable first gets the line and 130", async () => {
        delete bench.env[TOKEN_VARIABLE];
        const { code, script } = await answering([
            [/Environment variable/, TOKEN_VARIABLE],
            [/is not set/, "later"],
        ], ...site()[0]);
        expect(code).toBe(130);
        expect(shown(script)).toContain(`read -rs ${TOKEN_VARIABLE} && export ${TOKEN_VARIABLE}`);
        expect(workspaces()).toEqual([]);
    });
    test("a token in place of the name of its variable is asked for again and not shown", async () => {
        const pasted = "ATATT3xFfGF0abcdefghijklmnop";
        const { script } = await answering([
            [/Environment variable/, pasted],
            [/Environment variable/, CTRL_C],
        ], ...site()[0]);
        expect(shown(script)).toContain("Give the name of a variable, not the token.");
        expect(shown(script)).not.toContain(pasted);
    });
    test("--yes puts only the questions that have no default", async () => {
        const { code, script } = await answering([
            [/Address of the site/, bench.server.url],
            [/E-mail address/, bench.server.email],
        ], ...["--yes", "--tracker", "jira-cloud", ...site()[1], "--workspace", "acme", "--no-scan"]);
        expect(code).toBe(0);
        expect(script.left()).toEqual([]);
    });
    test("a second site of the same kind in one workspace gets a name of its own", async () => {
        await bench.connect();
        await bench.serve(smallSite(3));
        const { code } = await answering([], "--yes", ...site().flat(), "--workspace", "acme", "--no-scan");
        expect(code).toBe(0);
        await bench.withStore(async (store) => expect((await store.connections()).map(({ id }) => id)).toEqual(["jira", "jira-2"]));
    });
});
describe("init where nobody can answer", () => {
    test("all answers as options: connected and scanned, the same as by hand", async () => {
        const { code, out, err } = await bench.run("init", "--no-input", ...site().flat(), "--workspace", "acme");
        expect(err).toContain("The first scan will read about 30 issues");
        expect(code).toBe(0);
        expect(out).toContain("Chance of being at each level or higher");
        await bench.connect("--workspace", "by-hand");
        await bench.run("scan", "by-hand");
        const keysOf = async (workspace) => (await bench.withStore(history, workspace)).items.map(({ key }) => key);
        expect(await keysOf("acme")).toEqual(await keysOf("by-hand"));
    });
    test("a file: no token, no scope, a workspace named after it", async () => {
        const rows = [
            "item,timestamp,event,from,to",
            "A-1,2026-06-01T09:00:00Z,created,,",
            "A-1,2026-06-02T09:00:00Z,status,To Do,Done",
        ];
        writeFileSync(join(bench.home, "Help Desk.csv"), `${rows.join("\n")}\n`);
        const { code, said } = await bench.run("init", "--no-input", "--tracker", "file", "--path", "Help Desk.csv", "--no-scan");
        expect(said).toContain("The first scan reads all of it, and asks nobody.");
        expect(said).toContain("Connected. Next: wmmm scan help-desk");
        expect(code).toBe(0);
        await bench.withStore(async (store) => expect(await store.connections()).toMatchObject([
            { id: "file", tokenEnv: "", config: { path: join(bench.home, "Help Desk.csv") } },
        ]), "help-desk");
        const missing = await bench.run("init", "--no-input", "--tracker", "file", "--path", "nowhere.csv");
        expect(missing.said).toContain("The file of this connection is not there.");
        expect(missing.code).toBe(2);
    });
    test("--only, --no-titles and --no-scan", async () => {
        const more = ["--workspace", "acme", "--only", "acme", "--no-titles", "--no-scan"];
        const { code, err, out } = await bench.run("init", "--no-input", ...site().flat(), ...more);
        expect(code).toBe(0);
        expect(out).toBe("");
        expect(err).toContain("Connected. Next: wmmm scan acme\n");
        await bench.withStore(async (store) => expect(await store.connections()).toMatchObject([{ keepTitles: false, config: { projects: ["ACME"] } }]));
    });
    test.each([
        [[], '"wmmm init" asks questions, and there is no terminal to ask them on.'],
        [["--no-input"], "--tracker is missing, and there is nobody to ask. Give it, e.g. --tracker jira-cloud"],
        [
            ["--no-input", "--tracker", "trello"],
            '--tracker cannot be "trello". It is one of: jira-cloud, jira-dc, linear, github, file',
        ],
        [["--yes", "--tracker", "jira-cloud"], "--url is missing, and there is nobody to ask."],
        [["--no-input", "--tracker", "jira-cloud", "--url", "ftp://x", "--email", "a@b.c"], "The URL of Jira is not a web address."],
        [["--no-input", "--tracker", "jira-cloud", "--url", "", "--email", "a@b.c"], "--url is not right. It is needed."],
        [["--no-input", "--tracker", "linear", "--token-env", "not a name"], "--token-env is not right."],
        [["--no-input", "--tracker", "linear"], "The environment variable LINEAR_API_KEY is not set, so there is no token."],
    ])("%j: one sentence, exit 2, nothing stored", async (argv, sentence) => {
        const { code, out, said } = await bench.run("init", ...argv);
        expect(said).toContain(`wmmm: ${sentence}`);
        expect(out).toBe("");
        expect(code).toBe(2);
        expect(workspaces()).toEqual([]);
    });
    test.each([
        [["--workspace", "demo"], 'That one belongs to "wmmm demo".'],
        [["--workspace", "No Name"], "Use lower-case letters, digits and hyphens."],
        [["--workspace", "acme", "--only", "NOPE"], "None of the projects NOPE exists"],
    ])("%j with a site that answers: exit 2, nothing stored", async (argv, sentence) => {
        const { code, said } = await bench.run("init", "--no-input", ...site().flat(), ...argv);
        expect(said).toContain(sentence);
        expect(code).toBe(2);
        expect(workspaces()).toEqual([]);
    });
    test("a refused token is one sentence, exit 2, nothing stored", async () => {
        bench.env[TOKEN_VARIABLE] = "wrong";
        const { code, said } = await bench.run("init", "--no-input", ...site().flat(), "--workspace", "acme");
        expect(said).toContain("Jira refused the token");
        expect(code).toBe(2);
        expect(workspaces()).toEqual([]);
    });
});
