import { parse } from "node:path";
import { GITHUB_TOKEN_VARIABLES } from "../github-repository.ts";
/** `acme` for `https://acme.atlassian.net`. */
function firstLabel(address) {
    const host = URL.parse(address.includes("://") ? address : `https://${address}`)?.hostname ?? "";
    const labels = host.split(".").filter((label) => !["jira", "www", "api", "issues"].includes(label));
    return labels.length < 2 || /^\d{1,3}$/.test(labels.at(-1)) ? "" : labels[0];
}
const jiraCloud = {
    id: "jira-cloud",
    kind: "jira",
    label: "Jira Cloud",
    hint: "an address that ends in atlassian.net",
    questions: [
        { flag: "url", text: "Address of the site", example: "https://acme.atlassian.net" },
        { flag: "email", text: "E-mail address of the account that the token belongs to", example: "me@acme.com" },
    ],
    token: {
        variables: ["JIRA_TOKEN"],
        link: () => "https://id.atlassian.com/manage-profile/security/api-tokens",
        steps: [
            "1. Sign in with an account that may browse the projects; one that may do nothing else is best.",
            '2. Choose "Create API token". One "with scopes" is not served at the address of the site, so it does not work here.',
            "3. Let it expire soon: wmmm needs it only while it reads.",
        ],
    },
    scopeWord: "projects",
    settings: ({ url, email }, projects) => ({ url, email, projects }),
    workspace: ({ url = "" }) => firstLabel(url),
};
const jiraDataCenter = {
    id: "jira-dc",
    kind: "jira-dc",
    label: "Jira Data Center or Server",
    hint: "an address of your own",
    questions: [{ flag: "url", text: "Address of Jira, with its path if it has one", example: "https://jira.acme.com" }],
    token: {
        variables: ["JIRA_PAT"],
        link: ({ url = "" }) => `${url.replace(/\/$/, "")}/secure/ViewProfile.jspa?selectedTab=com.atlassian.pats.pats-plugin:jira-user-personal-access-tokens`,
        steps: [
            "1. Sign in with an account that may browse the projects; one that may do nothing else is best: a token has all rights of its account.",
            '2. Choose "Create token" (Jira 8.14 or newer).',
            "3. Let it expire soon: wmmm needs it only while it reads.",
        ],
    },
    scopeWord: "projects",
    settings: ({ url }, projects) => ({ url, projects }),
    workspace: ({ url = "" }) => firstLabel(url),
};
const linear = {
    id: "linear",
    kind: "linear",
    label: "Linear",
    hint: "linear.app",
    questions: [],
    token: {
        variables: ["LINEAR_API_KEY"],
        link: () => "https://linear.app/settings/account/security",
        steps: [
            '1. Under "Personal API keys" choose "New API key".',
            '2. Permissions: "Only select permissions", and there "Read" alone.',
            "3. Team access: all teams, or those that are to be read.",
        ],
    },
    scopeWord: "teams",
    settings: ({ "api-url": apiUrl }, teams) => ({ teams, ...(apiUrl === undefined ? {} : { apiUrl }) }),
    workspace: () => "linear",
};
/** Names and numbers of GitHub's page for fine-grained tokens, which fills itself in from its address. Nothing but reading. */
function githubTokenPage({ repo = "", "api-url": apiUrl }) {
    const page = new URL("/settings/personal-access-tokens/new", githubWeb(repo, apiUrl));
    const [owner = ""] = (/^https?:/i.test(repo) ? (URL.parse(repo)?.pathname ?? "") : repo).replace(/^\//, "").split("/");
    const filledIn = {
        name: "wmmm",
        description: "Read issues, pull requests and projects",
        ...(owner === "" ? {} : { target_name: owner }),
        expires_in: "30",
        ...{ metadata: "read", issues: "read", pull_requests: "read" },
        ...{ organization_projects: "read", members: "read" },
    };
    for (const [name, value] of Object.entries(filledIn))
        page.searchParams.set(name, value);
    return page.href;
}
/** Where people look at it: an Enterprise Server by the address of a repository or of its API. */
function githubWeb(repo, apiUrl) {
    const address = /^https?:/i.test(repo) ? repo : apiUrl;
    const url = address === undefined ? null : URL.parse(address.slice(0, 500));
    return url === null || url.hostname === "api.github.com" ? "https://github.com" : url.origin;
}
const github = {
    id: "github",
    kind: "github",
    label: "GitHub",
    hint: "or a GitHub Enterprise Server",
    questions: [
        {
            flag: "repo",
            text: "Repository as owner/name, several with commas; or an organisation or account for all of its repositories",
            example: "acme/shop",
        },
    ],
    token: {
        variables: GITHUB_TOKEN_VARIABLES,
        link: githubTokenPage,
        steps: [
            "1. The page is filled in: reading only, for 30 days. The rights for an organisation are there only where it owns the token.",
            '2. Under "Repository access" choose the repositories to be read.',
            "3. An organisation may have to approve the token first; until then it reads public repositories only.",
        ],
    },
    scopeWord: "repositories",
    settings: ({ repo = "", "api-url": apiUrl }, scope) => {
        const named = repo.split(",").map((one) => one.trim());
        const isOwner = !/^https?:/i.test(repo) && !repo.includes("/");
        const ownHost = githubWeb(named[0], apiUrl);
        return {
            ...(scope !== null ? { repos: scope } : isOwner ? { org: repo } : { repos: named }),
            apiUrl: apiUrl ?? (ownHost === "https://github.com" ? null : ownHost),
        };
    },
    workspace: ({ repo = "" }) => repo.replace(/^https?:\/\/[^/]{1,200}\//i, "").split(",")[0],
};
const file = {
    id: "file",
    kind: "file",
    label: "Another tool, by a file",
    hint: "CSV, JSON lines or XES",
    questions: [{ flag: "path", text: "Path of the file", example: "events.csv", isPath: true }],
    token: null,
    scopeWord: "files",
    settings: ({ path }) => ({ path }),
    workspace: ({ path = "" }) => parse(path).name,
};
/** In the order in which they are offered. */
export const TRACKERS = [jiraCloud, jiraDataCenter, linear, github, file];
/** Answers that were given as options, without those that were not. */
export function given(options) {
    return Object.fromEntries(Object.entries(options).filter((entry) => entry[1] !== undefined));
}
