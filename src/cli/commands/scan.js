import { DEFAULT_RULESET } from "../../maturity/ruleset/default.ts";
import { ProblemError } from "../../model/problem.ts";
import { DAY_MS } from "../../model/window.ts";
import { judgeStored } from "../../scan.ts";
import { WORKSPACE_SCOPE } from "../../store/store.ts";
import { EXIT } from "../ports.ts";
import { printResult } from "../print-result.ts";
import { checkRecording, loadConnector, syncWorkspace, writerName } from "../sync-workspace.ts";
import { VERSION } from "../version.ts";
import { alone, chooseWorkspace, withWorkspace } from "../workspace.ts";
import { checkOutputs, writeFiles } from "../write-files.ts";
export async function scanCommand(given, options, ports) {
    checkOutputs(options.out);
    const asOf = notInTheFuture(options.asOf, ports.now());
    if (options.sync)
        checkRecording(options);
    const name = options.github === undefined ? chooseWorkspace(given, ports) : await repositoryNamed(options.github, given, options, ports);
    return withWorkspace(name, false, ports, async (store) => {
        const outcomes = options.sync
            ? await alone(name, ports, () => syncWorkspace(store, { quiet: options.quiet === true, record: options.record, replay: options.replay, full: options.full === true }, ports))
            : [];
        ports.failpoint?.("scan:synced");
        if (options.sync && ports.interrupt.aborted) {
            if (outcomes.every((outcome) => outcome.status !== "interrupted"))
                ports.err(`  What was read is stored. "wmmm scan ${name} --no-sync" judges it, "wmmm scan ${name}" reads the rest.\n`);
            return EXIT.interrupted;
        }
        if (outcomes.some((outcome) => outcome.status === "interrupted"))
            return EXIT.interrupted;
        const refused = outcomes.find((outcome) => outcome.preflight === null);
        if (refused !== undefined && (await store.pages()).count === 0)
            return refused.problems.some((problem) => PASSING.has(problem.code)) ? EXIT.incomplete : EXIT.error;
        // Taken before anything is loaded: of two that judge at the same time, the one that began later has the newer data and is kept.
        const lease = await store.takeLease({ scope: WORKSPACE_SCOPE, owner: writerName(ports), now: ports.now(), takeOver: true });
        const result = await judgeWorkspace(store, asOf ?? ports.now());
        ports.failpoint?.("scan:judged");
        await printResult(result, options.json === true, ports);
        ports.failpoint?.("scan:printed");
        await writeFiles(result, options.out, ports);
        ports.failpoint?.("scan:files-written");
        // A past day is a question, not the state of things.
        if (asOf === undefined)
            await keepResult(store, lease, result, ports);
        await store.releaseLease(lease);
        return exitCodeOf(result, outcomes, options.failUnder, ports);
    });
}
async function keepResult(store, lease, result, ports) {
    try {
        await store.saveResult(lease, result, ports.now());
    }
    catch (error) {
        if (!(error instanceof ProblemError) || error.problem.code !== "superseded")
            throw error;
        ports.err("  A scan that began later has judged this workspace meanwhile; its result is the one that is kept.\n");
    }
}
async function repositoryNamed(repository, workspace, options, ports) {
    const { repositoryWorkspace } = await import("../github-repository.ts");
    return repositoryWorkspace({ repository, workspace, mayAsk: options.sync, isReplay: options.replay !== undefined, quiet: options.quiet === true }, ports);
}
/** Nothing was done wrong: the same command may well succeed later. */
const PASSING = new Set(["rate-limited", "timeout", "connection-lost", "server-error"]);
/** Today ends later than now, and begins up to 14 hours earlier in the east; whatever lies further ahead is a mistake. */
function notInTheFuture(asOf, now) {
    if (asOf === undefined || asOf <= now)
        return asOf;
    if (asOf - now < 2 * DAY_MS)
        return now;
    throw new ProblemError({
        code: "usage",
        what: "--as-of lies in the future, of which nothing is recorded yet.",
        todo: "Give a day that has passed, or leave it out to judge as of now.",
    });
}
/** Judges what is stored; the caller decides whether the result is kept. */
export async function judgeWorkspace(store, asOf) {
    const provides = new Map();
    for (const { kind } of await store.connections())
        provides.set(kind, (await loadConnector(kind)).provides);
    return judgeStored({
        store,
        asOf,
        ruleset: DEFAULT_RULESET,
        provides: (kind) => provides.get(kind),
        product: `wmmm ${VERSION}`,
    });
}
/** Incomplete data come first: what is missing may be what would have met the threshold. */
function exitCodeOf(result, outcomes, failUnder, ports) {
    const incomplete = outcomes.some((outcome) => outcome.status !== "complete") || !result.complete;
    const missed = failUnder !== undefined && (result.level.best ?? 0) < Number(failUnder);
    if (missed) {
        const found = result.level.best === null
            ? "the level cannot be judged from this data"
            : `the best estimate is level ${result.level.best}`;
        ports.err(`wmmm: --fail-under ${failUnder} is not met: ${found}${incomplete ? ", and the data is incomplete" : ""}.\n`);
    }
    return incomplete ? EXIT.incomplete : missed ? EXIT.thresholdMissed : EXIT.ok;
}
