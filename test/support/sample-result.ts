import { CHARACTERISTICS } from "../../src/maturity/characteristics/index.ts";
import { FACETS } from "../../src/model/facet.ts";
import type { Level, Rating } from "../../src/model/level.ts";
import type { Dimension, Example } from "../../src/model/measure.ts";
import type {
  CharacteristicVerdict,
  IndexVerdict,
  LevelVerdict,
  Result,
  SignalVerdict,
  TeamVerdict,
} from "../../src/model/result.ts";

/** A whole, valid result made by hand, so that reports are tested on what they may be given and not on what today's judge says. */
export function sampleResult(overrides: Partial<Result> = {}): Result {
  return {
    schemaVersion: 1,
    workspace: "acme",
    asOf: "2026-07-01T00:00:00.000Z",
    window: { startAt: "2025-12-31T00:00:00.000Z", endAt: "2026-07-01T00:00:00.000Z", effectiveWeeks: 26 },
    ruleset: { version: "1.0.0", hash: "ab".repeat(32), deviations: [] },
    statement: "An inference from tracker history, not an assessment. It describes processes, never persons.",
    level: sampleLevel(),
    index: sampleIndex(),
    c4: {
      clarity: { score: 81.2, interval90: [78, 84.4], coverage: 0.9, institutionalisation: 0.95 },
      coordination: { score: 61.5, interval90: [55, 66], coverage: 0.6, institutionalisation: 0.7 },
      completion: { score: 48, interval90: [44.1, 51], coverage: 0.5, institutionalisation: null },
      collaboration: { score: null, interval90: null, coverage: 0, institutionalisation: null },
    },
    characteristics: sampleCharacteristics(),
    signals: sampleSignals(),
    diagnostics: {
      cycleTimeP50Days: 4.2,
      cycleTimeP85Days: 13.4,
      flowBalance: 0.08,
      wipSlopePerWeek: 0.3,
      logQuality: 0.991,
      items: 4812,
      events: 61_480,
      completed: 1204,
      activePeople: 31,
    },
    progression: {
      ...{ startAt: "2025-12-30T12:00:00.000Z", endAt: "2026-06-30T12:00:00.000Z", acts: 4210 },
      ...{ composition: { person: 0.31, system: 0.48, architecture: 0.13, ai: 0.08 }, position: 32.6 },
      ...{ reason: null, aiOverseen: 0.75, excluded: { "move in bulk": 31 } },
      quarters: [
        {
          ...{ startAt: "2025-12-30T12:00:00.000Z", endAt: "2026-03-31T12:00:00.000Z", acts: 22 },
          ...{ composition: null, position: null },
        },
        {
          ...{ startAt: "2026-03-31T12:00:00.000Z", endAt: "2026-06-30T12:00:00.000Z", acts: 4188 },
          ...{ composition: { person: 0.31, system: 0.48, architecture: 0.13, ai: 0.08 }, position: 32.6 },
        },
      ],
    },
    flags: [
      {
        ...{ kind: "administrative-change", at: "2026-04-06T12:00:00.000Z", signals: ["estimate-use"] },
        sentence: "From 2026-04-06 on, new items with an estimate within the hour went from 4 % to 96 % within two weeks.",
        ...{ before: 4, after: 96, unit: "%" },
        examples: [
          {
            ...{ key: "PAY-9", url: "https://tracker.example/browse/PAY-9", title: "Refunds", stance: "misses" },
            note: "estimated within an hour of its creation",
          },
        ],
      },
    ],
    teams: [
      sampleTeam("Checkout", 3),
      sampleTeam("Platform", 2),
      {
        ...sampleTeam("Lab", 2),
        status: "suppressed",
        reason: "Fewer than 5 people were active; groups that small are never shown.",
        activePeople: null,
        items: null,
        level: null,
        index: null,
        characteristics: [],
      },
    ],
    breadth: [
      { level: 2, peopleShare: 1, teams: 2, of: 2 },
      { level: 3, peopleShare: 0.52, teams: 1, of: 2 },
      { level: 4, peopleShare: 0, teams: 0, of: 2 },
      { level: 5, peopleShare: 0, teams: 0, of: 2 },
    ],
    next: [
      { kind: "practice", sentence: "Agree who answers when work waits between teams.", characteristic: "3.3" },
      { kind: "evidence", sentence: "Hand-off latency needs 49 more observations before it can help.", characteristic: "2.5" },
    ],
    streams: [
      {
        connection: "jira",
        stream: "issues",
        status: "complete",
        fetched: 120,
        stored: 4812,
        vendorTotal: 4812,
        coverage: 1,
        coverageNote: null,
        requests: 49,
        problem: null,
      },
    ],
    complete: true,
    provenance: {
      product: "wmmm 0.1.0",
      pagesHash: "cd".repeat(32),
      pages: 97,
      connections: [
        {
          id: "jira",
          kind: "jira",
          provides: Object.fromEntries(
            FACETS.map((facet, at) => [
              facet,
              { level: at % 5 === 4 ? "none" : at % 3 === 2 ? "partial" : "full", sentence: `What can be seen of ${facet}.` },
            ]),
          ) as Result["provenance"]["connections"][number]["provides"],
          lastSyncedAt: "2026-07-01T06:00:00.000Z",
        },
      ],
      joins: [
        { kind: "person", basis: "verified-identifier", count: 12 },
        { kind: "work", basis: "key-in-branch", count: 340 },
      ],
      joinConflicts: 1,
      seed: "acme",
      draws: 1000,
    },
    ...overrides,
  };
}

export function sampleLevel(overrides: Partial<LevelVerdict> = {}): LevelVerdict {
  return {
    best: 2,
    confirmed: 2,
    probabilities: { "1": 0.008, "2": 0.652, "3": 0.34, "4": 0, "5": 0 },
    atLeast: { "1": 1, "2": 0.992, "3": 0.34, "4": 0, "5": 0 },
    strict: 2,
    isoStrict: 1,
    lower: 2,
    upper: 4,
    notAssessable: { level: 5, reason: "Only 1 of 5 characteristics of level 5 could be judged, at least 3 are needed." },
    gaps: [
      {
        kind: "characteristic",
        level: 3,
        id: "3.3",
        sentence: '3.3 "Cross-team dependencies are visible and managed" is not met (9 %, more than 50 % is needed).',
        rating: "N",
        tolerated: false,
      },
      {
        kind: "characteristic",
        level: 2,
        id: "2.4",
        sentence: '2.4 "Managers have partial visibility into execution status" is partly met (41 %).',
        rating: "P",
        tolerated: true,
      },
    ],
    ...overrides,
  };
}

export function sampleIndex(overrides: Partial<IndexVerdict> = {}): IndexVerdict {
  return {
    score100: 36.5,
    score5: 2.46,
    interval90: [2.31, 2.62],
    interval90WithThresholds: [2.12, 2.84],
    minimalDetectableChange: 0.21,
    groups: {
      "structure-and-documentation": 74.4,
      "ownership-and-accountability": 91,
      "design-and-coordination": 42,
      "measurement-and-governance": 18.5,
      "optimization-and-human-ai": null,
    },
    ...overrides,
  };
}

/** A level that nothing is known about. */
export const UNJUDGED: Pick<Result, "level" | "index" | "teams" | "breadth"> = {
  level: {
    best: null,
    confirmed: null,
    probabilities: null,
    atLeast: null,
    strict: null,
    isoStrict: null,
    lower: 1,
    upper: 5,
    notAssessable: { level: 2, reason: "Only 0 of 5 characteristics of level 2 could be judged, at least 3 are needed." },
    gaps: [
      {
        kind: "evidence",
        level: 2,
        id: "2.1",
        sentence: '2.1 "Work is tracked in task or project management tools" cannot be judged.',
        rating: "I",
        tolerated: false,
      },
    ],
  },
  index: sampleIndex({
    score100: null,
    score5: null,
    interval90: null,
    interval90WithThresholds: null,
    minimalDetectableChange: null,
  }),
  teams: [],
  breadth: [],
};

export function sampleTeam(name: string, best: Level): TeamVerdict {
  return {
    id: `jira/project:${name.toUpperCase()}`,
    name,
    status: "assessed",
    reason: null,
    activePeople: 12,
    items: 640,
    level: sampleLevel({ best, confirmed: best, atLeast: shares(best, 0.97), gaps: [] }),
    index: sampleIndex({ score5: best + 0.4 }),
    characteristics: CHARACTERISTICS.map(({ id }) => ({ id, ...ratingOf(id) })),
  };
}

/** P(level >= k): sure below `best`, `chance` at it, nothing above. */
function shares(best: Level, chance: number): LevelVerdict["atLeast"] {
  const at = (level: number): number => (level < best ? 1 : level === best ? chance : 0);
  return { "1": at(1), "2": at(2), "3": at(3), "4": at(4), "5": at(5) };
}

const EXAMPLE: Example = {
  key: "ACME-12",
  url: "https://tracker.example/browse/ACME-12",
  title: "Export the invoice run",
  stance: "misses",
  note: "started without an owner, 6 d",
};

/** Ratings that fall with the level, one of each kind among them. */
function ratingOf(id: string): { rating: Rating; attainment: number | null } {
  if (id === "4.5") return { rating: "NA", attainment: null };
  if (id.startsWith("5") || id === "4.4") return { rating: "I", attainment: null };
  const attainment = Math.max(0, 1.06 - 0.21 * Number(id[0]) - 0.09 * Number(id[2]) + (id === "2.2" ? 0.3 : 0));
  const rating = attainment > 0.85 ? "F" : attainment > 0.5 ? "L" : attainment > 0.15 ? "P" : "N";
  return { rating, attainment: Number(attainment.toFixed(3)) };
}

function sampleCharacteristics(): CharacteristicVerdict[] {
  return CHARACTERISTICS.map(({ id, level, text, kind, observability, signals }) => {
    const { rating, attainment } = ratingOf(id);
    const rated = attainment !== null;
    return {
      id,
      level,
      text,
      kind,
      rating,
      attainment,
      interval90: rated ? [Math.max(0, attainment - 0.05), Math.min(1, attainment + 0.04)] : null,
      descriptorMatch: rated ? (level === 1 ? 1 - attainment : attainment) : null,
      coverage: rated ? 0.85 : 0.2,
      observability,
      evidenceFamilies: rated ? ["event", "field"] : [],
      signals: signals.map((part, at) => ({
        ...part,
        desirability: rated && at < 2 ? attainment : null,
        largely: 60,
        fully: 80,
      })),
      limitedBy: id === "3.1" ? ["Not rated fully met: all evidence is of one kind (event)."] : [],
      flags: id === "2.1" ? ["Conflicting evidence: one signal looks much better than another."] : [],
      reason:
        rating === "NA"
          ? "This organisation does not use it."
          : rated
            ? null
            : "Only 20 % of the evidence for this could be measured, 60 % is needed.",
      blindSpots: ["Work that never reached the tool leaves no trace."],
      remediation: "Make it a habit of the team.",
      examples: rated ? [EXAMPLE] : [],
    };
  });
}

const DIMENSION_OF: readonly Dimension[] = ["clarity", "coordination", "completion", "collaboration"];

/** Every signal that a characteristic reads: measured, insufficient and unsupported ones by turns, ladders up, down and logarithmic. */
function sampleSignals(): SignalVerdict[] {
  const ids = [...new Set(CHARACTERISTICS.flatMap((characteristic) => characteristic.signals.map((signal) => signal.id)))];
  return ids.map((id, at) => {
    const measured = at % 3 !== 2;
    const log = at % 4 === 1;
    return {
      id,
      reference: `S${String(at + 1).padStart(2, "0")}`,
      title: id.replaceAll("-", " "),
      dimension: DIMENSION_OF[at % 4]!,
      unit: log ? "h" : "%",
      better: log ? "lower" : "higher",
      outcome: measured ? "measured" : at % 2 === 0 ? "insufficient-data" : "not-supported",
      reason: measured ? null : "Only 3 items could be looked at.",
      value: measured ? (log ? 40 : 71.5) : null,
      interval90: measured ? (log ? [33, 52] : [66.2, 76]) : null,
      distribution: measured ? { kind: "normal", mean: log ? 40 : 71.5, sd: 3 } : null,
      sampleSize: measured ? 412 : at % 2 === 0 ? 3 : null,
      needed: !measured && at % 2 === 0 ? 27 : null,
      minimumSample: 30,
      coverage: measured ? 0.97 : null,
      excluded: measured ? { "closed in a bulk transition": 6 } : {},
      details: measured ? { "85th percentile (h)": 91.2 } : {},
      warnings: at === 0 ? ["72 % of the items have one owner: nominal ownership?"] : [],
      families: ["event"],
      basis: { kind: "prior", source: "expert estimate" },
      limits: ["Only what was recorded counts."],
      ladder: log ? [480, 240, 96, 48, 24, 8] : [20, 40, 60, 75, 85, 95],
      scale: log ? "log" : "linear",
      definition: `How often ${id.replaceAll("-", " ")} was seen, of all that could show it.`,
      examples: measured ? [EXAMPLE] : [],
    };
  });
}

/** The same result with every string replaced by what `change` makes of it; enumerated words and ids that link rows stay. */
export function withTexts(result: Result, change: (text: string, path: string) => string): Result {
  const kept = new Set([
    "kind",
    "rating",
    "outcome",
    "dimension",
    "better",
    "scale",
    "status",
    "observability",
    "stance",
    "id",
    "characteristic",
    "code",
    "asOf",
    "startAt",
    "endAt",
    "level",
    "unit",
  ]);
  const walk = (value: unknown, path: string, key: string): unknown => {
    if (typeof value === "string")
      return kept.has(key) || path.includes("evidenceFamilies") || path.includes(".joins") || path.includes("families")
        ? value
        : change(value, path);
    if (Array.isArray(value)) return value.map((inner, at) => walk(inner, `${path}[${at}]`, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, `${path}.${name}`, name)]));
  };
  return walk(result, "", "") as Result;
}
