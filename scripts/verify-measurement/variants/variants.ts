import { ATTACKS } from "../../../fixtures/attacks/index.ts";
import type { RecordedOrganisation } from "../../../fixtures/demo-organisation/recorded.ts";
import { HOUR_MS, WEEK_MS } from "../../../src/model/window.ts";
import type { Random } from "../../../src/statistics/random.ts";
import { changeTimes } from "./change-times.ts";
import { randomProcess, shuffleActors, shuffleLinks, shuffleTimes } from "./controls.ts";
import { addShutdown, importClosed, renameStatuses } from "./placebos.ts";

/** One recorded history made into another: what is told about the same work in another way, or of another work. */
export type Variant = (organisation: RecordedOrganisation, random: Random) => RecordedOrganisation;

/** An attack has had this long to pay by the end of the history. */
const ATTACKED_WEEKS = 26;

export const PLACEBOS: Readonly<Record<string, Variant>> = {
  "statuses renamed": renameStatuses,
  "500 closed items imported": importClosed,
  "two weeks of shutdown": addShutdown,
  "zone + 8 h": (organisation) => changeTimes(organisation, (at) => at + 8 * HOUR_MS),
  "zone - 8 h": (organisation) => changeTimes(organisation, (at) => at - 8 * HOUR_MS),
};

export const CONTROLS: Readonly<Record<string, Variant>> = {
  "times shuffled": shuffleTimes,
  "actors shuffled": shuffleActors,
  "links shuffled": shuffleLinks,
  "random process": randomProcess,
};

const ATTACK_VARIANTS: Readonly<Record<string, Variant>> = Object.fromEntries(
  ATTACKS.map((attack): [string, Variant] => [
    attack.id,
    (organisation, random) => attack.apply(organisation, { startAt: organisation.work.endAt - ATTACKED_WEEKS * WEEK_MS, random }),
  ]),
);

export const VARIANTS: Readonly<Record<string, Variant>> = {
  "as it is": (organisation) => organisation,
  ...PLACEBOS,
  ...CONTROLS,
  ...ATTACK_VARIANTS,
};
