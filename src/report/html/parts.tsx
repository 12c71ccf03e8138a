import type { ComponentChildren } from "preact";
import type { Rating } from "../../model/level.ts";
import type { Example } from "../../model/measure.ts";
import type { Interval } from "../../model/result.ts";

/** Share 0-1 on a track with the rating bounds as ticks and the 90 % interval as a line. */
export function Gauge({ share, interval, rating }: { share: number | null; interval: Interval | null; rating: Rating }) {
  const at = (value: number): string => `${(value * 100).toFixed(1)}%`;
  return (
    <div class={`gauge ${rating}`} aria-hidden="true">
      {share === null ? null : <i style={`width:${at(share)}`} />}
      {share === null ? null : [0.15, 0.5, 0.85].map((bound) => <u style={`left:${at(bound)}`} />)}
      {interval === null ? null : <b style={`left:${at(interval[0])};width:${at(interval[1] - interval[0])}`} />}
    </div>
  );
}

/** A link only when the address is a web address; a tracker can send anything. */
export function ItemLink({ example }: { example: Example }) {
  return /^https?:\/\//i.test(example.url) ? (
    <a href={example.url} rel="noreferrer noopener">
      {example.key}
    </a>
  ) : (
    <span>{example.key}</span>
  );
}

export function Examples({ examples }: { examples: readonly Example[] }) {
  if (examples.length === 0) return null;
  return (
    <>
      <h3>Items that show it</h3>
      <div class="scroll">
        <table>
          <tbody>
            {examples.map((example) => (
              <tr>
                <td class={example.stance}>{example.stance === "meets" ? "meets" : "misses"}</td>
                <td>
                  <ItemLink example={example} />
                </td>
                <td>{example.note}</td>
                <td class="soft">{example.title}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
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
