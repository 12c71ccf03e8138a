import { LEVELS, LEVEL_NAMES } from "../../model/level.ts";
import type { CharacteristicVerdict, Result, SignalVerdict } from "../../model/result.ts";
import { contribution } from "../contribution.ts";
import {
  descriptorSentence,
  familiesSentence,
  partsSentence,
  percent,
  quantity,
  quantityWithUnit,
  RATING_SYMBOLS,
  RATING_WORDS,
} from "../wording.ts";
import { Examples, Fold, Gauge, Told, shareWithInterval } from "./parts.tsx";

/** The 25 sentences with their ratings; each opens to what carries it. */
export function Profile({ result }: { result: Result }) {
  const signals = new Map(result.signals.map((signal) => [signal.id, signal]));
  return (
    <>
      <p class="soft">
        N not, P partially, L largely, F fully attained; ? cannot be judged from this data; - does not apply. The cuts in a bar
        are the bounds between the ratings, the line is the 90 % interval.{" "}
        <span class="screen">Open a row for its evidence.</span>
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
    <Fold
      id={`c-${verdict.id}`}
      class={verdict.rating}
      summary={
        <>
          <span class="soft">{verdict.id}</span>
          <span class={verdict.attainment === null ? "soft" : ""}>{verdict.text}</span>
          <span class="grade" title={RATING_WORDS[verdict.rating]}>
            {RATING_SYMBOLS[verdict.rating]}
          </span>
          <Gauge share={verdict.attainment} interval={verdict.interval90} rating={verdict.rating} />
          <span class="num">{verdict.attainment === null ? "" : percent(verdict.attainment)}</span>
        </>
      }
    >
      {verdict.reason === null ? null : <p>{verdict.reason}</p>}
      <Attained verdict={verdict} />
      {[...verdict.limitedBy, ...verdict.flags].map((note) => (
        <p class="notice">{note}</p>
      ))}
      <SignalParts verdict={verdict} signals={signals} />
      <Suffices verdict={verdict} />
      <Examples examples={verdict.examples} />
      <Told title="What cannot be seen">
        {verdict.blindSpots.length === 0 ? <p>No blind spots are known.</p> : null}
        {verdict.blindSpots.map((spot) => (
          <p>{spot}</p>
        ))}
      </Told>
      <Told title="How to get there">
        <p>{verdict.remediation}</p>
      </Told>
    </Fold>
  );
}

function Attained({ verdict }: { verdict: CharacteristicVerdict }) {
  const { attainment, interval90, coverage, observability } = verdict;
  const seen = `${percent(coverage)} of the weight of its signals could be measured; trackers show this sentence ${SHOWN[observability]}.`;
  if (attainment === null) return <p class="soft">{seen}</p>;
  const families = familiesSentence(verdict) === null ? "" : `${familiesSentence(verdict)} `;
  return (
    <p>
      {verdict.level === 1
        ? "Left behind"
        : `${RATING_WORDS[verdict.rating].replace(/^./, (letter) => letter.toUpperCase())} attained`}
      : {shareWithInterval(attainment, interval90)}.{` ${descriptorSentence(verdict)} `}
      {partsSentence(verdict)} {families}
      {seen}
    </p>
  );
}

function Suffices({ verdict: { toSuffice = [], attainment } }: { verdict: CharacteristicVerdict }) {
  if (toSuffice.length === 0) return null;
  return (
    <Told title={attainment === null ? "What would make it sufficient" : "What would make the evidence whole"}>
      <ul>
        {toSuffice.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </Told>
  );
}

const SHOWN = { high: "well", medium: "in part", low: "poorly" } as const;

function SignalParts({ verdict, signals }: { verdict: CharacteristicVerdict; signals: ReadonlyMap<string, SignalVerdict> }) {
  if (verdict.signals.length === 0) return null;
  return (
    <table class="stack">
      <thead>
        <tr>
          <th>Inferred from</th>
          <th class="num">Weight</th>
          <th class="num">Value (90 %)</th>
          <th class="num">Largely at</th>
          <th class="num">Fully at</th>
          <th class="num">Alone</th>
          <th class="num">Share</th>
        </tr>
      </thead>
      <tbody>
        {verdict.signals.map((part) => (
          <PartRow verdict={verdict} part={part} signal={signals.get(part.id)} />
        ))}
      </tbody>
    </table>
  );
}

interface PartRowProps {
  readonly verdict: CharacteristicVerdict;
  readonly part: CharacteristicVerdict["signals"][number];
  readonly signal: SignalVerdict | undefined;
}

function PartRow({ verdict, part, signal }: PartRowProps) {
  const interval = signal?.interval90 == null ? "" : ` (${quantity(signal.interval90[0])} to ${quantity(signal.interval90[1])})`;
  const share = contribution(verdict, part);
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
      <td class="num" data-label="Weight">
        {percent(part.weight)}
      </td>
      <td class="num" data-label="Value (90 %)">
        {signal?.value == null ? "?" : `${quantityWithUnit(signal.value, signal.unit)}${interval}`}
      </td>
      <td class="num" data-label="Largely at">
        {quantity(part.largely)}
      </td>
      <td class="num" data-label="Fully at">
        {quantity(part.fully)}
      </td>
      <td class="num" data-label="Alone">
        {part.desirability === null ? "" : percent(part.desirability)}
      </td>
      <td class="num" data-label="Share">
        {share === null ? "" : percent(share)}
      </td>
    </tr>
  );
}
