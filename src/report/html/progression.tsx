import type { ProgressionPeriod, Progression as Axis } from "../../model/progression.ts";
import { COMPOSITION_KINDS, COMPOSITION_NAMES, oversightSentence } from "../progression-wording.ts";
import { lastDay, percent, quantity } from "../wording.ts";

/** What moves work: the composition now and quarter by quarter. AI without oversight is hatched, so that more of it never looks like more by itself. */
export function Progression({ axis }: { axis: Axis }) {
  if (axis.composition === null || axis.position === null) return <p>{axis.reason}</p>;
  const unseen = oversightSentence(axis);
  return (
    <>
      <svg width="0" height="0" aria-hidden="true">
        <defs>
          <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="mix ai" width="3" height="6" />
          </pattern>
        </defs>
      </svg>
      <p>
        {COMPOSITION_KINDS.map((kind, at) => (
          <>
            {at === 0 ? "" : ", "}
            <i class={`swatch ${kind}`} /> {COMPOSITION_NAMES[kind]} {percent(axis.composition![kind])}
          </>
        ))}
        . Position {Math.round(axis.position)} of 100 between work that depends on persons and work that AI moves. It is a
        composition: more AI is not better by itself.
      </p>
      {unseen === null ? null : <p class="notice">{unseen} That part is hatched.</p>}
      <table class="stack mixes">
        <thead>
          <tr>
            <th>13 weeks to</th>
            <th>What moved work</th>
            <th class="num">of 100</th>
            <th class="num">Moves</th>
          </tr>
        </thead>
        <tbody>
          {axis.quarters.map((quarter) => (
            <tr>
              <td>{lastDay(quarter.endAt)}</td>
              <td>
                {quarter.composition === null ? (
                  <span class="soft">too few moves</span>
                ) : (
                  <Mix period={quarter} overseen={axis.aiOverseen} />
                )}
              </td>
              <td class="num" data-label="of 100">
                {quarter.position === null ? "?" : Math.round(quarter.position)}
              </td>
              <td class="num" data-label="Moves">
                {quantity(quarter.acts)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Mix({ period: { composition }, overseen }: { period: ProgressionPeriod; overseen: number | null }) {
  if (composition === null) return null;
  const watched = composition.ai * (overseen ?? 0);
  const parts = [
    ...(["person", "system", "architecture"] as const).map((kind) => ({
      kind: `mix ${kind}`,
      share: composition[kind],
      fill: null,
    })),
    { kind: "mix ai", share: watched, fill: null },
    { kind: "", share: composition.ai - watched, fill: "url(#hatch)" },
  ];
  const said = COMPOSITION_KINDS.map((kind) => `${COMPOSITION_NAMES[kind]} ${percent(composition[kind])}`).join(", ");
  let x = 0;
  return (
    <svg class="mixed" role="img" aria-label={said}>
      {parts.map(({ kind, share, fill }) => {
        const from = x;
        x += share;
        if (share <= 0) return null;
        const place = { x: `${(100 * from).toFixed(2)}%`, y: "0", width: `${(100 * share).toFixed(2)}%`, height: "14" };
        return fill === null ? <rect class={kind} {...place} /> : <rect fill={fill} {...place} />;
      })}
    </svg>
  );
}
