import { ProblemError } from "../../model/problem.ts";
/** Throws a `usage` problem that names the first thing wrong with a ruleset; says nothing when it can be used. */
export function validateRuleset(ruleset, characteristics, signalIds) {
    const known = new Set(signalIds);
    const laddered = new Set();
    for (const ladder of ruleset.ladders) {
        check(known.has(ladder.signal), `has a ladder for "${ladder.signal}", which is not a signal`);
        check(!laddered.has(ladder.signal), `has two ladders for ${ladder.signal}`);
        laddered.add(ladder.signal);
        checkLadder(ladder);
    }
    const ids = new Set(characteristics.map((characteristic) => characteristic.id));
    for (const id of Object.keys(ruleset.weights))
        check(ids.has(id), `has weights for "${id}", which is not a characteristic`);
    for (const id of ids) {
        const weights = ruleset.weights[id];
        check(weights !== undefined, `has no weights for characteristic ${id}`);
        let sum = 0;
        for (const [signal, weight] of Object.entries(weights ?? {})) {
            check(known.has(signal), `weighs "${signal}" in ${id}, which is not a signal`);
            check(laddered.has(signal), `weighs ${signal} in ${id} but has no ladder for it`);
            check(Number.isFinite(weight) && weight > 0, `gives ${signal} in ${id} a weight that is not above 0`);
            sum += weight;
        }
        check(Math.abs(sum - 1) < 1e-6, `has weights for ${id} that sum to ${sum.toFixed(3)} instead of 1`);
    }
    const [n, p, l] = ruleset.ratingBounds;
    check(0 < n && n < p && p < l && l < 1, "has rating bounds that do not rise between 0 and 1");
    check(ruleset.power > 0 && ruleset.power <= 1, "has a power outside of (0, 1]");
    check(ruleset.desirabilityFloor > 0 && ruleset.desirabilityFloor < n, "has a desirability floor outside of (0, upper bound of N)");
    for (const share of ["minimumCoverage", "widestInterval", "minimumLogQuality", "breadthShare"])
        check(ruleset[share] > 0 && ruleset[share] <= 1, `has a ${share} outside of (0, 1]`);
    check(0 < ruleset.bestEstimateAt && ruleset.bestEstimateAt <= ruleset.confirmedAt && ruleset.confirmedAt < 1, "needs 0 < bestEstimateAt <= confirmedAt < 1");
    check(Number.isInteger(ruleset.draws) && ruleset.draws >= 100 && ruleset.draws <= 65_536, "needs 100 to 65536 draws");
    check(ruleset.minimumTeamPeople >= 5, "shows groups of fewer than 5 people, which is never allowed");
}
function checkLadder({ signal, rungs, scale }) {
    check(rungs.length === 6 && rungs.every(Number.isFinite), `needs six numbers in the ladder of ${signal}`);
    const direction = Math.sign(rungs[5] - rungs[0]);
    check(direction !== 0, `has a ladder for ${signal} whose ends are equal`);
    for (let k = 1; k < 6; k++) {
        const step = Math.sign(rungs[k] - rungs[k - 1]);
        // Equal rungs are allowed at zero only: below them the practice is simply not there.
        check(step === direction || (step === 0 && rungs[k] === 0), `has a ladder for ${signal} that does not go one way`);
    }
    check(scale === "linear" || rungs.every((rung) => rung > 0), `has a logarithmic ladder for ${signal} with a rung that is not above 0`);
}
function check(holds, what) {
    if (!holds)
        throw new ProblemError({ code: "usage", what: `The ruleset ${what}.`, todo: "Correct the ruleset and scan again." });
}
