import { renderToString } from "preact-render-to-string";
import { INDICATOR_GROUPS } from "../../model/level.ts";
import { DIMENSIONS } from "../../model/measure.ts";
import type { Result } from "../../model/result.ts";
import { cleanResult } from "../clean.ts";
import { safeJson } from "../json.ts";
import { DIMENSION_NAMES, GROUP_NAMES, levelTitle, percent } from "../wording.ts";
import { Data } from "./data.tsx";
import { Gaps, Next } from "./gaps.tsx";
import { Head } from "./head.tsx";
import { Method } from "./method.tsx";
import { ScoreCard, Section } from "./parts.tsx";
import { Profile } from "./profile.tsx";
import { Signals } from "./signals.tsx";
import { STYLE } from "./style.ts";
import { Teams } from "./teams.tsx";

/** The one style that the page may apply: its policy names it by hash, so that nothing in foreign text can bring another. */
const STYLE_HASH = btoa(
  String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(STYLE)))),
);
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'`;
/** A small staircase; also keeps browsers from asking a server for one. */
const ICON = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 5 5"><path fill="#1a8088" d="M0 5V4h1V3h1V2h1V1h1V0h1v5z"/></svg>')}`;

/**
 * One HTML file: no network, no script that runs, prints well, light and dark. The whole result is embedded as JSON, so that the file is
 * also the record. Foreign text only ever becomes text nodes and attribute values, which the renderer escapes.
 */
export function renderHtml(result: Result): string {
  const clean = cleanResult(result);
  const title = `${clean.workspace}: ${levelTitle(clean.level.best)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="${escapeMarkup(clean.provenance.product)}">
<title>${escapeMarkup(title)}</title>
<link rel="icon" href="${ICON}">
<style>${STYLE}</style>
</head>
<body>
${keepPercents(renderToString(<Report result={clean} />))}
<script type="application/json" id="result">${safeJson(result)}</script>
</body>
</html>
`;
}

function escapeMarkup(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** No line ends between a number and its percent sign. Text only: nothing inside of a tag changes. */
function keepPercents(markup: string): string {
  return markup.replaceAll(/>[^<>]+</g, (between) => between.replaceAll(/(\d) %/g, "$1\u00A0%"));
}

function Report({ result }: { result: Result }) {
  const { next, teams, index, c4 } = result;
  return (
    <>
      <Head result={result} />
      <nav aria-label="Sections">
        <a href="#gaps">What holds it back</a>
        {next.length === 0 ? null : <a href="#next">Look at next</a>}
        <a href="#profile">25 characteristics</a>
        <a href="#c4">C4 flywheel</a>
        {teams.length === 0 ? null : <a href="#teams">Teams</a>}
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
        <Section id="profile" title="The 25 characteristics">
          <Profile result={result} />
        </Section>
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
        {teams.length === 0 ? null : (
          <Section id="teams" title="Teams">
            <Teams result={result} />
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
