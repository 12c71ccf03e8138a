import { contains, DAY_MS, type Window } from "../../src/model/window.ts";
import { cannotTell, coverageOf, ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { agentCodeRejected, executorOf } from "../executed-by.ts";
import { hasNoStatusHistory } from "../in-progress.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 50;
const FOLLOW_UP_MS = 30 * DAY_MS;
const LEAST_KNOWN_SHARE = 0.5;

export const signal = defineSignal({
  id: "ai-execution-share",
  reference: "S42",
  title: "AI-execution share (accepted)",
  dimension: "collaboration",
  unit: "%",
  better: "higher",
  definition:
    "Finished items carried out by an AI agent (delegate or assignee in the middle of its last stay in active work, or author of a merged pull request) and accepted (not reopened within 30 days, and no pull request of the agent turned down without another one merged), of all items first done in the 13 weeks that ended 30 days before the end of the window. 0 % = none.",
  source: "Expert prior.",
  limits: [
    "A person acting through an agent's token is an integration, not an agent, unless the agent is known.",
    "Work by agents outside of the tracker is invisible.",
    "What an agent did of sub-tasks counts for the whole item only through pull requests.",
  ],
  guard: "Only accepted work counts: every item is followed for 30 days.",
  families: ["event", "scm"],
  minimumSample: MINIMUM,
  windowWeeks: 13,
  facets: ["ai-agents", "actor-kinds", "status-history"],
  needs: ["log", "population", "visits", "lifecycle", "activity"],
  measure(facts, scope) {
    const { log, lifecycle, population } = facts;
    if (facts.activity.actorsMissing)
      return cannotTell("The history does not say who or what acted, so agents cannot be told from people.");
    const { startAt, endAt } = scope.window;
    const cohort: Window = { startAt: startAt - FOLLOW_UP_MS, endAt: endAt - FOLLOW_UP_MS };
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    let finished = 0;
    let accepted = 0;
    let rejected = 0;
    let archived = 0;
    for (const item of scope.recentSince(cohort.startAt)) {
      const doneAt = lifecycle.firstDoneAt[item]!;
      if (!contains(cohort, doneAt)) continue;
      if (population.isImported[item] === 1 && doneAt <= population.enteredAt[item]!) {
        excluded.add("done before an import");
        archived++;
      } else if (log.items.historyComplete[item] === 0 || hasNoStatusHistory(facts, item)) excluded.add("history incomplete");
      else if (lifecycle.doneInBulk[item] === 1) excluded.add("closed in a bulk transition");
      else {
        const isRejected = agentCodeRejected(facts, item, doneAt);
        const executor = isRejected ? "agent" : executorOf(facts, item, doneAt);
        if (executor === "unknown") {
          excluded.add("carried out by an unknown kind of actor");
          continue;
        }
        finished++;
        if (executor !== "agent") continue;
        const isReopened = lifecycle.reopenedAt[item]! - doneAt <= FOLLOW_UP_MS;
        if (isRejected || isReopened) {
          rejected++;
          const why = isReopened ? "reopened within 30 d" : "its pull request was turned down";
          examples.add("misses", item, doneAt, () => `carried out by an AI agent, ${why}`);
        } else {
          accepted++;
          examples.add("meets", item, doneAt, () => "carried out by an AI agent and accepted");
        }
      }
    }
    // An archive was not finished here: it says nothing of how much of the present work can be told.
    const untold = excluded.total - archived;
    const coverage = coverageOf(finished, untold);
    if (finished + untold >= MINIMUM && coverage < LEAST_KNOWN_SHARE) {
      const percent = Math.round(100 * coverage);
      return cannotTell(
        `Of only ${percent} % of the finished items can be told who carried them out.`,
        finished,
        excluded.toExclusions(),
      );
    }
    if (finished < MINIMUM) return tooFew("items finished 30 days to 17 weeks ago", finished, MINIMUM, excluded.toExclusions());
    return percentage(accepted, finished, {
      coverage,
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: { "carried out by agents": accepted + rejected, "of them accepted": accepted },
      warnings: [],
    });
  },
});
