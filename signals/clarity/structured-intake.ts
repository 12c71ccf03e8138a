import { ACTOR_KIND, type EventLog } from "../../src/event-log/columns.ts";
import { contains } from "../../src/model/window.ts";
import { coverageOf, ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 50;
/** A list of headings is a template when this share of the other items of the same team and type have it too. */
const SHARED_BY = 0.05;
/** Two items with the same headings may be one copied from the other. */
const LEAST_SHARED = 3;
/** Of more empty sections than filled ones nothing was taken in. */
const MOST_EMPTY = 0.5;

export const signal = defineSignal({
  id: "structured-intake",
  reference: "S06",
  title: "Structured intake",
  dimension: "clarity",
  unit: "%",
  better: "higher",
  definition:
    "Created items that came through a template, form, request type or rule, or whose three or more section headings are those of at least 5 % of the other " +
    "items of their team and type, of all created items. 0 % = free text only.",
  source: "Expert prior.",
  limits: [
    "Few tools say which form an item came through: where they do not, only shared headings are seen and the share is a lower bound.",
    "Texts are read as they are now: sections that were added after the creation count too.",
  ],
  guard: "Templates of which more than half of the sections are empty do not count.",
  families: ["text", "field"],
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["descriptions"],
  needs: ["log", "population", "quality"],
  measure({ log, population, quality }, scope) {
    const { items } = log;
    const excluded = new Tally();
    const created: number[] = [];
    for (const item of scope.recent) {
      if (!contains(scope.window, items.createdAt[item]!)) continue;
      if (population.isImported[item] === 1) excluded.add("came with an import");
      else created.push(item);
    }
    if (created.length < MINIMUM) return tooFew("created items", created.length, MINIMUM, excluded.toExclusions());
    const templates = sharedHeadings(log, created);
    const examples = new ExamplePicker(log);
    let structured = 0;
    let [byForm, byRule, byHeadings, hollow] = [0, 0, 0, 0];
    for (const item of created) {
      const { length, emptySectionRatio } = items.description[item]!;
      const isForm = items.structuredIntake[item] === 1;
      const isRule = isMadeByRule(log, item);
      const isShared = templates.has(templateOf(log, item));
      const isHollow = (emptySectionRatio ?? 0) > MOST_EMPTY;
      if ((isForm || isRule || isShared) && !isHollow) {
        structured++;
        if (isForm) byForm++;
        else if (isRule) byRule++;
        else byHeadings++;
        const way = isForm ? "a template or form" : isRule ? "a rule" : "the sections that its peers have";
        examples.add("meets", item, length, () => `created through ${way}`);
        continue;
      }
      if (isHollow) hollow++;
      examples.add("misses", item, -length, () =>
        isHollow ? "a template with most of its sections empty" : length === 0 ? "created without a description" : "free text",
      );
    }
    return percentage(structured, created.length, {
      coverage: coverageOf(created.length, excluded.total),
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {
        "through a template or form": byForm,
        "made by a rule": byRule,
        "with the sections of their peers": byHeadings,
        "mostly empty templates": hollow,
      },
      warnings: quality.allShow(scope.items, "intake-forms")
        ? []
        : [
            "Not every tool here says through which form an item came: of those items only shared headings are seen (lower bound).",
          ],
    });
  },
});

function isMadeByRule(log: EventLog, item: number): boolean {
  const creator = log.items.creator[item]!;
  return creator >= 0 && log.actors.kind[creator] === ACTOR_KIND["automation-rule"];
}

/** Team, type and headings of an item as one text; empty where it has fewer than three headings. */
function templateOf({ items }: EventLog, item: number): string {
  const { headingsHash } = items.description[item]!;
  return headingsHash === null ? "" : `${items.team[item]} ${items.type[item]} ${headingsHash}`;
}

/** Templates that at least 5 % of an item's peers share with it. */
function sharedHeadings(log: EventLog, created: readonly number[]): ReadonlySet<string> {
  const { team, type } = log.items;
  const peers = new Map<string, number>();
  const sharing = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const item of created) {
    count(peers, `${team[item]} ${type[item]}`);
    const template = templateOf(log, item);
    if (template !== "") count(sharing, template);
  }
  const isShared = ([template, items]: readonly [string, number]): boolean => {
    const others = peers.get(template.slice(0, template.lastIndexOf(" ")))! - 1;
    return items >= LEAST_SHARED && items - 1 >= SHARED_BY * others;
  };
  return new Set([...sharing].filter(isShared).map(([template]) => template));
}
