import { describe, expect, test } from "vitest";
import { createActors } from "../../../connectors/linear/actors.ts";
import { normaliseIssue } from "../../../connectors/linear/issues.ts";
import { isHistory, isIssue } from "../../../connectors/linear/shapes.ts";
import { asAsked, farosSite, loadFarosLinear } from "../../support/faros-linear.ts";
import { SHARED_MISSING } from "../../support/shared.ts";
const recorded = loadFarosLinear();
describe.skipIf(recorded === null)(`recorded answers of Linear (${recorded === null ? SHARED_MISSING : "found"})`, () => {
    test("11 issues with 12 entries are read; entries without actor or states are no gap", () => {
        const issues = recorded;
        const site = farosSite(issues);
        const actors = createActors(site);
        let entries = 0;
        let moves = 0;
        let systemEntries = 0;
        for (const one of issues) {
            const { issue, history } = asAsked(one);
            if (!isIssue(issue))
                throw new TypeError(`issue ${one.id} was refused`);
            expect(history.every(isHistory)).toBe(true);
            const read = normaliseIssue(site, actors, { issue, history, historyComplete: true }, () => undefined);
            entries += history.length;
            systemEntries += history.filter(({ actorId }) => actorId === null).length;
            const statuses = read.events.filter(({ kind }) => kind === "status");
            moves += statuses.filter(({ origin }) => origin === "history").length;
            expect(statuses.at(-1)?.to).toBe(`linear/${one.state.id}`);
            expect(read.item.historyComplete).toBe(true);
            expect(statuses.filter(({ origin }) => origin === "initial")).toHaveLength(1);
        }
        expect([issues.length, entries]).toEqual([11, 12]);
        expect(moves).toBe(issues.flatMap(({ history }) => history.filter(({ toState }) => toState !== null)).length);
        expect(moves).toBeGreaterThan(0);
        expect(systemEntries).toBeGreaterThan(0);
    });
});
