import type { Comparison } from "../../model/comparison.ts";
import { cleanTexts } from "../clean.ts";
import { htmlPage } from "../html/page.ts";
import { Foreign, Section } from "../html/parts.tsx";
import { lastDay, RATING_WORDS } from "../wording.ts";
import { Difference, Waterfall } from "./html-parts.tsx";
import { safeComparisonJson } from "./json.ts";
import {
  causeRows,
  changedCharacteristics,
  comparedDates,
  comparedIndex,
  comparedLevels,
  hundredths,
  markSentences,
  points,
  ratingsWords,
  seenSentences,
  sideWords,
  wholeLevels,
} from "./wording.ts";

/** One HTML file in the manner of the report: no network, no script, the whole comparison embedded as JSON. */
export function renderComparisonHtml(foreign: Comparison, texts: ReadonlyMap<string, string>): string {
  const comparison = cleanTexts(foreign);
  return htmlPage({
    title: `${comparison.after.workspace}: ${comparedDates(comparison)}`,
    product: comparison.after.product,
    body: <Page comparison={comparison} texts={texts} />,
    dataId: "comparison",
    data: safeComparisonJson(foreign),
  });
}

function Page({ comparison, texts }: { comparison: Comparison; texts: ReadonlyMap<string, string> }) {
  const { before, after, notes } = comparison;
  const seen = seenSentences(comparison);
  return (
    <>
      <header>
        <div class="meta">
          <Foreign>{after.workspace}</Foreign>
          <span>Work Management Maturity, {comparedDates(comparison)}</span>
        </div>
        <h1>{comparedLevels(comparison)}</h1>
        <p class="lead">{comparedIndex(comparison)}</p>
        <dl class="pairs">
          <dt>Before</dt>
          <dd>
            <Foreign>{sideWords(before)}</Foreign>
          </dd>
          <dt>After</dt>
          <dd>
            <Foreign>{sideWords(after)}</Foreign>
          </dd>
        </dl>
        {before.complete && after.complete ? null : (
          <p class="notice">The data of one of the two is incomplete, so that the difference may be one of what was read.</p>
        )}
      </header>
      <main>
        <Section id="causes" title="Where the difference comes from">
          <Waterfall comparison={comparison} />
          <Causes comparison={comparison} />
          <p class="soft">{comparison.order}</p>
        </Section>
        <Section id="characteristics" title="Characteristics that changed, in points of attainment">
          <Characteristics comparison={comparison} texts={texts} />
        </Section>
        <Sentences id="seen" title="What could be seen" of={seen} />
        <Sentences id="notes" title="To know when reading this" of={notes} />
      </main>
      <footer>
        <p>{comparison.statement}</p>
      </footer>
    </>
  );
}

function Causes({ comparison }: { comparison: Comparison }) {
  const { index, level } = comparison;
  return (
    <table class="stack">
      <thead>
        <tr>
          <th>Cause</th>
          <th>What that is</th>
          <th class="num">Index</th>
          <th class="num">Level</th>
        </tr>
      </thead>
      <tbody>
        {causeRows(comparison).map(({ name, meaning, read }) => (
          <tr>
            <td>{name}</td>
            <td class="soft">{meaning}</td>
            <td class="num" data-label="Index">
              {hundredths(read(index))}
            </td>
            <td class="num" data-label="Level">
              {wholeLevels(read(level))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Characteristics({ comparison, texts }: { comparison: Comparison; texts: ReadonlyMap<string, string> }) {
  const changed = changedCharacteristics(comparison);
  if (changed.length === 0) return <p>No characteristic changed.</p>;
  const open = comparison.unsplitCauses.length > 0;
  return (
    <>
      <table class="stack">
        <thead>
          <tr>
            <th>Characteristic</th>
            <th>Rating</th>
            <th class="num">Work</th>
            <th class="num">Evidence</th>
            <th class="num">Rules</th>
            {open ? <th class="num">Not told apart</th> : null}
            <th class="num">In all</th>
            <th>
              <span class="sr">Drawn</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {changed.map((one) => {
            const isSure = one.verdict === "rise" || one.verdict === "fall";
            return (
              <tr>
                <td>
                  {one.id} {texts.get(one.id) ?? ""}
                </td>
                <td data-label="Rating">
                  <span
                    title={`${lastDay(comparison.before.asOf)}: ${RATING_WORDS[one.ratingBefore]}; ${lastDay(comparison.after.asOf)}: ${RATING_WORDS[one.ratingAfter]}`}
                  >
                    {ratingsWords(one)}
                  </span>
                </td>
                <td class="num" data-label="Work">
                  {isSure ? <strong>{points(one.work)}*</strong> : points(one.work)}
                </td>
                <td class="num" data-label="Evidence">
                  {points(one.evidence)}
                </td>
                <td class="num" data-label="Rules">
                  {points(one.ruleset)}
                </td>
                {open ? (
                  <td class="num" data-label="Not told apart">
                    {points(one.unsplit)}
                  </td>
                ) : null}
                <td class="num" data-label="In all">
                  {points(one.whole)}
                </td>
                <td class="drawn">
                  <Difference before={one.before} after={one.after} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="soft">{markSentences(changed)} The ring is before and the dot after, on a line from 0 to 100 %.</p>
    </>
  );
}

function Sentences({ id, title, of }: { id: string; title: string; of: readonly string[] }) {
  if (of.length === 0) return null;
  return (
    <Section id={id} title={title}>
      <ul class="plain">
        {of.map((sentence) => (
          <li>
            <Foreign>{sentence}</Foreign>
          </li>
        ))}
      </ul>
    </Section>
  );
}
