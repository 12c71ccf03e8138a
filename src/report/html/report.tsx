import { INDICATOR_GROUPS } from "../../model/level.ts";
import { DIMENSIONS } from "../../model/measure.ts";
import type { Result } from "../../model/result.ts";
import { cleanResult } from "../clean.ts";
import { safeJson } from "../json.ts";
import { DIMENSION_NAMES, GROUP_NAMES, levelTitle, percent } from "../wording.ts";
import { Data } from "./data.tsx";
import { FLAGS_TITLE } from "../flag-wording.ts";
import { Flags } from "./flags.tsx";
import { Gaps, Next } from "./gaps.tsx";
import { Head } from "./head.tsx";
import { Method } from "./method.tsx";
import { htmlPage } from "./page.ts";
import { ScoreCard, Section } from "./parts.tsx";
import { RECENT_TITLE } from "../trend/wording.ts";
import { Profile } from "./profile.tsx";
import { Progression } from "./progression.tsx";
import { Recent } from "./recent.tsx";
import { RoadmapSection } from "./roadmap.tsx";
import { Signals } from "./signals.tsx";
import { Statements } from "./statements.tsx";
import { Teams } from "./teams.tsx";

/**
 * One HTML file: no network, no script that runs, prints well, light and dark. The whole result is embedded as JSON, so that the file is
 * also the record. Foreign text only ever becomes text nodes and attribute values, which the renderer escapes.
 */
export function renderHtml(result: Result): string {
  const clean = cleanResult(result);
  return htmlPage({
    title: `${clean.workspace}: ${levelTitle(clean.level.best)}`,
    product: clean.provenance.product,
    body: <Report result={clean} />,
    dataId: "result",
    data: safeJson(result),
  });
}

function Report({ result }: { result: Result }) {
  const { next, teams, index, c4, progression, signals, trend, flags = [] } = result;
  return (
    <>
      <Head result={result} />
      <nav aria-label="Sections">
        <a href="#gaps">What holds it back</a>
        {next.length === 0 ? null : <a href="#next">Look at next</a>}
        <a href="#profile">25 characteristics</a>
        {trend === undefined ? null : <a href="#trend">{RECENT_TITLE}</a>}
        <a href="#c4">C4 flywheel</a>
        {progression === undefined ? null : <a href="#progression">What moves work</a>}
        {teams.length === 0 ? null : <a href="#teams">Teams</a>}
        {flags.length === 0 ? null : <a href="#flags">Changes beside the work</a>}
        <a href="#signals">Signals</a>
        <a href="#data">Data</a>
        <a href="#how">How it was judged</a>
      </nav>
      <main>
        <Gaps result={result} />
        {next.length === 0 ? null : (
          <Section id="next" title="Look at next">
            <Next result={result} />
          </Section>
        )}
        <RoadmapSection result={result} />
        <Section id="profile" title="The 25 characteristics">
          <Profile result={result} />
        </Section>
        {trend === undefined ? null : (
          <Section id="trend" title={RECENT_TITLE}>
            <Recent trend={trend} />
          </Section>
        )}
        <Section id="c4" title="C4 flywheel, 0 to 100">
          <div class="cards">
            {DIMENSIONS.map((dimension) => {
              const { score, interval90, coverage, institutionalisation } = c4[dimension];
              return (
                <ScoreCard name={DIMENSION_NAMES[dimension]} score={score} interval={interval90}>
                  <br />
                  {percent(coverage)} of it could be seen
                  {institutionalisation === null
                    ? ""
                    : `; the weakest quarter of teams is at ${percent(institutionalisation)} of the middle one`}
                </ScoreCard>
              );
            })}
          </div>
          <h3>By indicator group</h3>
          <div class="cards five">
            {INDICATOR_GROUPS.map((group) => (
              <ScoreCard name={GROUP_NAMES[group]} score={index.groups[group]} interval={null} />
            ))}
          </div>
        </Section>
        {progression === undefined ? null : (
          <Section id="progression" title="What moves work">
            <Progression axis={progression} />
          </Section>
        )}
        {teams.length === 0 ? null : (
          <Section id="teams" title="Teams">
            <Teams result={result} />
          </Section>
        )}
        <Statements result={result} />
        {flags.length === 0 ? null : (
          <Section id="flags" title={FLAGS_TITLE}>
            <Flags flags={flags} signals={signals} />
          </Section>
        )}
        <Section id="signals" title="Signals">
          <Signals result={result} />
        </Section>
        <Section id="data" title="Data">
          <Data result={result} />
        </Section>
        <Section id="how" title="How it was judged">
          <Method result={result} />
        </Section>
      </main>
      <footer>
        <p>{result.statement}</p>
      </footer>
    </>
  );
}
