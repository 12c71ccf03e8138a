import { findActivity } from "./activity.ts";
import { findBlocked } from "./blocked.ts";
import { learnCalendar } from "./calendar.ts";
import type { EventLog } from "./columns.ts";
import { findDependencies } from "./dependencies.ts";
import type { Facts } from "./facts.ts";
import { findInteractions } from "./interactions.ts";
import { findLifecycle } from "./lifecycle.ts";
import { findOwnership } from "./ownership.ts";
import { countPeople } from "./people.ts";
import { findPopulation } from "./population.ts";
import { judgeQuality } from "./quality.ts";
import { learnService } from "./service.ts";
import { findTwins } from "./twins.ts";
import { findVisits } from "./visits.ts";

/** Facts about a log. Nothing is computed until it is asked for, and nothing twice. */
export function createFacts(log: EventLog): Facts {
  return new LazyFacts(log);
}

/**
 * How each fact is made from the others. A class, so that the facts of all logs have one shape: with getters of their own V8 takes each for a dictionary, and
 * whatever was compiled for the facts of one date is thrown away at the next.
 */
class LazyFacts implements Facts {
  readonly log: EventLog;
  #visits: Facts["visits"] | undefined;
  #population: Facts["population"] | undefined;
  #lifecycle: Facts["lifecycle"] | undefined;
  #ownership: Facts["ownership"] | undefined;
  #dependencies: Facts["dependencies"] | undefined;
  #blocked: Facts["blocked"] | undefined;
  #activity: Facts["activity"] | undefined;
  #calendar: Facts["calendar"] | undefined;
  #service: Facts["service"] | undefined;
  #quality: Facts["quality"] | undefined;
  #people: Facts["people"] | undefined;
  #twins: Facts["twins"] | undefined;
  #interactions: Facts["interactions"] | undefined;

  constructor(log: EventLog) {
    this.log = log;
  }

  get visits(): Facts["visits"] {
    return (this.#visits ??= findVisits(this.log));
  }

  get population(): Facts["population"] {
    return (this.#population ??= findPopulation(this.log, this.visits));
  }

  get lifecycle(): Facts["lifecycle"] {
    return (this.#lifecycle ??= findLifecycle(this.log, this.visits, this.population));
  }

  get ownership(): Facts["ownership"] {
    return (this.#ownership ??= findOwnership(this.log));
  }

  get dependencies(): Facts["dependencies"] {
    return (this.#dependencies ??= findDependencies(this.log));
  }

  get blocked(): Facts["blocked"] {
    return (this.#blocked ??= findBlocked(this.log, this.visits, this.dependencies, this.population));
  }

  get activity(): Facts["activity"] {
    return (this.#activity ??= findActivity(this.log, this.population));
  }

  get calendar(): Facts["calendar"] {
    return (this.#calendar ??= learnCalendar(this.log, this.activity, this.population));
  }

  get service(): Facts["service"] {
    return (this.#service ??= learnService(this.log, this.visits, this.lifecycle, this.population));
  }

  get quality(): Facts["quality"] {
    return (this.#quality ??= judgeQuality(this.log, this.population, this.activity));
  }

  get people(): Facts["people"] {
    return (this.#people ??= countPeople(this.log, this.activity));
  }

  get twins(): Facts["twins"] {
    return (this.#twins ??= findTwins(this.log, this.population, this.lifecycle));
  }

  get interactions(): Facts["interactions"] {
    return (this.#interactions ??= findInteractions(this.log, this.population, this.lifecycle, this.activity));
  }
}
