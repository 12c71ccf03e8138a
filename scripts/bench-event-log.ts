/**
 * Builds a log of made-up history and computes every fact, one number a line. Usage:
 *
 *     node --expose-gc scripts/bench-event-log.ts [items] [events per item]
 *
 * Defaults: 100000 items, 10 events each.
 */
import { EventLogBuilder } from "../src/event-log/builder.ts";
import { KIND, ORIGIN, type EventLog } from "../src/event-log/columns.ts";
import { createFacts } from "../src/event-log/create-facts.ts";
import type { FactName, Facts } from "../src/event-log/facts.ts";
import { cutAt } from "../src/event-log/cut.ts";
import { DAY_MS, HOUR_MS, windowEndingAt } from "../src/model/window.ts";
import { seededRandom } from "../src/statistics/random.ts";

const itemCount = Number(process.argv[2] ?? 100_000);
const eventsPerItem = Number(process.argv[3] ?? 10);
const BEGIN = Date.UTC(2024, 0, 1);
const AS_OF = Date.UTC(2026, 0, 1);
const STATUSES = [
  ["s/todo", "backlog"],
  ["s/doing", "active"],
  ["s/review", "review"],
  ["s/blocked", "blocked"],
  ["s/done", "done"],
] as const;
const PEOPLE = 500;
const TEAMS = 40;
const DESCRIPTION = { length: 300, headingsHash: null, emptySectionRatio: null, pointsElsewhere: false };

let highest = 0;
function report(label: string, since: number): void {
  globalThis.gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  highest = Math.max(highest, process.resourceUsage().maxRSS * 1024);
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`.padStart(8);
  console.log(
    `${label.padEnd(14)} ${((performance.now() - since) / 1000).toFixed(3)} s  rss ${mb(rss)}  heap ${mb(heapUsed)}  arrays ${mb(arrayBuffers)}  peak ${mb(highest)}`,
  );
}

function fill(builder: EventLogBuilder): void {
  const random = seededRandom("bench");
  for (const [id, category] of STATUSES) builder.addStatus({ id, name: id, category, categoryRaw: null, categoryBasis: "bench" });
  for (let p = 0; p < PEOPLE; p++)
    builder.addActor({ id: `a${p}`, kind: p % 50 === 0 ? "automation-rule" : "human", kindBasis: "bench", active: true });
  for (let t = 0; t < TEAMS; t++) {
    builder.addTeam({ id: `t${t}`, name: `t${t}`, basis: "bench" });
    builder.addProject({ key: `P${t}`, name: `P${t}`, team: `t${t}` });
  }
  const actors = Array.from({ length: PEOPLE }, (_, p) => `a${p}`);
  for (let i = 0; i < itemCount; i++) {
    const createdAt = BEGIN + Math.floor(random.next() * (AS_OF - BEGIN - 30 * DAY_MS));
    const project = i % TEAMS;
    const item = builder.addItem(
      {
        id: `jira/${i}`,
        key: `P${project}-${i}`,
        url: `https://tracker.example/browse/P${project}-${i}`,
        title: `Something to be done, number ${i}`,
        projectKey: `P${project}`,
        typeRaw: "Story",
        type: "story",
        createdAt,
        updatedAt: createdAt,
        creator: actors[i % PEOPLE]!,
        reporter: null,
        status: "s/done",
        resolution: null,
        resolvedAt: null,
        description: DESCRIPTION,
        structuredIntake: null,
        minhash: null,
        historyComplete: true,
      },
      { deletedAt: null },
    );
    builder.addEvent(item, createdAt, KIND.created, ORIGIN.history, actors[i % PEOPLE]!, null, null, null, false, 0);
    builder.addEvent(item, createdAt, KIND.status, ORIGIN.initial, null, null, "s/todo", null, false, 0);
    let at = createdAt;
    let status = 0;
    for (let e = 2; e < eventsPerItem; e++) {
      at += Math.floor(-Math.log(1 - random.next()) * 30 * HOUR_MS);
      const actor = actors[(i * 7 + (e % 3)) % PEOPLE]!;
      const draw = e === eventsPerItem - 1 ? 0 : random.next();
      if (draw < 0.4) {
        const next = e === eventsPerItem - 1 ? 4 : (status + 1 + random.below(2)) % 4;
        builder.addEvent(item, at, KIND.status, ORIGIN.history, actor, STATUSES[status]![0], STATUSES[next]![0], null, false, e);
        status = next;
      } else if (draw < 0.6) builder.addEvent(item, at, KIND.assignee, ORIGIN.history, actor, null, actor, null, false, e);
      else if (draw < 0.75) builder.addEvent(item, at, KIND.comment, ORIGIN.history, actor, null, null, null, false, e);
      else if (draw < 0.8 && i > 0)
        builder.addEvent(item, at, KIND.link, ORIGIN.history, actor, null, `jira/${random.below(i)}`, "is-blocked-by", false, e);
      else if (draw < 0.85)
        builder.addEvent(
          item,
          at,
          KIND["due-date"],
          ORIGIN.history,
          actor,
          null,
          new Date(at + 9 * DAY_MS).toISOString().slice(0, 10),
          null,
          false,
          e,
        );
      else if (draw < 0.88) builder.addEvent(item, at, KIND.flag, ORIGIN.history, actor, null, "flagged", null, false, e);
      else builder.addEvent(item, at, KIND.other, ORIGIN.history, actor, null, null, "Rank", false, e);
    }
  }
}

function computeAll(log: EventLog): void {
  const facts = createFacts(log);
  const names: readonly FactName[] = [
    "visits",
    "population",
    "lifecycle",
    "ownership",
    "dependencies",
    "blocked",
    "activity",
    "calendar",
    "service",
    "quality",
    "people",
  ];
  const all = performance.now();
  for (const name of names) {
    const since = performance.now();
    void facts[name];
    console.log(`  ${name.padEnd(12)} ${(performance.now() - since).toFixed(0).padStart(6)} ms`);
  }
  report("all facts", all);
  ask(facts);
}

function ask(facts: Facts): void {
  const { log } = facts;
  const since = performance.now();
  const items = Uint32Array.from({ length: log.items.count }, (_, i) => i);
  const window = windowEndingAt(log.asOf, 26);
  const p85 = facts.service.quantileDays(items, 0, window, 0.85);
  const quality = facts.quality.logQuality(items, window);
  report(
    `asked: p85 ${p85?.toFixed(1)} d, log quality ${(quality?.named ?? NaN).toFixed(2)}, people ${facts.people.activeCount(items, window)}`,
    since,
  );
}

const begin = performance.now();
const builder = new EventLogBuilder();
fill(builder);
report("added", begin);
const finish = performance.now();
const log = builder.finish(AS_OF);
report("finished", finish);
console.log(`${log.items.count} items, ${log.events.count} events, ${log.texts.length} texts`);
computeAll(log);
const cut = performance.now();
const earlier = cutAt(log, AS_OF - 180 * DAY_MS);
report(`cut (${earlier.events.count})`, cut);
