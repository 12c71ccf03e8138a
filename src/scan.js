import { SIGNALS } from "../signals/index.ts";
import { measureScopes } from "../signals/run.ts";
import { countJoins } from "./event-log/joins/joins-of.ts";
import { createFacts } from "./event-log/create-facts.ts";
import { CHARACTERISTICS } from "./maturity/characteristics/index.ts";
import { judge } from "./maturity/judge.ts";
import { DEFAULT_RULESET } from "./maturity/ruleset/default.ts";
import { deviationsFrom } from "./maturity/ruleset/deviations.ts";
import { rulesetHash } from "./maturity/ruleset/hash.ts";
import { narrowed } from "./model/facet.ts";
import { WEEK_MS } from "./model/window.ts";
import { signalVerdicts } from "./signal-verdicts.ts";
/** Fixed, so that the same store under the same ruleset gives byte-equal results on every machine. */
const SEED = "wmmm";
/** What most signals look at; the ones with another window say so themselves. */
const WINDOW_WEEKS = 26;
const STATEMENT = "An independent inference from tracker history, not an assessment by the Work Management Institute, whose names are its trademarks. It describes processes, never persons.";
/** Only where something else than a status told when work began, as on GitHub without a board. */
function startSourcesOf(diagnostics) {
    const sources = diagnostics?.startSources;
    return sources === undefined || sources.assignment + sources.link === 0 ? {} : { startSources: sources };
}
/** Load, measure, judge: the result for what is stored, as of an instant. Asks nobody and writes nothing. */
export async function judgeStored(options) {
    const { store, asOf, ruleset } = options;
    const [log, connections, streams, pages] = [
        await store.load(asOf),
        await store.connections(),
        await store.streamReports(),
        await store.pages(),
    ];
    const facts = createFacts(log);
    const provides = connections.map(({ kind, narrowing = {} }) => narrowed(options.provides(kind), narrowing));
    const measured = measureScopes({
        facts,
        provides: connections.map(({ id }, at) => ({ id, provides: provides[at] })),
        policy: ruleset.policy,
        minimumLogQuality: ruleset.minimumLogQuality,
        signals: SIGNALS,
        seed: SEED,
    });
    const judgement = judge({
        workspace: { ...held(measured.workspace), measures: measured.workspace.measures },
        teams: measured.teams.map((scope) => ({
            id: scope.team.id,
            name: scope.team.name,
            ...held(scope),
            measures: scope.notMeasured === null ? scope.measures : null,
        })),
        signals: SIGNALS,
        characteristics: CHARACTERISTICS,
        seed: SEED,
    }, ruleset);
    const { counts, diagnostics } = measured.workspace;
    return {
        schemaVersion: 1,
        workspace: store.workspace,
        asOf: iso(asOf),
        window: { startAt: iso(asOf - WINDOW_WEEKS * WEEK_MS), endAt: iso(asOf), effectiveWeeks: counts.effectiveWeeks },
        ruleset: { version: ruleset.version, hash: rulesetHash(ruleset), deviations: deviationsFrom(DEFAULT_RULESET, ruleset) },
        statement: STATEMENT,
        ...judgement,
        signals: signalVerdicts(SIGNALS, measured.workspace.measures, ruleset),
        diagnostics: {
            cycleTimeP50Days: diagnostics?.cycleTimeP50Days ?? null,
            cycleTimeP85Days: diagnostics?.cycleTimeP85Days ?? null,
            flowBalance: diagnostics?.flowBalance ?? null,
            wipSlopePerWeek: diagnostics?.wipSlopePerWeek ?? null,
            logQuality: diagnostics?.logQuality?.named ?? null,
            items: measured.workspace.items,
            events: counts.events,
            completed: counts.completed,
            activePeople: measured.workspace.activePeople,
            ...startSourcesOf(diagnostics),
        },
        streams,
        complete: streams.every((stream) => stream.status === "complete"),
        provenance: {
            product: options.product,
            pagesHash: pages.hash,
            pages: pages.count,
            connections: await Promise.all(connections.map(async (connection, at) => {
                const syncedAt = await store.lastSyncedAt(connection.id);
                return {
                    id: connection.id,
                    kind: connection.kind,
                    provides: provides[at],
                    lastSyncedAt: syncedAt === null ? null : iso(syncedAt),
                };
            })),
            joins: countJoins(log),
            joinConflicts: log.joins.filter(({ state }) => state === "conflict").length,
            seed: SEED,
            draws: ruleset.draws,
        },
    };
}
/** What the judge needs to know of a scope besides its measures. */
function held(scope) {
    return {
        items: scope.items,
        activePeople: scope.activePeople,
        logQuality: scope.diagnostics?.logQuality?.timed ?? null,
        flowBalance: scope.diagnostics?.flowBalance ?? null,
    };
}
function iso(at) {
    return new Date(at).toISOString();
}
