import { LEVELS, LEVEL_NAMES } from "../../model/level.ts";
import type { CharacteristicVerdict, Result, SignalVerdict } from "../../model/result.ts";
import { percent, quantity, quantityWithUnit, RATING_SYMBOLS, RATING_WORDS } from "../wording.ts";
import { Examples, Gauge } from "./parts.tsx";

/** The 25 sentences with their ratings; each opens to what carries it. */
export function Profile({ result }: { result: Result }) {
  const signals = new Map(result.signals.map((signal) => [signal.id, signal]));
  return (
    <>
      <p class="soft">
        N not, P partially, L largely, F fully attained; ? cannot be judged from this data; - does not apply. The ticks are the bounds between
        the ratings, the thin line is the 90 % interval. Open a row for its evidence.
      </p>
      {LEVELS.map((level) => (
        <>
          <h3>
            Level {level} {LEVEL_NAMES[level]}
            {level === 1 ? ": how far it is left behind" : ""}
          </h3>
          {result.characteristics
            .filter((characteristic) => characteristic.level === level)
            .map((characteristic) => (
              <Row verdict={characteristic} signals={signals} />
            ))}
        </>
      ))}
    </>
  );
}

function Row({ verdict, signals }: { verdict: CharacteristicVerdict; signals: ReadonlyMap<string, SignalVerdict> }) {
  return (
    <details class={`row ${verdict.rating}`} id={`c-${verdict.id}`}>
      <summary>
        <span class="soft num">{verdict.id}</span>
        <span class={verdict.attainment === null ? "soft" : ""}>{verdict.text}</span>
        <span class="grade" title={RATING_WORDS[verdict.rating]}>
          {RATING_SYMBOLS[verdict.rating]}
        </span>
        <Gauge share={verdict.attainment} interval={verdict.interval90} rating={verdict.rating} />
        <span class="num">{verdict.attainment === null ? "" : percent(verdict.attainment)}</span>
      </summary>
      <div class="inside">
        {verdict.reason === null ? null : <p>{verdict.reason}</p>}
        {verdict.attainment === null ? null : (
          <p>
            Attained to {percent(verdict.attainment)}
            {verdict.interval90 === null ? "" : ` (90 %: ${percent(verdict.interval90[0])} to ${percent(verdict.interval90[1])})`}; the sentence
            describes them now to {percent(verdict.descriptorMatch ?? 0)}. Evidence: {verdict.evidenceFamilies.join(", ")}; {percent(verdict.coverage)} of
            the weight could be measured.
          </p>
        )}
        {[...verdict.limitedBy, ...verdict.flags].map((note) => (
          <p class="notice">{note}</p>
        ))}
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th>Signal</th>
                <th class="num">Weight</th>
                <th class="num">Value</th>
                <th class="num">90 %</th>
                <th class="num">L from</th>
                <th class="num">F from</th>
                <th class="num">Desirability</th>
              </tr>
            </thead>
            <tbody>
              {verdict.signals.map((part) => {
                const signal = signals.get(part.id);
                return (
                  <tr>
                    <td>
                      <a href={`#s-${part.id}`}>{signal?.title ?? part.id}</a>
                      {part.primary ? <small> primary</small> : null}
                      {signal?.reason ? (
                        <>
                          <br />
                          <small>{signal.reason}</small>
                        </>
                      ) : null}
                    </td>
                    <td class="num">{percent(part.weight)}</td>
                    <td class="num">{signal?.value == null ? "?" : quantityWithUnit(signal.value, signal.unit)}</td>
                    <td class="num">{signal?.interval90 == null ? "" : `${quantity(signal.interval90[0])} to ${quantity(signal.interval90[1])}`}</td>
                    <td class="num">{quantity(part.largely)}</td>
                    <td class="num">{quantity(part.fully)}</td>
                    <td class="num">{part.desirability === null ? "" : percent(part.desirability)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        <Examples examples={verdict.examples} />
        <h3>What cannot be seen</h3>
        {verdict.blindSpots.map((spot) => (
          <p>{spot}</p>
        ))}
        <h3>How to get there</h3>
        <p>{verdict.remediation}</p>
      </div>
    </details>
  );
}
