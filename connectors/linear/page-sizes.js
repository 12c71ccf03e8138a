/**
 * Worst-case complexity of the first rung lies just under Linear's 10,000, by the published formula; the test holds it there. Each next rung is
 * for a Linear that counts otherwise or answers too slowly.
 */
export const LADDER = [
    { issues: 64, history: 20 },
    { issues: 50, history: 20 },
    { issues: 25, history: 20 },
    { issues: 10, history: 20 },
    { issues: 5, history: 10 },
    { issues: 1, history: 10 },
];
/** The same with delegation in every history entry. */
export const LADDER_WITH_AGENTS = LADDER.slice(1);
/** Histories that do not end on the issue's page: this many issues a request, this many entries of each. */
export const REST_LADDER = [
    { issues: 40, history: 25 },
    { issues: 20, history: 25 },
    { issues: 5, history: 25 },
    { issues: 1, history: 25 },
];
export const ACTIVITY_LADDER = [250, 100, 50, 10];
