import type { EventLog } from "./columns.ts";
import type { Facts } from "./facts.ts";

/** Facts about a log, each computed once, when first asked for. */
export function createFacts(log: EventLog): Facts {
  const pending = (): never => {
    throw new Error("this fact is not computed yet");
  };
  return {
    log,
    get population() {
      return pending();
    },
    get lifecycle() {
      return pending();
    },
    get visits() {
      return pending();
    },
    get ownership() {
      return pending();
    },
    get blocked() {
      return pending();
    },
    get dependencies() {
      return pending();
    },
    get activity() {
      return pending();
    },
    get calendar() {
      return pending();
    },
    get service() {
      return pending();
    },
    get quality() {
      return pending();
    },
    get people() {
      return pending();
    },
  };
}
