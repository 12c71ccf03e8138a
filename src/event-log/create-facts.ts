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
 * whatever was compiled for the facts of one date is thrown away at the next. Its fields are `private` and not `#`, which V8 checks at every access.
 */
class LazyFacts implements Facts {
  readonly log: EventLog;
  private foundVisits: Facts["visits"] | undefined;
  private foundPopulation: Facts["population"] | undefined;
  private foundLifecycle: Facts["lifecycle"] | undefined;
  private foundOwnership: Facts["ownership"] | undefined;
  private foundDependencies: Facts["dependencies"] | undefined;
  private foundBlocked: Facts["blocked"] | undefined;
  private foundActivity: Facts["activity"] | undefined;
  private foundCalendar: Facts["calendar"] | undefined;
  private foundService: Facts["service"] | undefined;
  private foundQuality: Facts["quality"] | undefined;
  private foundPeople: Facts["people"] | undefined;
  private foundTwins: Facts["twins"] | undefined;
  private foundInteractions: Facts["interactions"] | undefined;

  constructor(log: EventLog) {
    this.log = log;
  }

  get visits(): Facts["visits"] {
    return (this.foundVisits ??= findVisits(this.log));
  }

  get population(): Facts["population"] {
    return (this.foundPopulation ??= findPopulation(this.log, this.visits));
  }

  get lifecycle(): Facts["lifecycle"] {
    return (this.foundLifecycle ??= findLifecycle(this.log, this.visits, this.population));
  }

  get ownership(): Facts["ownership"] {
    return (this.foundOwnership ??= findOwnership(this.log));
  }

  get dependencies(): Facts["dependencies"] {
    return (this.foundDependencies ??= findDependencies(this.log));
  }

  get blocked(): Facts["blocked"] {
    return (this.foundBlocked ??= findBlocked(this.log, this.visits, this.dependencies, this.population));
  }

  get activity(): Facts["activity"] {
    return (this.foundActivity ??= findActivity(this.log, this.population));
  }

  get calendar(): Facts["calendar"] {
    return (this.foundCalendar ??= learnCalendar(this.log, this.activity, this.population));
  }

  get service(): Facts["service"] {
    return (this.foundService ??= learnService(this.log, this.visits, this.lifecycle, this.population));
  }

  get quality(): Facts["quality"] {
    return (this.foundQuality ??= judgeQuality(this.log, this.population, this.activity));
  }

  get people(): Facts["people"] {
    return (this.foundPeople ??= countPeople(this.log, this.activity));
  }

  get twins(): Facts["twins"] {
    return (this.foundTwins ??= findTwins(this.log, this.population, this.lifecycle));
  }

  get interactions(): Facts["interactions"] {
    return (this.foundInteractions ??= findInteractions(this.log, this.population, this.lifecycle, this.activity));
  }
}
