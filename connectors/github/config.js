import { z } from "zod";
import { ProblemError } from "../../src/model/problem.ts";
export const API_URL = "https://api.github.com";
const schema = z.strictObject({
    repos: z.array(z.string().trim()).nullish(),
    org: z.string().trim().nullish(),
    project: z.union([z.number(), z.string().trim()]).nullish(),
    apiUrl: z.string().trim().nullish(),
    anonymous: z.boolean().nullish(),
});
const OWNER = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}\/[A-Za-z0-9._-]{1,100}$/;
export function parseGithubConfig(input) {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
        const { path, message } = parsed.error.issues[0];
        throw usage(`The GitHub connection is not set up right: ${path.join(".") || "configuration"}: ${message}.`, "Give --repo acme/shop (several with commas), or --org acme.");
    }
    const repos = [...new Set((parsed.data.repos ?? []).map(withoutAddress))].sort();
    const org = parsed.data.org ? withoutAddress(parsed.data.org) : null;
    const wrong = repos.find((repo) => !REPOSITORY.test(repo));
    if (wrong !== undefined)
        throw usage(`\`${wrong.slice(0, 60)}\` is not a repository.`, "Write it as owner and name, e.g. acme/shop, as in the address of its page.");
    if (org !== null && !OWNER.test(org))
        throw usage(`\`${org.slice(0, 40)}\` is not an organisation.`, "Write its name as in the address of its page, e.g. acme.");
    if ((org === null) === (repos.length === 0))
        throw usage("GitHub needs to know what to read: repositories, or an organisation, and not both.", "Give --repo acme/shop (several with commas), or --org acme for all of its repositories.");
    if (parsed.data.anonymous === true && repos.length !== 1)
        throw usage("Without a token GitHub is read one repository at a time.", "Name one repository, or give a token.");
    return {
        repos: org === null ? repos : null,
        org,
        project: projectOf(parsed.data.project),
        apiUrl: apiRoot(parsed.data.apiUrl),
        ...(parsed.data.anonymous === true ? { anonymous: true } : {}),
    };
}
/** The page's address is what people have at hand. */
function withoutAddress(text) {
    const url = /^https?:/i.test(text) ? URL.parse(text.slice(0, 500)) : null;
    return (url?.pathname ?? text).replace(/^\/|\/$|\.git$/g, "");
}
function projectOf(given) {
    if (given === null || given === undefined || given === "")
        return null;
    const number = Number(given);
    if (Number.isInteger(number) && number > 0 && number < 1e9)
        return number;
    throw usage("--project takes the number of a project.", "It stands at the end of the project's address, e.g. 3 in /orgs/acme/projects/3.");
}
/** An Enterprise Server is known by its host alone too; its API lies under `/api/v3`. */
function apiRoot(given) {
    const url = URL.parse(given || API_URL);
    if (url === null || !["http:", "https:"].includes(url.protocol) || url.username !== "" || url.password !== "")
        throw usage("The API URL of GitHub is not a web address.", `Leave --api-url out, or give e.g. https://ghe.acme.com/api/v3.`);
    const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
    if (url.protocol === "http:" && !isLocal)
        throw usage("The API URL of GitHub has no https, so the token would travel in the clear.", "Use an https address.");
    const path = url.pathname.replace(/\/{1,3}$/, "").replace(/\/graphql$/, "");
    if (["github.com", "www.github.com"].includes(url.hostname))
        return API_URL;
    if (path === "/api")
        return `${url.origin}/api/v3`;
    if (path === "" && !isLocal && !url.hostname.startsWith("api."))
        return `${url.origin}/api/v3`;
    return `${url.origin}${path}`;
}
/** The GraphQL endpoint that belongs to a REST root. */
export function graphqlUrl(apiUrl) {
    return apiUrl.endsWith("/api/v3") ? `${apiUrl.slice(0, -"/v3".length)}/graphql` : `${apiUrl}/graphql`;
}
/** Where accounts are unique: one name for all ways to github.com. */
export function hostOf({ apiUrl }) {
    const { host } = new URL(apiUrl);
    return host === "api.github.com" ? "github.com" : host;
}
function usage(what, todo) {
    return new ProblemError({ code: "usage", what, todo });
}
