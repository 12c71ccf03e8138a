import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startGithubServer } from "../../fixtures/github-server/server.ts";
import { workspaceOf } from "../../src/cli/github-repository.ts";
import { smallOrganisation } from "../fixtures/github-server/small-organisation.ts";
import { SHARED_MISSING, sharedPath } from "../support/shared.ts";
import { createBench, expectNarrow } from "./command-line.ts";
import { scriptedPrompts } from "./scripted-prompts.ts";
const schemaPath = sharedPath("schemas/github.graphql");
let bench;
beforeEach(() => {
    bench = createBench();
});
afterEach(() => bench.dispose());
const workspaces = () => bench
    .files()
    .map(({ name }) => name)
    .filter((name) => name.endsWith(".sqlite"));
const oneLine = (text) => text.replaceAll(/\s+/g, " ");
describe.skipIf(schemaPath === null)(`scan --github (${schemaPath === null ? SHARED_MISSING : "the vendor's schema is here"})`, () => {
    let server;
    const serve = async (options = {}) => {
        server = await startGithubServer(smallOrganisation(12), readFileSync(schemaPath, "utf8"), {
            now: () => bench.now,
            ...options,
        });
        bench.env["GITHUB_API_URL"] = server.url;
        bench.env["GITHUB_TOKEN"] = server.token;
    };
    beforeEach(() => serve());
    afterEach(() => server.close());
    test("one argument: the workspace is made and named, the result is there, and the next time only what is new is read", async () => {
        const first = await bench.run("scan", "--github", "acme/shop");
        expect(first.code, first.err).toBe(0);
        expect(first.out).toContain("acme-shop");
        expect(first.said).toContain('Reading acme/shop with the token in GITHUB_TOKEN into the new workspace "acme-shop". Next time "wmmm scan acme-shop" does the same.');
        expect(workspaces()).toEqual(["acme-shop.sqlite"]);
        const before = server.requests.length;
        const second = await bench.run("scan", "--github", "acme/shop");
        expect(second.code, second.err).toBe(0);
        expect(second.said).toContain('Reading what is new in acme/shop with the token in GITHUB_TOKEN into the workspace "acme-shop".');
        expect(server.requests.length - before).toBeLessThan(before);
        expect((await bench.run("scan", "acme-shop")).code).toBe(0);
        const everything = [first.out, first.err, ...bench.files().map(({ bytes }) => bytes.toString("latin1"))];
        expect(everything.filter((text) => text.includes(server.token))).toEqual([]);
    });
    test("the address of its page does as well, and all options of scan work with it", async () => {
        const argv = ["--github", "acme/shop.git", "--json", "--quiet", "--out", "r.html", "--record", join(bench.home, "raw")];
        const { code, out, err } = await bench.run("scan", ...argv);
        expect(code, err).toBe(0);
        expect(err).toBe("Wrote r.html\n");
        const result = JSON.parse(out);
        expect(result.workspace).toBe("acme-shop");
        expect(result.provenance.connections).toMatchObject([{ id: "github", kind: "github" }]);
        expect((await bench.run("scan", "--github", "acme/shop", "--no-sync", "--as-of", "2026-03-01")).code).toBe(0);
    });
    test.each([
        [["GITHUB_TOKEN", "GH_TOKEN"], "GITHUB_TOKEN"],
        [["GH_TOKEN", "GITHUB_AUTH_TOKEN"], "GH_TOKEN"],
        [["GITHUB_AUTH_TOKEN"], "GITHUB_AUTH_TOKEN"],
    ])("of the tokens in %j the one in %s is used", async (set, used) => {
        delete bench.env["GITHUB_TOKEN"];
        for (const name of set)
            bench.env[name] = name === used ? server.token : "ghp_wrong";
        const { code, said } = await bench.run("scan", "--github", "acme/shop");
        expect(said).toContain(`with the token in ${used} into`);
        expect(code).toBe(0);
    });
    test("a token that moved to another variable is found again", async () => {
        await bench.run("scan", "--github", "acme/shop");
        delete bench.env["GITHUB_TOKEN"];
        bench.env["GH_TOKEN"] = server.token;
        expect((await bench.run("scan", "--github", "acme/shop")).code).toBe(0);
        expect((await bench.run("scan", "acme-shop")).code).toBe(0);
    });
    test.each([
        ["a refused token", () => (bench.env["GITHUB_TOKEN"] = "ghp_wrong"), "acme/shop", /GitHub refused the token|401/],
        ["a repository that is not there", () => undefined, "acme/nothing", /None of the repositories acme\/nothing exists/],
    ])("%s: one sentence, exit 2, nothing stored", async (_, change, repository, sentence) => {
        change();
        const { code, said, out } = await bench.run("scan", "--github", repository);
        expect(said).toMatch(sentence);
        expect(out).toBe("");
        expect(code).toBe(2);
        expect(workspaces()).toEqual([]);
    });
    test("a workspace of another name, and one that is taken", async () => {
        expect((await bench.run("scan", "mine", "--github", "acme/shop")).code).toBe(0);
        expect(workspaces()).toEqual(["mine.sqlite"]);
        const taken = await bench.run("scan", "mine", "--github", "acme/other");
        expect(taken.said).toContain('The workspace "mine" is there already and reads something else. Name another one: "wmmm scan <workspace> --github acme/other".');
        expect(taken.code).toBe(2);
        expect((await bench.run("scan", "demo", "--github", "acme/shop")).said).toContain('belongs to "wmmm demo"');
    });
    test("--no-sync needs what is stored", async () => {
        const { code, said } = await bench.run("scan", "--github", "acme/shop", "--no-sync");
        expect(said).toContain("Nothing of acme/shop is stored yet. Run the same command without --no-sync first.");
        expect(code).toBe(2);
        expect(workspaces()).toEqual([]);
    });
    test("what was announced by connect is what it took", async () => {
        const to = ["--workspace", "acme", "--repo", "acme/shop", "--api-url", server.url, "--token-env", "GITHUB_TOKEN"];
        const { out, err } = await bench.run("connect", "github", ...to);
        const [, low, high] = (/with (\d+) to (\d+) requests/.exec(oneLine(out)) ?? [err]).map(Number);
        const took = Number(/with (\d+) requests/.exec((await bench.run("scan", "acme")).err)[1]);
        expect(took).toBeGreaterThanOrEqual(low);
        expect(took).toBeLessThanOrEqual(high);
    });
    describe("doctor", () => {
        const doctor = async (options) => {
            await server.close();
            await serve(options);
            await bench.run("scan", "--github", "acme/shop");
            const ran = await bench.run("doctor", "acme-shop");
            expectNarrow(ran.out);
            return { ...ran, told: oneLine(ran.out) };
        };
        test("lists the scopes of a classic token, what of them is too wide, and what is missing", async () => {
            const { told, code } = await doctor({ scopes: ["repo", "admin:org", "delete_repo"] });
            expect(told).toContain("It has: repo, admin:org, delete_repo");
            expect(told).toMatch(/note Token: wider than reading needs \((?:repo, )?admin:org, delete_repo\)\. -> Make a fine-grained token/);
            expect(told).toContain("note Token: read:project is missing; without it issues are only open or closed");
            expect(told).not.toContain("read:org is missing");
            expect(told).toMatch(/ok Quota: 4,9\d\d of 5,000 requests left, filled up in \d+ minutes/);
            expect(code).toBe(0);
        });
        test.each([
            ["github_pat_fixture", "It is fine-grained, and GitHub does not list"],
            ["ghs_fixture", "It is of an installation of a GitHub App, and GitHub does not list"],
        ])("says of %s that its rights cannot be listed", async (token, sentence) => {
            const { told, code } = await doctor({ token });
            expect(told).toContain(`note Token: ${sentence}`);
            expect(code).toBe(0);
        });
    });
    test("init: an organisation, the page for a token filled in, repositories chosen by their counts", async () => {
        delete bench.env["GITHUB_TOKEN"];
        const script = scriptedPrompts([
            [/Where is the work tracked/, "github"],
            [/Repository as owner\/name/, "acme"],
            [/Environment variable/, ""],
            [/GITHUB_TOKEN is not set/, "type"],
            [/^Token$/, server.token],
            ...(smallOrganisation(12).repositories.length > 1 ? [[/What to read of/, "all"]] : []),
            [/Name of the workspace/, ""],
            [/Keep the titles/, "no"],
            [/Store the connection/, "store"],
        ]);
        bench.ports = { prompts: async () => script.prompts };
        const { code, err } = await bench.run("init", "--api-url", server.url);
        expect(code, err).toBe(0);
        expect(script.left()).toEqual([]);
        const page = new URL(script.shown.find((line) => line.includes("/settings/personal-access-tokens/new")));
        expect(Object.fromEntries(page.searchParams)).toMatchObject({
            target_name: "acme",
            issues: "read",
            pull_requests: "read",
            organization_projects: "read",
            members: "read",
            expires_in: "30",
        });
        await bench.withStore(async (store) => expect(await store.connections()).toMatchObject([{ id: "github", keepTitles: false, config: { org: "acme" } }]));
    });
});
describe("--github", () => {
    test.each([
        "",
        "acme",
        "acme/",
        "acme/shop/issues",
        "acme shop",
        "-/-",
        "../etc",
        "acme/shop;rm",
        "ftp://github.com/acme/shop",
    ])("%j is refused in one sentence, exit 2", async (value) => {
        const { code, said } = await bench.run("scan", `--github=${value}`);
        expect(said).toBe("wmmm: --github takes a repository, and what was given is none. Write owner and name as in its address, e.g. --github acme/shop. ");
        expect(code).toBe(2);
    });
    test("a host that is none", async () => {
        bench.env["GH_HOST"] = "https://ghe.acme.com/x";
        const { code, said } = await bench.run("scan", "--github", "acme/shop");
        expect(said).toContain("GH_HOST is not the name of a host. Set it to the host of your GitHub Enterprise Server");
        expect(code).toBe(2);
    });
    test.each([
        ["acme/shop", {}, "https://api.github.com"],
        ["acme/shop", { GH_HOST: "ghe.acme.com", GITHUB_API_URL: "https://api.github.com" }, "https://ghe.acme.com/api/v3"],
        ["acme/shop", { GITHUB_API_URL: "https://ghe.acme.com/api/v3" }, "https://ghe.acme.com/api/v3"],
        ["https://ghe.acme.com/acme/shop", {}, "https://ghe.acme.com/api/v3"],
        ["https://github.com/acme/shop/issues", { GH_HOST: "ghe.acme.com" }, "https://api.github.com"],
    ])("%s with %j is read at %s", async (given, env, apiUrl) => {
        Object.assign(bench.env, env);
        mkdirSync(join(bench.home, "raw"));
        // Stored before anything is answered from the recording, which is empty.
        await bench.run("scan", "--github", given, "--replay", join(bench.home, "raw"));
        await bench.withStore(async (store) => expect(await store.connections()).toMatchObject([{ config: { repos: ["acme/shop"], apiUrl } }]), "acme-shop");
    });
    test.each([
        ["acme/shop", "acme-shop"],
        ["Acme/My.Shop_2", "acme-my-shop-2"],
        ["acme/.github", "acme-github"],
        ["acme/_", "acme"],
        [`${"a".repeat(40)}/${"b".repeat(60)}`, `${"a".repeat(40)}-${"b".repeat(22)}`],
        ["con/_", "github-con"],
    ])("the workspace of %s is %s", (repository, name) => {
        expect(workspaceOf(repository)).toBe(name);
    });
});
