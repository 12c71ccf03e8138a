/**
 * All signals on 100,000 items and 1,000,000 events (8 teams and the workspace), single core. Prints the median of 5 runs and where the time goes.
 * `node scripts/bench-signals.ts [items]`
 */
import { EventLogBuilder } from "../src/event-log/builder.ts";
import { KIND, ORIGIN, type EventLog } from "../src/event-log/columns.ts";
import { createFacts } from "../src/event-log/create-facts.ts";
import type { StateCategory } from "../src/model/category.ts";
import type { EventKind } from "../src/model/event.ts";
import { FACETS, type Provides } from "../src/model/facet.ts";
import { DAY_MS, HOUR_MS, WEEK_MS } from "../src/model/window.ts";
import { seededRandom } from "../src/statistics/random.ts";
import { SIGNALS } from "../signals/index.ts";
import { measureScopes } from "../signals/run.ts";

const TEAMS = 8;
const PEOPLE = 12;
const WEEKS = 104;
const RUNS = 5;
const STATUSES: Readonly<Record<string, StateCategory>> = {
  Open: "backlog",
  Ready: "ready",
  "In Progress": "active",
  Review: "review",
  Waiting: "wait",
  Blocked: "blocked",
  Done: "done",
};

const asOf = Date.UTC(2026, 5, 30);
const items = Number(process.argv[2] ?? 100_000);

function synthetic(): EventLog {
  const random = seededRandom("bench");
  const builder = new EventLogBuilder();
  for (const [name, category] of Object.entries(STATUSES)) {
    builder.addStatus({ id: `t/${name}`, name, category, categoryRaw: null, categoryBasis: "bench" });
  }
  for (let t = 0; t < TEAMS; t++) {
    builder.addTeam({ id: `team${t}`, name: `Team ${t}`, basis: "bench" });
    builder.addProject({ key: `P${t}`, name: `P${t}`, team: `team${t}` });
    for (let p = 0; p < PEOPLE; p++) builder.addActor({ id: `a${t}.${p}`, kind: "human", kindBasis: "bench", active: true });
  }
  builder.addActor({ id: "rule", kind: "automation-rule", kindBasis: "bench", active: true });
  /** Working instants only: Monday to Friday, 8 to 17. */
  const workday = (at: number): number => {
    const day = Math.floor(at / DAY_MS);
    const weekday = (day + 3) % 7;
    return (weekday > 4 ? day + 7 - weekday : day) * DAY_MS + 8 * HOUR_MS + random.next() * 9 * HOUR_MS;
  };
  for (let i = 0; i < items; i++) {
    const team = i % TEAMS;
    const person = (): string => `a${team}.${random.below(PEOPLE)}`;
    const id = `t/${1_000_000 + i}`;
    const createdAt = workday(asOf - WEEKS * WEEK_MS * (1 - i / items));
    const creator = person();
    const row = builder.addItem(
      {
        id,
        key: `P${team}-${i}`,
        url: `https://tracker.example/P${team}-${i}`,
        title: null,
        projectKey: `P${team}`,
        typeRaw: i % 3 === 0 ? "Bug" : "Story",
        type: i % 3 === 0 ? "bug" : "story",
        createdAt,
        updatedAt: createdAt,
        creator,
        reporter: creator,
        status: "t/Open",
        resolution: null,
        resolvedAt: null,
        description: { length: random.below(400), headingsHash: null, emptySectionRatio: null, pointsElsewhere: false },
        structuredIntake: null,
        minhash: null,
        historyComplete: true,
      },
      { deletedAt: null },
    );
    let at = createdAt;
    let status = "Open";
    let owner: string | null = null;
    const add = (kind: EventKind, actor: string, from: string | null, to: string | null, detail: string | null = null): void =>
      builder.addEvent(row, at, KIND[kind], ORIGIN.history, actor, from, to, detail, false);
    const pass = (days: number): void => {
      at = workday(at + days * DAY_MS * Math.exp(random.normal()));
    };
    const move = (to: string, actor: string): void => {
      add("status", actor, `t/${status}`, `t/${to}`);
      status = to;
    };
    const assign = (to: string, by: string): void => {
      add("assignee", by, owner, to);
      owner = to;
    };
    add("created", creator, null, null);
    builder.addEvent(row, createdAt, KIND.status, ORIGIN.initial, null, null, "t/Open", null, false);
    builder.addEvent(
      row,
      createdAt,
      KIND.priority,
      ORIGIN.initial,
      null,
      null,
      ["High", "Medium", "Low"][random.below(3)]!,
      null,
      false,
    );
    if (random.next() < 0.3)
      builder.addEvent(row, createdAt, KIND["due-date"], ORIGIN.initial, null, null, "2026-05-01", null, false);
    pass(3);
    if (random.next() < 0.3) add("label", random.next() < 0.5 ? "rule" : person(), null, `label${random.below(20)}`);
    assign(person(), person());
    pass(1);
    move("In Progress", owner!);
    if (i > 100 && random.next() < 0.1)
      add("link", owner!, null, `t/${1_000_000 + i - 8 * (1 + random.below(10))}`, "is-blocked-by");
    pass(1);
    add("comment", person(), null, null);
    if (random.next() < 0.1) {
      add("flag", person(), null, "flagged");
      pass(2);
      add("flag", person(), "flagged", null);
    }
    pass(1);
    if (random.next() < 0.8) {
      move("Review", random.next() < 0.2 ? "rule" : owner!);
      assign(person(), owner!);
      pass(1);
      if (random.next() < 0.2) move("In Progress", owner!);
      pass(1);
    }
    if (random.next() < 0.95) move("Done", owner!);
    if (random.next() < 0.05) {
      pass(3);
      move("In Progress", owner!);
    }
  }
  return builder.finish(asOf);
}

const everything = Object.fromEntries(FACETS.map((facet) => [facet, { level: "full", sentence: "" }])) as unknown as Provides;
const POLICY = { sharedOwnership: false, throughputBased: false, publicIntake: false };
/** CPU time of this thread: other programs on the machine do not count. */
const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

const log = synthetic();
console.log(`${log.items.count} items, ${log.events.count} events, ${TEAMS} teams`);
const perSignal = new Map<string, number[]>();
const timed = SIGNALS.map((signal) =>
  Object.assign({}, signal, {
    measure: (...args: Parameters<typeof signal.measure>) => {
      const begin = cpuMs();
      const answer = signal.measure(...args);
      spent.set(signal.id, (spent.get(signal.id) ?? 0) + cpuMs() - begin);
      return answer;
    },
  }),
);
let spent = new Map<string, number>();
const factTimes: number[] = [];
const runTimes: number[] = [];
for (let run = 0; run < RUNS; run++) {
  spent = new Map();
  const facts = createFacts(log);
  const begin = cpuMs();
  for (const name of [
    "visits",
    "population",
    "lifecycle",
    "ownership",
    "dependencies",
    "blocked",
    "activity",
    "calendar",
    "quality",
  ] as const) {
    const from = cpuMs();
    void facts[name];
    spent.set(`fact: ${name}`, cpuMs() - from);
  }
  const middle = cpuMs();
  const { workspace, teams } = measureScopes({
    facts,
    provides: [everything],
    policy: POLICY,
    minimumLogQuality: 0.6,
    signals: timed,
    seed: "bench",
  });
  factTimes.push(middle - begin);
  runTimes.push(cpuMs() - middle);
  for (const [id, ms] of spent) perSignal.set(id, [...(perSignal.get(id) ?? []), ms]);
  if (run === 0) {
    for (const [id, measure] of Object.entries(workspace.measures)) {
      const shown =
        measure.outcome === "measured"
          ? `${measure.value.toFixed(2)} (n = ${measure.sampleSize})`
          : `${measure.outcome}: ${measure.reason}`;
      console.log(`  ${id.padEnd(34)} ${shown}`);
    }
    console.log(`  teams measured: ${teams.filter(({ notMeasured }) => notMeasured === null).length}`);
  }
}
console.log("\nms, median of the runs, all scopes together");
for (const [id, ms] of [...perSignal].map(([id, all]) => [id, median(all)] as const).sort((a, b) => b[1] - a[1])) {
  console.log(`  ${id.padEnd(34)} ${ms.toFixed(1)}`);
}
const own = median([...perSignal].length > 0 ? runTimes : [0]);
console.log(
  `facts ${median(factTimes).toFixed(0)} ms, signals and runner ${own.toFixed(0)} ms, together ${median(factTimes.map((f, k) => f + runTimes[k]!)).toFixed(0)} ms`,
);
