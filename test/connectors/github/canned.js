import { github } from "../../../connectors/github/index.ts";
import { START } from "./small-issue.ts";
export const REPOSITORY = {
    id: "R_1",
    nameWithOwner: "acme/shop",
    name: "shop",
    isPrivate: true,
    isArchived: false,
    isFork: false,
    hasIssuesEnabled: true,
    owner: { __typename: "Organization", login: "acme" },
    issues: { totalCount: 1, nodes: [{ updatedAt: new Date(START).toISOString() }] },
    pullRequests: { totalCount: 0, nodes: [] },
};
const noPage = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };
const PLAIN = {
    PreflightOfRepositories: { viewer: { login: "ada" }, r0: REPOSITORY },
    ProjectsOfOwner: { repositoryOwner: { projectsV2: noPage } },
    RepositorySetup: { r0: { id: "R_1", labels: { nodes: [] } } },
    Members: { organization: { membersWithRole: noPage } },
    Issues: { node: { issues: noPage } },
    PullRequests: { node: { pullRequests: noPage } },
};
/** A connection whose queries are answered by hand, by the name of their operation; what is not named gets an empty answer. */
export function canned(replies, context = {}, secret = "token", fetch = () => Promise.reject(new Error("no fetch"))) {
    const asked = [];
    const warnings = [];
    const send = async ({ body }) => {
        const { query, variables } = body;
        const operation = /query (\w+)/.exec(query)[1];
        const one = { operation, query, variables };
        asked.push(one);
        const { status = 200, ...json } = replies[operation]?.(one) ?? { data: PLAIN[operation] ?? null };
        return { status, headers: {}, json, sha256: String(asked.length).padStart(64, "0"), bytes: 1 };
    };
    const connection = github.connect(github.parseConfig({ repos: ["acme/shop"] }), secret, {
        connection: "github",
        http: { send, fetch, requests: 0 },
        pseudonym: (account) => `p(${account})`,
        identity: (identifier) => `i(${identifier})`,
        now: () => START,
        keepTitles: true,
        signal: new AbortController().signal,
        onWarning: (problem) => warnings.push(problem),
        ...context,
    });
    const readAll = async (stream, state = { cursor: null, watermark: null, stored: 0 }) => {
        const pages = [];
        for await (const page of connection.read(stream, state))
            pages.push(page);
        return pages;
    };
    return { connection, asked, warnings, readAll };
}
