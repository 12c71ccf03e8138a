import { createActors } from "../../connectors/linear/actors.ts";
import { normaliseIssue } from "../../connectors/linear/issues.ts";
import { isHistory, isIssue } from "../../connectors/linear/shapes.ts";
import { asAsked, farosSite, loadFarosLinear } from "../../test/support/faros-linear.ts";
import { compareSets } from "./check.ts";
const iso = (date) => new Date(date).toISOString();
/** Answers that Faros recorded, through the normaliser: creation, present state, and every move with its time and who made it. */
export function compareLinearRecording() {
    const issues = loadFarosLinear();
    const site = farosSite(issues);
    const actors = createActors(site);
    const read = issues.map((recorded) => {
        const { issue, history } = asAsked(recorded);
        if (!isIssue(issue))
            return null;
        const entries = history.filter(isHistory);
        const normalised = normaliseIssue(site, actors, { issue, history: entries, historyComplete: true }, () => undefined);
        return normalised === null ? null : { ...normalised, entries: entries.length };
    });
    const entries = issues.reduce((sum, { history }) => sum + history.length, 0);
    const readEntries = read.reduce((sum, one) => sum + (one?.entries ?? 0), 0);
    return [
        compareSets("issues with creation and present state", issues.map(({ id, createdAt, state }) => `${id} ${iso(createdAt)} ${state.id}`), read.flatMap((one) => one === null ? [] : [`${one.item.id.slice(7)} ${iso(one.item.createdAt)} ${one.item.status?.slice(7)}`])),
        { name: "entries of their histories", agreed: readEntries, of: entries, atLeast: entries, exceptions: [] },
        compareSets("moves between states", issues.flatMap(({ id, history }) => history.flatMap(({ createdAt, actor, fromState, toState }) => toState === null ? [] : [`${id} ${fromState?.id} -> ${toState.id} ${iso(createdAt)} by ${actor?.id ?? "nobody"}`])), read.flatMap((one) => (one?.events ?? []).flatMap(({ kind, origin, from, to, at, actor }) => kind === "status" && origin === "history"
            ? [
                `${one.item.id.slice(7)} ${from?.slice(7)} -> ${to?.slice(7)} ${iso(at)} by ${actor?.replace(/^p:/, "") ?? "nobody"}`,
            ]
            : []))),
    ];
}
