import type { Trend } from "../../model/trend.ts";
import { cleanTexts } from "../clean.ts";
import { htmlPage } from "../html/page.ts";
import { Foreign, Section } from "../html/parts.tsx";
import { safeTrendJson } from "./json.ts";
import { TrendChart, TrendProfile, TrendTable } from "./html-parts.tsx";
import { remarks, starSentence, summary, title, trendPeriod } from "./wording.ts";

/** One HTML file in the manner of the report: no network, no script, the whole trend embedded as JSON. */
export function renderTrendHtml(foreign: Trend, texts: ReadonlyMap<string, string>): string {
  const trend = cleanTexts(foreign);
  return htmlPage({
    title: `${trend.workspace}: ${title(trend)}`,
    product: trend.provenance.product,
    body: <Page trend={trend} texts={texts} />,
    dataId: "trend",
    data: safeTrendJson(foreign),
  });
}

function Page({ trend, texts }: { trend: Trend; texts: ReadonlyMap<string, string> }) {
  const own = remarks(trend);
  return (
    <>
      <header>
        <div class="meta">
          <Foreign>{trend.workspace}</Foreign>
          <span>Work Management Maturity, {trendPeriod(trend)}</span>
        </div>
        <h1>{title(trend)}</h1>
        {summary(trend).map((sentence) => (
          <p class="lead">{sentence}</p>
        ))}
        {trend.complete ? null : <p class="notice">The data is incomplete; the next scan reads the rest.</p>}
      </header>
      <main>
        <Section id="index" title="Index, 1 to 5, with 90 % intervals">
          <TrendChart points={trend.points} />
          <TrendTable points={trend.points} />
          {starSentence(trend) === null ? null : <p class="soft">{starSentence(trend)}</p>}
        </Section>
        <Section id="profile" title="Profile, a letter a date">
          <p class="soft">
            N not, P partially, L largely, F fully attained; ? cannot be judged from this data; - does not apply. Level 1: how far
            it is left behind.
          </p>
          <TrendProfile points={trend.points} texts={texts} />
        </Section>
        {own.length === 0 ? null : (
          <Section id="dates" title="About single dates">
            <Sentences of={own} />
          </Section>
        )}
        <Section id="limits" title="What cannot be rolled back">
          <Sentences of={trend.limits} />
        </Section>
      </main>
      <footer>
        <p>
          Ruleset {trend.ruleset.version} ({trend.ruleset.hash.slice(0, 12)}). {trend.statement}
        </p>
      </footer>
    </>
  );
}

function Sentences({ of }: { of: readonly string[] }) {
  return (
    <ul class="plain">
      {of.map((sentence) => (
        <li>{sentence}</li>
      ))}
    </ul>
  );
}
