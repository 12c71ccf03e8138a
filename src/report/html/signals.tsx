import { DIMENSIONS } from "../../model/measure.ts";
import type { Result, SignalVerdict } from "../../model/result.ts";
import { percent, quantity, quantityWithUnit } from "../wording.ts";
import { Examples } from "./parts.tsx";

/** Every signal: what it is, what came out, how sure, from how much. */
export function Signals({ result }: { result: Result }) {
  return (
    <>
      {DIMENSIONS.map((dimension) => (
        <>
          <h3>{dimension[0]!.toUpperCase() + dimension.slice(1)}</h3>
          {result.signals
            .filter((signal) => signal.dimension === dimension)
            .map((signal) => (
              <SignalRow signal={signal} />
            ))}
        </>
      ))}
    </>
  );
}

function SignalRow({ signal }: { signal: SignalVerdict }) {
  const measured = signal.value !== null && signal.interval90 !== null;
  return (
    <details class={`row ${measured ? "L" : "I"}`} id={`s-${signal.id}`}>
      <summary>
        <span class="soft num">{signal.reference}</span>
        <span class={measured ? "" : "soft"}>{signal.title}</span>
        <span />
        <span class="num gauge-text">{measured ? quantityWithUnit(signal.value ?? 0, signal.unit) : "?"}</span>
        <span class="num soft">{measured ? `n ${quantity(signal.sampleSize ?? 0)}` : ""}</span>
      </summary>
      <div class="inside">
        <p>{signal.definition}</p>
        {signal.reason === null ? null : <p class="notice">{signal.reason}</p>}
        {signal.interval90 === null ? null : (
          <p>
            90 % interval {quantity(signal.interval90[0])} to {quantity(signal.interval90[1])}; {percent(signal.coverage ?? 0)} of those in question could be
            used.
          </p>
        )}
        {signal.warnings.map((warning) => (
          <p class="notice">{warning}</p>
        ))}
        <dl class="figures">
          <dt>Ladder, level 1 to 5</dt>
          <dd>{signal.ladder.slice(0, 5).map(quantity).join(" / ")}</dd>
          {Object.entries(signal.details).map(([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{quantity(value)}</dd>
            </>
          ))}
          {Object.entries(signal.excluded).map(([name, value]) => (
            <>
              <dt>left out: {name}</dt>
              <dd>{quantity(value)}</dd>
            </>
          ))}
        </dl>
        <Examples examples={signal.examples} />
      </div>
    </details>
  );
}
