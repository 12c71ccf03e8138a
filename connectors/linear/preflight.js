import { ProblemError } from "../../src/model/problem.ts";
import { MINUTE_MS } from "../../src/model/window.ts";
import { nextCursor } from "./client.ts";
import { PREFLIGHT } from "./documents.ts";
import * as schema from "./schema.ts";
/** Clocks may differ by as much as this before anybody needs to know. */
const TOLERATED_SKEW_MS = 5 * MINUTE_MS;
/** Who we are and which teams we see: one request for up to 250 teams. */
export async function runPreflight(client, config, connection, now) {
    const warnings = [];
    const warn = (code, what, todo) => warnings.push({ code, connection, stream: null, page: null, what, todo });
    const visible = [];
    const seen = new Set();
    let clockSkewMs = 0;
    let after = null;
    for (let page = 1; page === 1 || after !== null; page++) {
        const place = { stream: "preflight", page: null };
        const { data, headers } = await ask(client, after);
        visible.push(...data.teams.nodes);
        after = nextCursor(data.teams.pageInfo, seen, place);
        if (page > 1)
            continue;
        const vendorNow = Date.parse(headers["date"] ?? "");
        clockSkewMs = Number.isNaN(vendorNow) ? 0 : vendorNow - now();
        if (data.viewer.active === false)
            warn("forbidden", "The account of this token is deactivated.", "Make a token with an active account.");
    }
    if (Math.abs(clockSkewMs) > TOLERATED_SKEW_MS) {
        const minutes = Math.round(Math.abs(clockSkewMs) / MINUTE_MS);
        warn("clock-skew", `The clock of this machine is ${minutes} minutes ${clockSkewMs > 0 ? "behind" : "ahead of"} Linear's.`, "Set this machine's clock; Linear's time is used for what was read.");
    }
    const teams = visible.filter(({ key }) => config.teams === null || config.teams.includes(key));
    for (const key of config.teams ?? []) {
        if (teams.some((team) => team.key === key))
            continue;
        warn("forbidden", `Team ${key} does not exist, or this token may not see it.`, `Check the key, or make the token with an account that is a member of ${key}.`);
    }
    if (teams.length === 0 && config.teams !== null) {
        throw new ProblemError({
            code: "not-found",
            what: `None of the teams ${config.teams.slice(0, 10).join(", ")} exists, or this token may see none of them.`,
            todo: "Check the keys, or make the token with an account that is a member.",
        });
    }
    if (teams.length === 0)
        warn("empty", "This token sees no team.", "Make the token with an account that is a member of the teams to be read.");
    const grouping = teams.filter(({ groupIssueHistory }) => groupIssueHistory === true);
    if (grouping.length > 0)
        warn("history-incomplete", `Linear groups quick changes of an issue into one in ${grouping.length} of ${teams.length} teams, so short stays in a state are missing.`, "Nothing can be done about the past; the team setting for grouping of issue history decides about the future.");
    const items = teams.some(({ issueCount }) => typeof issueCount !== "number")
        ? null
        : teams.reduce((sum, { issueCount }) => sum + (issueCount ?? 0), 0);
    if (items === 0 && teams.length > 0)
        warn("empty", "The teams in scope hold no issue.", "Check the teams in scope.");
    return {
        summary: `Linear, signed in, ${teams.length} ${teams.length === 1 ? "team" : "teams"}`,
        projects: teams.map(({ key, name }) => ({ key, name })),
        clockSkewMs,
        warnings,
        items,
        teams,
    };
}
const ask = (client, after) => client.query(PREFLIGHT, { after }, schema.preflight, { stream: "preflight", page: null });
