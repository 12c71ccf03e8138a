import { WEEK_MS } from "../../../src/model/window.ts";
import type { Outcome } from "../outcome.ts";
import { writeDirectly } from "../write-directly.ts";
import { judged, measured, simulated, type DrawnCase } from "./drawn-case.ts";

export interface Again {
  readonly now: Outcome;
  /** As of 13 and 26 weeks before, when nothing about its habits was different. */
  readonly earlier13: Outcome;
  readonly earlier26: Outcome;
  /** Judged by every second item, and by the others. */
  readonly halves: readonly [Outcome, Outcome];
}

/** One organisation measured more than once while its habits stay as they are. */
export async function judgeAgain(drawn: DrawnCase): Promise<Again> {
  const { organisation, recorded } = simulated(drawn);
  const { endAt } = recorded.work;
  const history = await writeDirectly(recorded, endAt, organisation.withCode);
  const at = (weeks: number) => judged(organisation, measured(history, endAt - weeks * WEEK_MS));
  const half = (parity: number) =>
    judged(
      organisation,
      measured(history, endAt, (item) => Number(item.slice(-1)) % 2 === parity),
    );
  return { now: at(0), earlier13: at(13), earlier26: at(26), halves: [half(0), half(1)] };
}
