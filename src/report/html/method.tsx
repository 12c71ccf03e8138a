import type { Result } from "../../model/result.ts";
import { lastDay, quantity } from "../wording.ts";
import { Foreign } from "./parts.tsx";

/** The rule in words, what departs from the shipped one, and what it takes to compute the same again. */
export function Method({ result }: { result: Result }) {
  const { provenance, ruleset, window } = result;
  return (
    <>
      <p>
        Each signal's value is placed on a ladder of levels. A characteristic of level k is largely attained where its signals
        together stand at rung k, and fully a rung above; a weak signal pulls more than a strong one lifts. In the shipped ruleset
        attainment up to 15 % is N, up to 50 % P, up to 85 % L, and above that F.
      </p>
      <p>
        A level is attained when at least three of its characteristics could be rated, none is N, and all but one named gap are L
        or F, there and at every level below. A whole of several teams has the level that enough of its people work at, and no
        team may lag by more than one.
      </p>
      <p>
        {quantity(provenance.draws)} draws from the uncertainty of every value give the chances. The interval of the index also
        reaches over what of the next level could not be judged, and the wider one lets the thresholds vary too. What cannot be
        measured is never counted as zero: it leaves the level open instead.
      </p>
      {ruleset.deviations.length === 0 ? (
        <p>The ruleset is the one that is shipped.</p>
      ) : (
        <>
          <p>The ruleset departs from the one that is shipped:</p>
          <ul class="plain">
            {ruleset.deviations.map((deviation) => (
              <li class="P">{deviation}</li>
            ))}
          </ul>
        </>
      )}
      <h3>Provenance</h3>
      <dl class="pairs">
        <dt>Made by</dt>
        <dd>{provenance.product}</dd>
        <dt>Window</dt>
        <dd>
          {window.startAt} to {window.endAt} (UTC, the end not included; last day {lastDay(window.endAt)})
        </dd>
        <dt>Ruleset</dt>
        <dd>
          {ruleset.version} <code>{ruleset.hash}</code>
        </dd>
        <dt>History</dt>
        <dd>
          {quantity(provenance.pages)} pages <code>{provenance.pagesHash}</code>
        </dd>
        <dt>Seed and draws</dt>
        <dd>
          <Foreign>{provenance.seed}</Foreign>, {quantity(provenance.draws)}
        </dd>
      </dl>
      <p class="soft">The whole result stands in this file as JSON, in the element with the id "result".</p>
    </>
  );
}
