import type { Roadmap, RoadmapStep } from "../../src/model/roadmap.ts";

export const STEP: RoadmapStep = {
  signal: "status-freshness",
  reference: "S26",
  title: "Status freshness",
  unit: "%",
  practice: "Update items as work happens, so that the board answers what a meeting would.",
  now: 41.2,
  observed: 70,
  rungs: 1.3,
  characteristics: ["2.4", "3.4"],
  teams: [
    { team: "Checkout", value: 22.4 },
    { team: "Platform", value: 51 },
  ],
  alreadyThere: { team: "Search", value: 75.5 },
  examples: [
    { key: "ACME-7", url: "https://acme.example/7", title: "<b>Secret title</b>", stance: "misses", note: "no change for 9 d" },
  ],
  windowWeeks: 13,
  halfVisibleAt: "2026-08-15",
  fullyVisibleAt: "2026-09-30",
  guard: "Heart-beats of bots are left out.",
  stability: 0.92,
};
const SYMPTOM: RoadmapStep = {
  ...STEP,
  signal: "zombie-wip",
  title: "Zombie work",
  observed: null,
  teams: [],
  alreadyThere: null,
  examples: [],
};
/** A plan in which everything that can be there is. */
export const FOUND: Roadmap = {
  schemaVersion: 1,
  workspace: "acme",
  asOf: "2026-07-01T00:00:00.000Z",
  ruleset: { version: "1.0.0", hash: "ab".repeat(32) },
  status: "found",
  from: 2,
  target: 3,
  probabilityNow: 0.12,
  reason: null,
  nominal: { values: { "status-freshness": 66.25 }, cost: 2.25, probability: 0.55 },
  robust: { values: { "status-freshness": 70, "zombie-wip": 8 }, cost: 4.5, probability: 0.87 },
  steps: [STEP],
  lessStable: [SYMPTOM],
  accompanying: [{ ...SYMPTOM, signal: "assignee-coverage-at-start", practice: "Let whoever begins an item take it." }],
  withoutTarget: ["zombie-wip"],
  alternatives: [{ values: { "hand-off-latency": 13.5, "zombie-wip": 7 }, cost: 5, probability: 0.83 }],
  evidence: ["Dependency readiness at start needs 12 more observations."],
  perturbations: 12,
};
/** Nothing can be planned. */
export const BLIND: Roadmap = {
  ...FOUND,
  ...{ status: "not-assessable", reason: "Only 2 of the 5 characteristics of level 3 could be judged; at least 3 are needed." },
  ...{ nominal: null, robust: null, steps: [], lessStable: [], accompanying: [], alternatives: [], probabilityNow: null },
};
