import { z } from "zod";
import { ProblemError } from "../../src/model/problem.ts";
import { isProjectKey } from "../jira/config.ts";
/** Whole histories come with the issues, and large pages are known to exhaust a server's memory (JRASERVER-60107). */
const PAGE_SIZE = 100;
const schema = z.strictObject({
    url: z.string().trim(),
    projects: z.array(z.string().trim().toUpperCase()).nullish(),
    pageSize: z.int().min(2).max(1000).nullish(),
});
export function parseJiraDcConfig(input) {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
        const { path, message } = parsed.error.issues[0];
        throw usage(`The Jira connection is not set up right: ${path.join(".") || "configuration"}: ${message}.`, "Give --url and, to narrow it down, --projects A,B.");
    }
    const { projects, pageSize } = parsed.data;
    const url = URL.parse(parsed.data.url.includes("://") ? parsed.data.url : `https://${parsed.data.url}`);
    if (url === null || !["http:", "https:"].includes(url.protocol) || url.username !== "" || url.password !== "") {
        throw usage("The URL of Jira is not a web address.", "Give the address that you open in the browser, e.g. https://jira.acme.com.");
    }
    if (url.protocol === "http:" && !["localhost", "127.0.0.1", "[::1]"].includes(url.hostname)) {
        throw usage("The URL of Jira has no https, so the token would travel in the clear.", "Use the https address of the site.");
    }
    if (url.hostname.endsWith(".atlassian.net")) {
        throw usage("This is the address of a Jira Cloud site, which takes the token's e-mail address too.", "Give --email the address of the account that made the token.");
    }
    const wrong = projects?.find((key) => !isProjectKey(key));
    if (wrong !== undefined)
        throw usage(`\`${wrong.slice(0, 40)}\` is not a project key.`, "Project keys are the capitals before the number of an issue, e.g. ACME for ACME-12.");
    return {
        url: url.origin + contextPath(url.pathname),
        projects: projects === null || projects === undefined || projects.length === 0 ? null : [...new Set(projects)].sort(),
        pageSize: pageSize ?? PAGE_SIZE,
    };
}
/** Jira may live below a path; what stands behind a page of it (`/secure/Dashboard.jspa`, `/browse/ACME-1`) was copied along with the address. */
function contextPath(path) {
    const page = /\/(?:secure|browse|projects|issues|login\.jsp|plugins|rest|servicedesk)(?:\/|$)/.exec(path.slice(0, 500));
    return (page === null ? path : path.slice(0, page.index)).replace(/\/{1,10}$/, "");
}
function usage(what, todo) {
    return new ProblemError({ code: "usage", what, todo });
}
