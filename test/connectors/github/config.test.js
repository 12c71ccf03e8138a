import { describe, expect, test } from "vitest";
import { graphqlUrl, hostOf, parseGithubConfig } from "../../../connectors/github/config.ts";
const withUrl = (apiUrl) => parseGithubConfig({ repos: ["acme/shop"], apiUrl });
describe("the configuration of a GitHub connection", () => {
    test.each([
        [null, "https://api.github.com", "https://api.github.com/graphql", "github.com"],
        ["https://github.com", "https://api.github.com", "https://api.github.com/graphql", "github.com"],
        ["https://api.github.com/graphql", "https://api.github.com", "https://api.github.com/graphql", "github.com"],
        ["https://ghe.acme.com/api/v3/", "https://ghe.acme.com/api/v3", "https://ghe.acme.com/api/graphql", "ghe.acme.com"],
        ["https://ghe.acme.com", "https://ghe.acme.com/api/v3", "https://ghe.acme.com/api/graphql", "ghe.acme.com"],
        ["https://ghe.acme.com/api/graphql", "https://ghe.acme.com/api/v3", "https://ghe.acme.com/api/graphql", "ghe.acme.com"],
        ["https://api.acme.ghe.com", "https://api.acme.ghe.com", "https://api.acme.ghe.com/graphql", "api.acme.ghe.com"],
        ["http://127.0.0.1:4000", "http://127.0.0.1:4000", "http://127.0.0.1:4000/graphql", "127.0.0.1:4000"],
    ])("%s is asked at %s and %s", (given, root, graphql, host) => {
        const config = withUrl(given);
        expect([config.apiUrl, graphqlUrl(config.apiUrl), hostOf(config)]).toEqual([root, graphql, host]);
    });
    test.each(["http://ghe.acme.com/api/v3", "https://user:secret@ghe.acme.com", "ftp://ghe.acme.com", "no address"])("%s is refused, and what may be secret in it is not repeated", (given) => {
        let said = "";
        try {
            withUrl(given);
        }
        catch (error) {
            said = JSON.stringify(error);
        }
        expect(said).toContain('"usage"');
        expect(said).not.toContain("secret");
    });
    test("repositories are taken as people have them at hand, each once", () => {
        const repos = ["https://github.com/acme/shop.git", "acme/shop", "acme/docs/"];
        expect(parseGithubConfig({ repos }).repos).toEqual(["acme/docs", "acme/shop"]);
    });
    test("giving a parsed configuration again changes nothing", () => {
        const once = parseGithubConfig({ org: "acme", project: "3", apiUrl: "https://ghe.acme.com" });
        expect(once).toEqual({ repos: null, org: "acme", project: 3, apiUrl: "https://ghe.acme.com/api/v3" });
        expect(parseGithubConfig(once)).toEqual(once);
    });
});
