import { EMPTY_BATCH } from "../../src/model/batch.ts";
import { ProblemError } from "../../src/model/problem.ts";
import { WEEK_MS } from "../../src/model/window.ts";
import { isNewSpan, readSince } from "../history/overlap.ts";
import { boardPages } from "./boards.ts";
import { createJiraClient } from "./client.ts";
import { parseJiraConfig } from "./config.ts";
import { configurationPage, fetchConfiguration, lastPage } from "./configuration.ts";
import { firstRead } from "./estimate.ts";
import { issuePages, OVERLAP_MS, SETUP_MAX_AGE_MS } from "./issue-stream.ts";
import { projectRecords, statusRecord } from "./normalise.ts";
import { PERMISSIONS, PROVIDES } from "./provides.ts";
import { hiddenProjects, runPreflight, scopeJql, visibleProjects } from "./preflight.ts";
import { projectChoices, tokenRights } from "./rights.ts";
import { isAnyChanged } from "./search.ts";
import { workflowsPage } from "./workflows.ts";
export const jira = {
    id: "jira",
    title: "Jira Cloud",
    provides: PROVIDES,
    permissions: PERMISSIONS,
    firstRead,
    parseConfig: parseJiraConfig,
    connect: (config, secret, context) => connect(parseJiraConfig(config), secret, context),
};
const STREAMS = ["configuration", "projects", "workflows", "boards", "issues"];
function connect(config, token, context) {
    const client = createJiraClient(context.http, config, token);
    const { connection } = context;
    let skewMs = 0;
    let projects = null;
    /** As counted at the beginning of this run; null = not known. */
    let items = null;
    let configuration = null;
    const vendorNow = () => context.now() + skewMs;
    const visible = async () => (projects ??= await visibleProjects(client, config));
    const configured = async (stream) => (configuration ??= await fetchConfiguration(client, stream));
    const warn = (problem) => context.onWarning?.(problem);
    const isRecent = ({ watermark }) => watermark !== null && vendorNow() - watermark < SETUP_MAX_AGE_MS && vendorNow() >= watermark;
    /** Nothing was asked, everything stored still counts. */
    const unchanged = ({ watermark, stored }) => lastPage({ watermark, fetched: stored });
    async function* read(stream, state) {
        switch (stream) {
            case "configuration":
                if (isRecent(state))
                    return yield unchanged(state);
                return yield configurationPage(connection, await configured(stream), vendorNow());
            case "projects": {
                const found = await visible();
                const hidden = hiddenProjects(config, found);
                return yield lastPage({
                    batch: { ...EMPTY_BATCH, ...projectRecords({ connection }, found) },
                    watermark: vendorNow(),
                    fetched: found.length,
                    vendorTotal: found.length,
                    problem: hidden === null ? null : { code: "forbidden", connection, stream, page: null, ...hidden },
                });
            }
            case "workflows":
                if (isRecent(state))
                    return yield unchanged(state);
                return yield await workflowsPage({ client, connection, projects: await visible(), watermark: vendorNow(), warn });
            case "boards":
                if (isRecent(state))
                    return yield unchanged(state);
                return yield* boardPages({
                    client,
                    connection,
                    projects: config.projects === null ? null : (await visible()).map(({ key }) => key),
                    watermark: vendorNow(),
                    warn,
                });
            case "issues": {
                const inScope = await visible();
                if (inScope.length === 0)
                    return yield lastPage({ watermark: state.watermark, vendorTotal: 0, problem: noProject(connection, state.stored) });
                const scope = scopeJql(config, inScope);
                const isLate = configuration === null;
                const startedAt = vendorNow();
                if (isLate && (await isSame(scope, startedAt, state)))
                    return yield lastPage({ watermark: startedAt, vendorTotal: state.stored });
                const { fields, statuses, issueTypes, linkTypes } = await configured(stream);
                const site = {
                    connection,
                    url: config.url,
                    fields,
                    statuses,
                    issueTypes,
                    linkTypes,
                    projects: inScope,
                    keepTitles: context.keepTitles,
                    pseudonym: memoised((accountId) => context.pseudonym(accountId)),
                    identity: (identifier) => context.identity(identifier),
                };
                const pages = issuePages({
                    client,
                    site,
                    scope,
                    pageSize: config.pageSize,
                    now: vendorNow,
                    storedItems: context.storedItems === undefined ? null : () => context.storedItems(),
                    incompleteItems: async () => (await context.incompleteItems?.()) ?? [],
                    someHidden: config.projects !== null && inScope.length < config.projects.length,
                    warn,
                }, state);
                return yield* isLate ? withStatuses(pages, statuses) : pages;
            }
            default:
                throw new ProblemError({ code: "internal", what: `Jira has no stream called ${stream}.`, todo: "Please report this." });
        }
    }
    /**
     * Configuration that is less than a day old is not read again where no issue changed, none came or went, none has a history with gaps, and the
     * ids are not to be compared this time.
     */
    async function isSame(scope, startedAt, { watermark, cursor, stored }) {
        if (watermark === null || cursor !== null || items !== stored || isNewSpan(watermark, startedAt, WEEK_MS))
            return false;
        if (((await context.incompleteItems?.()) ?? []).length > 0)
            return false;
        return !(await isAnyChanged(client, scope, readSince(watermark, startedAt, OVERLAP_MS), "issues"));
    }
    /** The configuration was not read in its own stream, so what it says of statuses goes with the first issues. */
    async function* withStatuses(pages, statuses) {
        let records = statuses.map((status) => statusRecord({ connection }, status));
        for await (const page of pages) {
            yield { ...page, batch: { ...page.batch, statuses: [...records, ...page.batch.statuses] } };
            records = [];
        }
    }
    return {
        streams: STREAMS,
        visibleProjects: async () => (await visibleProjects(client, config)).map(({ key }) => key),
        async preflight() {
            const { visible: found, ...preflight } = await runPreflight(client, config, connection, () => context.now());
            skewMs = preflight.clockSkewMs;
            projects = found;
            items = preflight.items;
            return preflight;
        },
        choices: () => projectChoices(client),
        rights: () => tokenRights(client),
        read,
    };
}
/** A site without any project and a token without any right look the same, so this is never taken for an empty site. */
function noProject(connection, stored) {
    return {
        code: "forbidden",
        connection,
        stream: "issues",
        page: null,
        what: `This token sees no project, so no issue could be read${stored === 0 ? "" : "; nothing stored was touched"}.`,
        todo: 'Give the token\'s account the permission "Browse projects" in the projects to be read.',
    };
}
/** A pseudonym is a keyed hash; the same few people stand on every issue. */
function memoised(hash) {
    const known = new Map();
    return (accountId) => {
        let pseudonym = known.get(accountId);
        if (pseudonym === undefined)
            known.set(accountId, (pseudonym = hash(accountId)));
        return pseudonym;
    };
}
