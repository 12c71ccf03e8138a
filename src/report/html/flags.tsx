import type { Flag } from "../../model/flag.ts";
import type { SignalVerdict } from "../../model/result.ts";
import { FLAG_NAMES, flagLine } from "../flag-wording.ts";
import { day } from "../wording.ts";
import { Examples, Fold, Foreign } from "./parts.tsx";

/** Steps in how work is written down, and sweeps: each with its figures before and since, and some items. */
export function Flags({ flags, signals }: { flags: readonly Flag[]; signals: readonly SignalVerdict[] }) {
  return (
    <>
      <p class="soft">
        Questions to ask, not findings: the level counts what was recorded, and here something in the recording changed that may
        have nothing to do with the work.
      </p>
      {flags.map((flag) => (
        <Fold
          class="block"
          summary={
            <span>
              {FLAG_NAMES[flag.kind]} <small>since {day(flag.at)}</small>
            </span>
          }
        >
          <p class="notice">
            <Foreign>{flagLine(flag, signals)}</Foreign>
          </p>
          <Examples examples={flag.examples} />
        </Fold>
      ))}
    </>
  );
}
