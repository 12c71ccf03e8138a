import { findActivity } from "./activity.ts";
import { findBlocked } from "./blocked.ts";
import { learnCalendar } from "./calendar.ts";
import type { EventLog } from "./columns.ts";
import { findDependencies } from "./dependencies.ts";
import type { FactName, Facts } from "./facts.ts";
import { findInteractions } from "./interactions.ts";
import { findLifecycle } from "./lifecycle.ts";
import { findOwnership } from "./ownership.ts";
import { countPeople } from "./people.ts";
import { findPopulation } from "./population.ts";
import { judgeQuality } from "./quality.ts";
import { learnService } from "./service.ts";
import { findTwins } from "./twins.ts";
import { findVisits } from "./visits.ts";

/** How each fact is made from the others. */
const RECIPES: { readonly [N in Exclude<FactName, "log">]: (facts: Facts) => Facts[N] } = {
  visits: ({ log }) => findVisits(log),
  population: ({ log, visits }) => findPopulation(log, visits),
  lifecycle: ({ log, visits, population }) => findLifecycle(log, visits, population),
  ownership: ({ log }) => findOwnership(log),
  dependencies: ({ log }) => findDependencies(log),
  blocked: ({ log, visits, dependencies, population }) => findBlocked(log, visits, dependencies, population),
  activity: ({ log, population }) => findActivity(log, population),
  calendar: ({ log, activity, population }) => learnCalendar(log, activity, population),
  service: ({ log, visits, lifecycle, population }) => learnService(log, visits, lifecycle, population),
  quality: ({ log, population, activity }) => judgeQuality(log, population, activity),
  people: ({ log, activity }) => countPeople(log, activity),
  twins: ({ log, population, lifecycle }) => findTwins(log, population, lifecycle),
  interactions: ({ log, population, lifecycle, activity }) => findInteractions(log, population, lifecycle, activity),
};

/** Facts about a log. Nothing is computed until it is asked for, and nothing twice. */
export function createFacts(log: EventLog): Facts {
  const facts: Partial<Facts> & { log: EventLog } = { log };
  for (const [name, recipe] of Object.entries(RECIPES)) {
    Object.defineProperty(facts, name, {
      configurable: true,
      enumerable: true,
      get() {
        const value: unknown = recipe(facts as Facts);
        Object.defineProperty(facts, name, { value, enumerable: true, writable: false });
        return value;
      },
    });
  }
  return facts as Facts;
}
