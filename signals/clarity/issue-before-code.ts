import { ACTOR_KIND, JOIN_BASIS, WORK_TYPE, type EventLog } from "../../src/event-log/columns.ts";
import type { Population } from "../../src/event-log/facts.ts";
import { contains, MINUTE_MS } from "../../src/model/window.ts";
import { coverageOf, ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 50;
/** An item that is this young when the pull request comes was written for it. */
const AFTER_THE_FACT_MS = 15 * MINUTE_MS;
/** Surer than a mention in the body, which may only point to something related. */
const MENTION = JOIN_BASIS["key-in-body"];

export const signal = defineSignal({
  id: "issue-before-code",
  reference: "S01",
  title: "Traceability: issue before code",
  dimension: "clarity",
  unit: "%",
  better: "higher",
  definition:
    "Merged pull requests of people that are linked to an item created before their first commit and at least 15 minutes before them, of all merged pull requests of people. " +
    "A team's are those of its members, else of its repositories. 0 % = code is written without items.",
  source: "Schermann et al. 2015: 74 % of commits linked, mean of 15 Apache projects; the rungs are expert priors.",
  limits: [
    "Links are set selectively, so this is a share of what is linked, never a sample of the work.",
    "A key in the body alone is no link, and an epic is no item that code is written for.",
    "Work that is no code does not show here.",
  ],
  guard: "An item created less than 15 minutes before the pull request counts as logged after the fact.",
  families: ["scm"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  // Pull requests are no items: they may come through another connection than the items they are for.
  facets: [],
  needs: ["log", "population", "interactions"],
  measure({ log, population, interactions }, scope) {
    const { pullRequests, items, actors } = log;
    if (pullRequests.count === 0) {
      return {
        outcome: "not-supported",
        reason: "No connected tool shows pull requests with and without an item; the share that has one cannot be told.",
        by: "tool",
      };
    }
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    const teamOf = scope.team === null ? null : interactions.homesIn(scope.window);
    let [merged, traced, unlinked, late] = [0, 0, 0, 0];
    for (let p = 0; p < pullRequests.count; p++) {
      if (!contains(scope.window, pullRequests.mergedAt[p]!)) continue;
      const author = pullRequests.author[p]!;
      if (teamOf !== null && teamOfPullRequest(log, teamOf, p) !== scope.team) continue;
      const kind = author < 0 ? ACTOR_KIND.unknown : actors.kind[author]!;
      if (kind !== ACTOR_KIND.human) {
        excluded.add(kind === ACTOR_KIND.unknown ? "author not known to be a person" : "of an agent or a bot");
        continue;
      }
      const { item, isImported, isBefore } = earliestItem(log, population, p);
      if (isImported) {
        excluded.add("its item came with an import");
        continue;
      }
      merged++;
      if (isBefore) {
        traced++;
        examples.add("meets", item, items.createdAt[item]!, () => "written down before its code");
      } else if (item < 0) unlinked++;
      else {
        late++;
        examples.add(
          "misses",
          item,
          items.createdAt[item]!,
          () => "created after its code was begun, or minutes before its pull request",
        );
      }
    }
    const excludedCounts = excluded.toExclusions();
    if (merged < MINIMUM) return tooFew("merged pull requests of people", merged, MINIMUM, excludedCounts);
    // Work of machines is not eligible, so that leaving it out takes nothing from the coverage.
    const missing = excluded.total - (excludedCounts["of an agent or a bot"] ?? 0);
    return percentage(traced, merged, {
      coverage: coverageOf(merged, missing),
      excluded: excludedCounts,
      examples: examples.toExamples(),
      details: { "pull requests without an item": unlinked, "with an item written after the fact": late },
      warnings: [],
    });
  },
});

/** Of its author, who may work in repositories of others; where that is not known, of its repository. */
function teamOfPullRequest({ pullRequests, projectTeam }: EventLog, home: Int32Array, p: number): number {
  const author = pullRequests.author[p]!;
  if (author >= 0 && home[author]! >= 0) return home[author]!;
  const project = pullRequests.project[p]!;
  return project < 0 ? -1 : projectTeam[project]!;
}

interface Earliest {
  /** -1 = none is linked. */
  readonly item: number;
  /** All its items came with an import, so that when they were created is not known. */
  readonly isImported: boolean;
  readonly isBefore: boolean;
}

/** The first of the items that a pull request is linked to. */
function earliestItem({ pullRequests, items }: EventLog, { isImported }: Population, p: number): Earliest {
  let item = -1;
  let imported = 0;
  for (let w = pullRequests.firstWork[p]!; w < pullRequests.firstWork[p + 1]!; w++) {
    const own = pullRequests.workItem[w]!;
    if (pullRequests.workBasis[w] === MENTION || items.type[own] === WORK_TYPE.container) continue;
    if (isImported[own] === 1) imported++;
    else if (item < 0 || items.createdAt[own]! < items.createdAt[item]!) item = own;
  }
  if (item < 0) return { item, isImported: imported > 0, isBefore: false };
  const createdAt = items.createdAt[item]!;
  const isBefore = createdAt <= pullRequests.createdAt[p]! - AFTER_THE_FACT_MS && !(createdAt > pullRequests.firstCommitAt[p]!);
  return { item, isImported: false, isBefore };
}
