import { z } from "zod";
import { ProblemError } from "../../src/model/problem.ts";
const schema = z.strictObject({
    url: z.string().trim(),
    email: z.string().trim(),
    projects: z.array(z.string().trim().toUpperCase()).nullish(),
    pageSize: z.int().min(1).max(100).nullish(),
});
/** A key goes into JQL between quotes; nothing else than a key gets there. */
const KEY = /^[A-Z][A-Z0-9_]{0,30}$/;
export function isProjectKey(text) {
    return KEY.test(text);
}
export function parseJiraConfig(input) {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
        const { path, message } = parsed.error.issues[0];
        throw usage(`The Jira connection is not set up right: ${path.join(".") || "configuration"}: ${message}.`, "Give --url, --email and, to narrow it down, --projects A,B.");
    }
    const { email, projects, pageSize } = parsed.data;
    const text = parsed.data.url.includes("://") ? parsed.data.url : `https://${parsed.data.url}`;
    const url = URL.parse(text);
    if (url === null || !["http:", "https:"].includes(url.protocol) || url.username !== "" || url.password !== "") {
        throw usage("The URL of Jira is not a web address.", "Give the address that you open in the browser, e.g. https://acme.atlassian.net.");
    }
    const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
    if (url.protocol === "http:" && !isLocal) {
        throw usage("The URL of Jira has no https, so the token would travel in the clear.", "Use the https address of the site.");
    }
    if (!/^[^\s@:]{1,100}@[^\s@:]{1,200}$/.test(email)) {
        throw usage("The e-mail address of the Jira account is missing or is none.", "Give --email the address of the account that made the token.");
    }
    const wrong = projects?.find((key) => !isProjectKey(key));
    if (wrong !== undefined)
        throw usage(`\`${wrong.slice(0, 40)}\` is not a project key.`, "Project keys are the capitals before the number of an issue, e.g. ACME for ACME-12.");
    return {
        url: url.origin,
        email,
        projects: projects === null || projects === undefined || projects.length === 0 ? null : [...new Set(projects)].sort(),
        pageSize: pageSize ?? 100,
    };
}
function usage(what, todo) {
    return new ProblemError({ code: "usage", what, todo });
}
