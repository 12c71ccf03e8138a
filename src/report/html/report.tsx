import { renderToString } from "preact-render-to-string";
import { LEVEL_NAMES, type Level } from "../../model/level.ts";
import { DIMENSIONS } from "../../model/measure.ts";
import type { Gap, Result, TeamVerdict } from "../../model/result.ts";
import { certaintySentence, day, levelTitle, percent, quantity } from "../wording.ts";
import { Gauge, Section } from "./parts.tsx";
import { Profile } from "./profile.tsx";
import { Signals } from "./signals.tsx";
import { Steps } from "./steps.tsx";
import { STYLE } from "./style.ts";

/**
 * One HTML file: no network, no script that runs, prints well, light and dark. The whole result is embedded as JSON, so that the file is
 * also the record. Foreign text only ever becomes text nodes and attribute values, which the renderer escapes.
 */
export function renderHtml(result: Result): string {
  const title = `${result.workspace}: ${levelTitle(result.level.best)}`;
  const body = renderToString(<Report result={result} />);
  // "<" is the only character that could end the script element early.
  const json = JSON.stringify(result).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="generator" content="${escapeAttribute(result.provenance.product)}">
<title>${escapeAttribute(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
<script type="application/json" id="result">${json}</script>
</body>
</html>
`;
}

function escapeAttribute(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function Report({ result }: { result: Result }) {
  return (
    <>
      <Head result={result} />
      <main>
        <Gaps result={result} />
        <Next result={result} />
        <Section id="profile" title="The 25 characteristics">
          <Profile result={result} />
        </Section>
        <Flywheel result={result} />
        <Teams result={result} />
        <Section id="signals" title="Signals">
          <p class="soft">What was measured, on which sample, with which interval. "?" means that the data cannot tell, and the row says why.</p>
          <Signals result={result} />
        </Section>
        <Data result={result} />
        <How result={result} />
      </main>
      <footer>
        <p>{result.statement}</p>
        <p>
          {result.provenance.product}, ruleset {result.ruleset.version} <code>{result.ruleset.hash.slice(0, 16)}</code>, history <code>{result.provenance.pagesHash.slice(0, 16)}</code> from {quantity(result.provenance.pages)} pages.
        </p>
      </footer>
    </>
  );
}

function Head({ result }: { result: Result }) {
  const { level, index, diagnostics } = result;
  return (
    <header>
      <div class="meta">
        <span>{result.workspace}</span>
        <span>
          {result.window.effectiveWeeks} weeks to {day(result.asOf)}
        </span>
      </div>
      <div class="split">
        <div>
          <h1>{levelTitle(level.best)}</h1>
          <p class="lead">{certaintySentence(level)}</p>
          {level.notAssessable === null ? null : <p>{level.notAssessable.reason}</p>}
          {result.complete ? null : <p class="notice">The data is incomplete; see "Data" below for what is missing.</p>}
          <dl class="figures">
            {index.score5 === null || index.interval90 === null ? null : (
              <>
                <dt>Index</dt>
                <dd>
                  {index.score5.toFixed(1)} of 5 (90 %: {index.interval90[0].toFixed(1)} to {index.interval90[1].toFixed(1)}
                  {index.interval90WithThresholds === null
                    ? ""
                    : `; with uncertain thresholds ${index.interval90WithThresholds[0].toFixed(1)} to ${index.interval90WithThresholds[1].toFixed(1)}`}
                  )
                </dd>
                <dt>On 0 to 100</dt>
                <dd>{Math.round(index.score100 ?? 0)}</dd>
              </>
            )}
            {index.minimalDetectableChange === null ? null : (
              <>
                <dt>Noise</dt>
                <dd>changes under {index.minimalDetectableChange.toFixed(1)} of 5 are not detectable</dd>
              </>
            )}
            <dt>Stricter readings</dt>
            <dd>
              no tolerated gap: {level.strict ?? "?"}; ISO 33020: {level.isoStrict ?? "?"}
            </dd>
            <dt>Measured on</dt>
            <dd>
              {quantity(diagnostics.items)} items, {quantity(diagnostics.events)} events
            </dd>
          </dl>
        </div>
        <figure style="margin:0">
          <Steps level={level} />
          <figcaption class="soft">
            <small>The chance of standing on each step or higher. Dashed: cannot be judged yet.</small>
          </figcaption>
        </figure>
      </div>
    </header>
  );
}

function Gaps({ result }: { result: Result }) {
  const { best, gaps } = result.level;
  if (gaps.length === 0) return null;
  const target = Math.min(5, (best ?? 1) + 1) as Level;
  const blocking = gaps.filter((gap) => !gap.tolerated);
  const tolerated = gaps.filter((gap) => gap.tolerated);
  return (
    <Section id="gaps" title={`What stands between here and level ${target} ${LEVEL_NAMES[target]}`}>
      <GapList gaps={blocking} />
      {tolerated.length === 0 ? null : (
        <>
          <h3>Open but tolerated: the rule allows one named gap a level</h3>
          <GapList gaps={tolerated} />
        </>
      )}
    </Section>
  );
}

function GapList({ gaps }: { gaps: readonly Gap[] }) {
  return (
    <ul class="plain">
      {gaps.map((gap) => (
        <li class={gap.rating ?? "I"}>{gap.kind === "team" ? gap.sentence : <a href={`#c-${gap.id}`}>{gap.sentence}</a>}</li>
      ))}
    </ul>
  );
}

function Next({ result }: { result: Result }) {
  if (result.next.length === 0) return null;
  return (
    <Section id="next" title="Look at next">
      <ol class="next">
        {result.next.map((step) => (
          <li>
            {step.sentence}
            {step.kind === "evidence" ? <small> (changes what can be seen, not how mature the work is)</small> : null}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Flywheel({ result }: { result: Result }) {
  return (
    <Section id="c4" title="C4 flywheel">
      <div class="c4">
        {DIMENSIONS.map((dimension) => {
          const { score, interval90, coverage, institutionalisation } = result.c4[dimension];
          const share = score === null ? null : score / 100;
          return (
            <div>
              <div>{dimension[0]!.toUpperCase() + dimension.slice(1)}</div>
              <strong>{score === null ? "?" : Math.round(score)}</strong>
              <Gauge
                share={share}
                interval={interval90 === null ? null : [interval90[0] / 100, interval90[1] / 100]}
                rating={share === null ? "I" : share > 0.5 ? "L" : share > 0.15 ? "P" : "N"}
              />
              <small>
                {percent(coverage)} of it could be seen
                {institutionalisation === null ? "" : `; weakest quarter of teams at ${percent(institutionalisation)} of the middle one`}
              </small>
            </div>
          );
        })}
      </div>
    </Section>
  );
}

function Teams({ result }: { result: Result }) {
  if (result.teams.length === 0) return null;
  return (
    <Section id="teams" title="Teams">
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>Team</th>
              <th>Level</th>
              <th class="num">Index</th>
              <th class="num">People</th>
              <th class="num">Items</th>
              <th>Note</th>
            </tr>
          </thead>
          <tbody>
            {result.teams.map((team) => (
              <TeamRow team={team} />
            ))}
          </tbody>
        </table>
      </div>
      {result.breadth.map((step) => (
        <p>
          Level {step.level} or higher: {step.teams} of {step.of} teams, {percent(step.peopleShare)} of the people in them.
        </p>
      ))}
      <p class="soft">Groups under five active people are not shown. Nothing here is about a person.</p>
    </Section>
  );
}

function TeamRow({ team }: { team: TeamVerdict }) {
  const best = team.level?.best ?? null;
  const chance = best === null ? null : (team.level?.atLeast?.[`${best}`] ?? null);
  return (
    <tr>
      <td>{team.name}</td>
      <td>
        {best === null ? "?" : `${best} ${LEVEL_NAMES[best]}`}
        {chance === null ? null : <small> {percent(chance)}</small>}
      </td>
      <td class="num">{team.index?.score5?.toFixed(1) ?? ""}</td>
      <td class="num">{team.activePeople ?? ""}</td>
      <td class="num">{team.items === null ? "" : quantity(team.items)}</td>
      <td class="soft">{team.reason}</td>
    </tr>
  );
}

function Data({ result }: { result: Result }) {
  const { diagnostics } = result;
  return (
    <Section id="data" title="Data">
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>Stream</th>
              <th>Status</th>
              <th class="num">Stored</th>
              <th class="num">Tool says</th>
              <th class="num">Requests</th>
              <th>Problem</th>
            </tr>
          </thead>
          <tbody>
            {result.streams.map((stream) => (
              <tr>
                <td>
                  {stream.connection}/{stream.stream}
                </td>
                <td>{stream.status}</td>
                <td class="num">{quantity(stream.stored)}</td>
                <td class="num">{stream.vendorTotal === null ? "" : quantity(stream.vendorTotal)}</td>
                <td class="num">{quantity(stream.requests)}</td>
                <td>{stream.problem === null ? "" : `${stream.problem.what} ${stream.problem.todo}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl class="figures">
        <dt>Finished in the window</dt>
        <dd>{quantity(diagnostics.completed)}</dd>
        <dt>Cycle time (not scored)</dt>
        <dd>
          {diagnostics.cycleTimeP50Days === null || diagnostics.cycleTimeP85Days === null
            ? "?"
            : `half within ${quantity(diagnostics.cycleTimeP50Days)} d, 85 % within ${quantity(diagnostics.cycleTimeP85Days)} d`}
        </dd>
        <dt>Log quality</dt>
        <dd>{diagnostics.logQuality === null ? "?" : percent(diagnostics.logQuality)}</dd>
        <dt>ln(arrivals / departures)</dt>
        <dd>{diagnostics.flowBalance === null ? "?" : diagnostics.flowBalance.toFixed(2)}</dd>
      </dl>
      {result.provenance.connections.map((connection) => {
        const limits = Object.entries(connection.provides).filter(([, support]) => support.level !== "full");
        return limits.length === 0 ? null : (
          <details class="row">
            <summary>
              <span />
              <span>What {connection.kind} does not show</span>
              <span />
              <span />
              <span />
            </summary>
            <div class="inside">
              {limits.map(([facet, support]) => (
                <p>
                  <strong>{facet}</strong> ({support.level}): {support.sentence}
                </p>
              ))}
            </div>
          </details>
        );
      })}
    </Section>
  );
}

function How({ result }: { result: Result }) {
  return (
    <Section id="how" title="How it was judged">
      <p>
        Each signal's value is placed on a ladder of six rungs; a characteristic of level k is largely attained where its signals stand at rung k and
        fully attained a rung above. A level is attained when every level up to it has at most one named gap and nothing that is not attained at all.
        {` ${quantity(result.provenance.draws)} `}
        draws from the uncertainty of every value give the chances. Signals that cannot be measured are never counted as zero.
      </p>
      {result.ruleset.deviations.length === 0 ? (
        <p>The ruleset is the one that is shipped.</p>
      ) : (
        <ul class="plain">
          {result.ruleset.deviations.map((deviation) => (
            <li class="P">{deviation}</li>
          ))}
        </ul>
      )}
    </Section>
  );
}
