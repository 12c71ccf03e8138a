import { TRACE_ASSIGNEE, TRACE_PULL_REQUEST, TRACE_TEXT } from "../../src/event-log/facts.ts";
import { hasKeysNeverRead, KEYS_NOT_READ } from "../../src/event-log/named-keys.ts";
import { ExamplePicker, percentage, tooFew } from "../answer.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 30;

export const signal = defineSignal({
  id: "dependency-visibility",
  reference: "S22",
  title: "Dependency visibility",
  dimension: "coordination",
  unit: "%",
  better: "higher",
  definition:
    "Work between teams that has a typed link (blocks, depends on, parent), set while both items were open, of all work between teams that leaves another trace: an item " +
    "that names another team's item, and an item that is assigned to, or changed in code by, somebody at home in another team. 0 % = teams depend on each other without a link.",
  source: "Luders et al. 2022 and 2023 on link types; the rungs are expert priors.",
  limits: [
    "The traces are themselves only a part of all: what was asked for in a conversation is not seen.",
    "Mentions of people are not read, nor are references by an address that holds no key.",
    "Histories that were read before keys in texts were kept show fewer traces until they are read again; where no text names anything, the answer says so.",
    "Not applicable where there is a single team; items that moved between teams are left out.",
  ],
  guard: "Links must connect items whose lives overlap; links that nothing else confirms add nothing.",
  families: ["field", "text"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["links", "comment-texts"],
  needs: ["log", "interactions"],
  measure({ log, interactions }, scope) {
    const { items } = log;
    const first = items.team.find((team) => team >= 0);
    if (!items.team.some((team) => team >= 0 && team !== first))
      return { outcome: "not-applicable", reason: "There is one team only, so there are no dependencies between teams." };
    const inScope = new Uint8Array(items.count);
    for (const item of scope.items) inScope[item] = 1;
    const found = interactions
      .in(scope.window)
      .filter(({ item, other }) => inScope[item] === 1 || (other >= 0 && inScope[other] === 1));
    const notRead = hasKeysNeverRead(log) ? [KEYS_NOT_READ] : [];
    if (found.length < MINIMUM) {
      const answer = tooFew("traces of work between teams", found.length, MINIMUM);
      return answer.outcome === "insufficient-data" ? { ...answer, reason: [answer.reason, ...notRead].join(" ") } : answer;
    }
    const examples = new ExamplePicker(log);
    const shown = { text: 0, assignee: 0, "pull request": 0 };
    let linked = 0;
    for (const { item, other, at, traces, isLinked } of found) {
      if ((traces & TRACE_TEXT) !== 0) shown.text++;
      if ((traces & TRACE_ASSIGNEE) !== 0) shown.assignee++;
      if ((traces & TRACE_PULL_REQUEST) !== 0) shown["pull request"]++;
      if (isLinked) linked++;
      examples.add(isLinked ? "meets" : "misses", item, at, () =>
        other >= 0
          ? `named together with ${items.key[other]!} of another team, ${isLinked ? "and linked" : "without a link"}`
          : `people of another team work on it, ${isLinked ? "with" : "without"} a link to an item of theirs`,
      );
    }
    return percentage(linked, found.length, {
      coverage: 1,
      excluded: {},
      examples: examples.toExamples(),
      details: {
        "shown by a key in a text or a relation": shown.text,
        "shown by an assignee of another team": shown.assignee,
        "shown by a pull request": shown["pull request"],
      },
      warnings: notRead,
    });
  },
});
