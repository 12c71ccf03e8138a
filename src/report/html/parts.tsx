import type { ComponentChildren } from "preact";
import type { Rating } from "../../model/level.ts";
import type { Example } from "../../model/measure.ts";
import type { Interval } from "../../model/result.ts";
import { percent, wholeScore } from "../wording.ts";

const x = (share: number): string => `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`;

/** Share 0-1 on a track, the bounds between the ratings cut into it, the 90 % interval as a line. The number stands beside it in words. */
export function Gauge({ share, interval, rating }: { share: number | null; interval: Interval | null; rating: Rating }) {
  return (
    <svg class={`gauge ${rating}`} aria-hidden="true">
      <rect class="track" x="0" y="1" width="100%" height="8" rx="4" />
      {share === null ? null : <rect class="fill" x="0" y="1" width={x(share)} height="8" rx="4" />}
      {share === null ? null : [0.15, 0.5, 0.85].map((bound) => <line class="bound" x1={x(bound)} x2={x(bound)} y1="1" y2="9" />)}
      {interval === null ? null : <line class="range" x1={x(interval[0])} x2={x(interval[1])} y1="5" y2="5" />}
    </svg>
  );
}

/** Foreign text: never mixes its reading direction with what stands around it. */
export function Foreign({ children }: { children: string | null }) {
  return <bdi>{children}</bdi>;
}

/** A link only when the address is a web address; a tracker can send anything. */
export function ItemLink({ example }: { example: Example }) {
  return /^https?:\/\//i.test(example.url) ? (
    <a href={example.url} rel="noreferrer noopener">
      <Foreign>{example.key}</Foreign>
    </a>
  ) : (
    <Foreign>{example.key}</Foreign>
  );
}

/** On paper, which has no links, the keys alone. */
function KeysOnPaper({ examples }: { examples: readonly Example[] }) {
  return (
    <p class="paper">
      {(["misses", "meets"] as const).map((stance) => {
        const own = examples.filter((example) => example.stance === stance);
        if (own.length === 0) return null;
        return (
          <>
            <span class={stance}>{stance}</span>{" "}
            {own.map(({ key }, at) => (
              <>
                {at === 0 ? "" : ", "}
                <Foreign>{key}</Foreign>
              </>
            ))}{" "}
          </>
        );
      })}
    </p>
  );
}

export function Examples({ examples }: { examples: readonly Example[] }) {
  if (examples.length === 0) return null;
  return (
    <Told title="Items that show it">
      <KeysOnPaper examples={examples} />
      <table class="stack screen">
        <tbody>
          {examples.map((example) => (
            <tr>
              <td class={example.stance}>{example.stance}</td>
              <td class="key">
                <ItemLink example={example} />
              </td>
              <td>
                <Foreign>{example.note}</Foreign>
              </td>
              <td class="soft">{example.title === null ? null : <Foreign>{example.title}</Foreign>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Told>
  );
}

/** A small heading with what it is about; on paper the two stand on one line and one page. */
export function Told({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="told">
      <h3>{title}</h3>
      {children}
    </div>
  );
}

export function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section id={id}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** A row that opens. The anchor stands inside, so that a link to it opens the row without any script. */
export function Fold({
  id,
  class: name,
  summary,
  children,
}: {
  id?: string;
  class: string;
  summary: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <details class={`row ${name}`}>
      <summary>{summary}</summary>
      <div class="inside">
        {id === undefined ? null : <span class="anchor" id={id} />}
        {children}
      </div>
    </details>
  );
}

/** A score of 0-100 with its interval, for dimensions and groups. */
export function ScoreCard({
  name,
  score,
  interval,
  children,
}: {
  name: string;
  score: number | null;
  interval: Interval | null;
  children?: ComponentChildren;
}) {
  const share = score === null ? null : score / 100;
  return (
    <div>
      <span class="name">{name}</span>
      <strong>{score === null ? "?" : wholeScore(score)}</strong>
      <Gauge
        share={share}
        interval={interval === null ? null : [interval[0] / 100, interval[1] / 100]}
        rating={ratingOf(share)}
      />
      <small>
        {score === null
          ? "cannot be judged"
          : interval === null
            ? ""
            : `90 %: ${wholeScore(interval[0])} to ${wholeScore(interval[1])}`}
        {children}
      </small>
    </div>
  );
}

function ratingOf(share: number | null): Rating {
  if (share === null) return "I";
  return share > 0.85 ? "F" : share > 0.5 ? "L" : share > 0.15 ? "P" : "N";
}

/** `84 % (90 %: 79 % to 88 %)`. */
export function shareWithInterval(share: number, interval: Interval | null): string {
  return interval === null ? percent(share) : `${percent(share)} (90 %: ${percent(interval[0])} to ${percent(interval[1])})`;
}
