/** When the table was last gone through. Rows say nothing about accounts that appeared later: those stay what their vendor declares. */
export const KNOWN_ACTORS_CHECKED = "2026-11-26";
export const ACTOR_VENDORS = ["github", "jira", "linear"];
const USERS_API = "GitHub users API, 2026-07-17";
/** GitHub writes id and login of an account into the address that its commits carry: `<id>+<login>@users.noreply.github.com`. */
const NO_REPLY = "no-reply address in public commits, 2026-11-26";
const JIRA_SITES = "the same account on every Jira Cloud site";
const LINEAR_SCHEMA = "botActor.type in Linear's schema and recorded answers, 2026-09";
const github = (kind, id, botLogin, source) => ({
    ...{ vendor: "github", id, botLogin, kind, source },
});
const linear = (kind, types) => types.map((id) => ({ vendor: "linear", id, botLogin: null, kind, source: LINEAR_SCHEMA }));
/** Accounts known to be no persons. A bare word never matches: on GitHub a person is called `claude`, and another `cursor`. */
export const KNOWN_ACTORS = [
    github("ai-agent", "198982749", "copilot-swe-agent", USERS_API),
    github("ai-agent", "167198135", "copilot", USERS_API),
    github("ai-agent", "158243242", "devin-ai-integration", USERS_API),
    github("ai-agent", "206951365", "cursor", USERS_API),
    github("ai-agent", "201670782", "cursoragent", USERS_API),
    github("ai-agent", "209825114", "claude", USERS_API),
    github("ai-agent", "215619710", "anthropic-claude", USERS_API),
    github("ai-agent", "208546643", "claude-code-action", USERS_API),
    github("ai-agent", "215057067", "openai-codex", USERS_API),
    github("ai-agent", "199175422", "chatgpt-codex-connector", USERS_API),
    github("ai-agent", "161369871", "google-labs-jules", USERS_API),
    github("ai-agent", "176961590", "gemini-code-assist", USERS_API),
    github("ai-agent", "205137888", "cline", USERS_API),
    github("ai-agent", "230936708", "continue", USERS_API),
    github("ai-agent", "208079219", "amazon-q-developer", USERS_API),
    github("ai-agent", "201248094", "sourcegraph-cody", USERS_API),
    github("ai-agent", "220155983", "jetbrains-ai", USERS_API),
    github("ai-agent", "136622811", "coderabbitai", USERS_API),
    github("automation-rule", "41898282", "github-actions", NO_REPLY),
    github("automation-rule", "49699333", "dependabot", NO_REPLY),
    github("automation-rule", "29139614", "renovate", NO_REPLY),
    github("automation-rule", "37929162", "mergify", NO_REPLY),
    github("automation-rule", "26384082", "stale", NO_REPLY),
    github("automation-rule", "66853113", "pre-commit-ci", NO_REPLY),
    {
        ...{ vendor: "jira", id: "557058:f58131cb-b67d-43c7-b30d-6b58d40bd077", botLogin: null },
        ...{ kind: "automation-rule", source: `Automation for Jira, ${JIRA_SITES}` },
    },
    ...linear("automation-rule", ["workflow", "automation", "triage", "rule", "system", "recurring"]),
    ...linear("ai-agent", ["ai", "agent", "assistant", "linear-agent", "linearagent"]),
    ...linear("integration", ["github", "githubenterpriseserver", "gitlab", "slack", "sentry", "figma", "zendesk", "intercom"]),
    ...linear("integration", ["front", "notion", "asana", "jira", "shortcut", "discord", "microsoftteams", "salesforce"]),
    ...linear("integration", ["pagerduty", "opsgenie", "integration", "api", "import", "webhook", "zapier", "email", "airbyte"]),
    ...linear("integration", ["googlesheets", "gong", "pipedream"]),
];
const byId = new Map(KNOWN_ACTORS.flatMap((row) => (row.id === null ? [] : [[`${row.vendor} ${row.id}`, row]])));
const byBotLogin = new Map(KNOWN_ACTORS.flatMap((row) => (row.botLogin === null ? [] : [[`${row.vendor} ${row.botLogin}`, row]])));
/**
 * The row of an account, by its id wherever the vendor shows one, else by login; `botLogin` may only be handed over where the vendor itself says
 * that the account is a bot, with or without `[bot]`. An id that is in the table under another login than the one given is believed: logins change.
 */
export function knownActor(vendor, account) {
    const { id, botLogin } = account;
    const known = id === null || id === undefined ? undefined : byId.get(`${vendor} ${id}`);
    if (known !== undefined)
        return known;
    if (botLogin === null || botLogin === undefined)
        return null;
    const login = botLogin.toLowerCase();
    return byBotLogin.get(`${vendor} ${login.endsWith("[bot]") ? login.slice(0, -"[bot]".length) : login}`) ?? null;
}
/** Why an account of the table has its kind, for `ActorRecord.kindBasis`. */
export function knownBasis({ vendor, id, botLogin }) {
    return `table of known actors ${KNOWN_ACTORS_CHECKED}: ${vendor} ${botLogin ?? id}`;
}
