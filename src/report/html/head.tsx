import type { ComponentChildren } from "preact";
import { LEVEL_NAMES } from "../../model/level.ts";
import type { Result } from "../../model/result.ts";
import {
  boundsSentence,
  certaintySentence,
  chanceOf,
  indexWords,
  levelTitle,
  nextOpen,
  ownRulesSentence,
  shortHistorySentence,
  period,
  plural,
  quantity,
} from "../wording.ts";
import { Foreign } from "./parts.tsx";
import { Glance, Steps } from "./steps.tsx";

/** The first screen: the level, how sure, and on what. */
export function Head({ result }: { result: Result }) {
  const { level } = result;
  return (
    <header>
      <div class="meta">
        <Foreign>{result.workspace}</Foreign>
        <span>Work Management Maturity, {period(result)}</span>
      </div>
      <div class="split">
        <div>
          <h1>{levelTitle(level.best)}</h1>
          <p class="lead">{certaintySentence(level)}</p>
          {nextOpen(level) === null ? null : <p>{nextOpen(level)}</p>}
          <HeldBack result={result} />
          <p>{boundsSentence(result)}</p>
          {shortHistorySentence(result) === null ? null : <p class="notice">{shortHistorySentence(result)}</p>}
          {ownRulesSentence(result) === null ? null : (
            <p class="notice">
              {ownRulesSentence(result)} <a href="#how">Which they are</a>.
            </p>
          )}
          {result.complete ? null : (
            <p class="notice">
              The data is incomplete: <a href="#data">what is missing</a>.
            </p>
          )}
        </div>
        <figure>
          <Steps level={level} />
          <Glance characteristics={result.characteristics} />
          <figcaption>
            Steps: the chance of standing there or higher; dashed cannot be judged. Letters: the five characteristics of each
            level.
          </figcaption>
        </figure>
      </div>
      <Facts result={result} />
    </header>
  );
}

/** The gap that blocks most, so that a good profile under a lower level explains itself at once. What cannot be judged is said elsewhere. */
function HeldBack({ result }: { result: Result }) {
  const gap = result.level.gaps.find((one) => !one.tolerated && one.kind !== "evidence");
  if (gap === undefined) return null;
  return (
    <p>
      Not level {gap.level} yet: <Foreign>{gap.sentence}</Foreign>{" "}
      <a class="whole" href="#gaps">
        All that holds it back
      </a>
    </p>
  );
}

function Facts({ result }: { result: Result }) {
  const { level, index, diagnostics, characteristics, signals } = result;
  const words = indexWords(index, level);
  const rated = characteristics.filter((one) => one.attainment !== null).length;
  const measured = signals.filter((one) => one.outcome === "measured").length;
  return (
    <dl class="facts">
      <Fact
        name="Confirmed"
        value={level.confirmed === null ? "?" : `Level ${level.confirmed} · ${LEVEL_NAMES[level.confirmed]}`}
      >
        {level.confirmed === null ? "no level can be named" : confirmedNote(result)}
      </Fact>
      <Fact name="Index" value={words === null ? "?" : words.score}>
        {words === null ? (
          "needs a level"
        ) : (
          <>
            {[
              words.score100,
              words.interval === null ? null : `90 %: ${words.interval}`,
              words.intervalWithThresholds === null ? null : `with uncertain thresholds ${words.intervalWithThresholds}`,
            ]
              .filter((part) => part !== null)
              .join("; ")}
            {words.note === null ? "" : `; ${words.note}`}
          </>
        )}
      </Fact>
      <Fact
        name="Stricter readings"
        value={level.strict === null ? "?" : `Level ${level.strict}, by ISO rule ${level.isoStrict ?? "?"}`}
      >
        without the one tolerated gap a level; ISO 33020 also wants every level below fully attained
      </Fact>
      <Fact
        name="Possible"
        value={level.lower === level.upper ? `Level ${level.lower}` : `Level ${level.lower} to ${level.upper}`}
      >
        with everything that could not be judged taken as absent, or as perfect
      </Fact>
      <Fact name="Judged" value={`${rated} of ${plural(characteristics.length, "characteristic", "characteristics")}`}>
        from {measured} of {plural(signals.length, "signal", "signals")} that could be measured
      </Fact>
      <Fact name="Measured on" value={plural(diagnostics.items, "item", "items")}>
        {plural(diagnostics.events, "event", "events")}, {quantity(diagnostics.completed)} finished in the window
        {diagnostics.activePeople === null ? "" : `, ${quantity(diagnostics.activePeople)} active people`}
      </Fact>
    </dl>
  );
}

function confirmedNote(result: Result): string {
  const { confirmed, best } = result.level;
  if (confirmed === null || confirmed === 1) return "asks for nothing";
  const own = `chance ${chanceOf(result.level, confirmed) ?? "unknown"}, 90 % is needed`;
  return confirmed === best ? own : `${own}; the best estimate needs 50 %`;
}

function Fact({ name, value, children }: { name: string; value: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        <small>{children}</small>
      </dd>
    </div>
  );
}
