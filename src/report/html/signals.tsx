import { DIMENSIONS, type Outcome } from "../../model/measure.ts";
import type { Result, SignalVerdict } from "../../model/result.ts";
import { DIMENSION_NAMES, percent, quantity, quantityWithUnit } from "../wording.ts";
import { Ladder, LadderHead } from "./ladder.tsx";
import { Examples, Fold } from "./parts.tsx";

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  measured: "measured",
  "insufficient-data": "too little data",
  "not-supported": "not measured",
  "not-applicable": "does not apply",
  failed: "failed",
};

/** Every signal: what it is, what came out, how sure, from how much. Measured ones first. */
export function Signals({ result }: { result: Result }) {
  const users = new Map<string, string[]>();
  for (const { id, signals } of result.characteristics)
    for (const part of signals) users.set(part.id, [...(users.get(part.id) ?? []), id]);
  return (
    <>
      <p class="soft">
        What was measured, on which sample. The dot is the value on the signal's own ladder of levels 1 to 5, better to the right;
        the band is its 90 % interval. Where the data cannot tell, the row says why.
      </p>
      <p class="soft paper">
        On paper the rows are short. Opened in a browser, this file shows the definition, the limits and the items of each signal.
      </p>
      {DIMENSIONS.map((dimension) => {
        const signals = result.signals.filter((signal) => signal.dimension === dimension);
        const ordered = [...signals.filter((one) => one.value !== null), ...signals.filter((one) => one.value === null)];
        return (
          <>
            <div class="head">
              <h3>{DIMENSION_NAMES[dimension]}</h3>
              <LadderHead />
            </div>
            {ordered.map((signal) => (
              <SignalRow signal={signal} users={users.get(signal.id) ?? []} />
            ))}
          </>
        );
      })}
    </>
  );
}

function SignalRow({ signal, users }: { signal: SignalVerdict; users: readonly string[] }) {
  const { value, sampleSize } = signal;
  return (
    <Fold
      id={`s-${signal.id}`}
      class="signal"
      summary={
        <>
          <span class="soft">{signal.reference}</span>
          <span class={value === null ? "soft" : ""}>{signal.title}</span>
          {value === null ? <span class="ladder soft" /> : <Ladder signal={signal} />}
          <span class={value === null ? "num soft" : "num"}>
            {value === null ? OUTCOME_WORDS[signal.outcome] : quantityWithUnit(value, signal.unit)}
          </span>
          <span class="num soft sample">{value === null || sampleSize === null ? "" : `of ${quantity(sampleSize)}`}</span>
        </>
      }
    >
      <p class="screen">{signal.definition}</p>
      {signal.reason === null ? null : <p class="notice">{signal.reason}</p>}
      <FiguresOnPaper signal={signal} />
      {signal.ladder.length === 0 ? null : (
        <div class="screen">
          <Ladder signal={signal} big />
        </div>
      )}
      {signal.warnings.map((warning) => (
        <p class="notice">{warning}</p>
      ))}
      <div class="screen">
        <Figures signal={signal} />
        <Limits signal={signal} />
        {users.length === 0 ? null : (
          <p class="soft">
            Read by{" "}
            {users.map((id, at) => (
              <>
                {at === 0 ? "" : ", "}
                <a href={`#c-${id}`}>{id}</a>
              </>
            ))}
            .
          </p>
        )}
        <Examples examples={signal.examples} />
      </div>
    </Fold>
  );
}

/** What the ladder rests on, and when not to rely on the value. */
function Limits({ signal: { basis, limits } }: { signal: SignalVerdict }) {
  return (
    <>
      <p class="soft">
        {basis === null ? "" : `The ladder rests on ${BASIS_WORDS[basis.kind]}: ${basis.source.replace(/\.$/, "")}. `}
        {limits.join(" ")}
      </p>
    </>
  );
}

const BASIS_WORDS = { published: "published numbers", analytic: "an analytic result", prior: "an expert estimate" } as const;

/** What says how far a value can be relied on, in one line. */
function FiguresOnPaper({ signal: { interval90, coverage, excluded } }: { signal: SignalVerdict }) {
  const left = Object.entries(excluded).map(([name, count]) => `${name} ${quantity(count)}`);
  const parts = [
    interval90 === null ? null : `90 %: ${quantity(interval90[0])} to ${quantity(interval90[1])}`,
    coverage === null ? null : `${percent(coverage)} of those in question could be used`,
    left.length === 0 ? null : `left out: ${left.join(", ")}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : <p class="soft paper">{parts.join("; ")}.</p>;
}

function Figures({ signal }: { signal: SignalVerdict }) {
  const { value, interval90, sampleSize, minimumSample, needed, coverage, unit } = signal;
  const rows: [string, string][] = [];
  if (value !== null && interval90 !== null)
    rows.push(["Value", `${quantityWithUnit(value, unit)} (90 %: ${quantity(interval90[0])} to ${quantity(interval90[1])})`]);
  if (sampleSize !== null) rows.push(["Sample", `${quantity(sampleSize)}, at least ${quantity(minimumSample)} asked for`]);
  if (needed !== null && needed > 0) rows.push(["Missing", `${quantity(Math.ceil(needed))} more`]);
  if (coverage !== null) rows.push(["Coverage", `${percent(coverage)} of those in question could be used`]);
  rows.push(["Kinds of evidence", signal.families.join(", ")]);
  for (const [name, count] of Object.entries(signal.details)) rows.push([name, quantity(count)]);
  for (const [name, count] of Object.entries(signal.excluded)) rows.push([`left out: ${name}`, quantity(count)]);
  return (
    <dl class="pairs">
      {rows.map(([name, text]) => (
        <>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </>
      ))}
    </dl>
  );
}
