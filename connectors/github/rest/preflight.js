import { ProblemError } from "../../../src/model/problem.ts";
import { MINUTE_MS } from "../../../src/model/window.ts";
import { MOST } from "../page-sizes.ts";
import { repositoryRow, rows } from "./rows.ts";
const PLACE = { stream: "preflight", page: null };
/** Clocks may differ by as much as this before anybody needs to know. */
const TOLERATED_SKEW_MS = 5 * MINUTE_MS;
/** The four of the preflight itself, and the labels. */
const ONCE = 5;
/** Four requests: the repository, and how many issues, pull requests and events it has, told by the number of the last page of one each. */
export async function restPreflight(client, name, connection, now) {
    const found = await client.get(`/repos/${name}`, repositoryRow, PLACE);
    if (found === null)
        throw notPublic(name);
    const { node_id: id, full_name: nameWithOwner, owner, ...row } = found.data;
    const count = async (list) => {
        const answer = await client.get(`/repos/${nameWithOwner}/${list}per_page=1`, rows, PLACE);
        return answer === null ? 0 : answer.data.length === 0 ? 0 : answer.lastPage;
    };
    const together = await count("issues?state=all&");
    const pullRequests = await count("pulls?state=all&");
    const events = await count("issues/events?");
    const items = Math.max(0, together - pullRequests);
    const pages = (records) => Math.max(1, Math.ceil(records / MOST));
    const issueRequests = pages(together) + pages(events);
    const all = ONCE + issueRequests;
    const vendorNow = Date.parse(found.headers["date"] ?? "");
    const clockSkewMs = Number.isNaN(vendorNow) ? 0 : vendorNow - now();
    const warning = (code, what, todo) => [
        { code, connection, stream: null, page: null, what, todo },
    ];
    return {
        summary: "GitHub, without a token, 1 public repository",
        projects: [{ key: nameWithOwner, name: row.name }],
        clockSkewMs,
        warnings: [
            ...(Math.abs(clockSkewMs) > TOLERATED_SKEW_MS
                ? warning("clock-skew", `The clock of this machine is ${Math.round(Math.abs(clockSkewMs) / MINUTE_MS)} minutes ${clockSkewMs > 0 ? "behind" : "ahead of"} GitHub's.`, "Set this machine's clock; GitHub's time is used for what was read.")
                : []),
            ...(items === 0
                ? warning("empty", row.has_issues === false ? "Issues are switched off in this repository." : "The repository holds no issue.", "Check that it is the repository where work is tracked.")
                : []),
        ],
        items,
        issueRequests,
        firstRead: {
            requests: [all, all],
            basis: "100 issues or events a request.",
        },
        repository: {
            id,
            nameWithOwner,
            name: row.name,
            isPrivate: row.private ?? null,
            owner: { __typename: owner.type, login: owner.login },
        },
    };
}
function notPublic(name) {
    return new ProblemError({
        code: "not-found",
        what: `There is no public repository ${name}; a private one is shown to nobody without a token.`,
        todo: "Check the name, or set GITHUB_TOKEN to a token that may read it and run again.",
    });
}
