import { readFileSync } from "node:fs";
import { sharedPath } from "./shared.ts";
/** 11 issues with 12 entries of history; null where the data is missing. */
export function loadFarosLinear() {
    const path = sharedPath("data/faros-linear/issues.json");
    return path === null ? null : JSON.parse(readFileSync(path, "utf8"));
}
/** The recording asked for objects where the product asks for their ids; the values are the recorded ones. */
export function asAsked(issue) {
    const history = issue.history.map((entry, index) => ({
        id: `${issue.id}:${index}`,
        createdAt: entry.createdAt,
        actorId: entry.actor?.id ?? null,
        botActor: null,
        fromStateId: entry.fromState?.id ?? null,
        toStateId: entry.toState?.id ?? null,
    }));
    const { history: _, ...fields } = issue;
    // The recording did not ask for identifier, team and label ids.
    const labelIds = (issue.labels ?? []).map(({ id }) => id);
    return { issue: { identifier: "REC-1", team: { id: "team" }, labelIds, ...fields }, history };
}
/** A workspace with the states of the recording, all of them started: their types were not recorded. */
export function farosSite(issues) {
    return {
        connection: "linear",
        teams: new Map(),
        states: new Map(issues.map(({ state }) => [state.id, { ...state, type: "started" }])),
        labels: new Map(),
        projects: new Map(),
        users: new Map(),
        firstTemplateAt: null,
        keepTitles: false,
        pseudonym: (accountId) => `p:${accountId}`,
        identity: (identifier) => `i:${identifier}`,
    };
}
