import { LEVELS, LEVEL_NAMES } from "../../model/level.ts";
import type { LevelVerdict } from "../../model/result.ts";
import { percent } from "../wording.ts";

const WIDTH = 560;
const STEP = WIDTH / 5;
const BASE = 232;
const RISE = 34;

/** The five levels as a staircase; each step is filled by the chance of standing on it or higher. */
export function Steps({ level }: { level: LevelVerdict }) {
  const unknownFrom = level.notAssessable?.level ?? 6;
  const label =
    level.best === null ? "The level cannot be judged." : `Level ${level.best} of 5. ${level.atLeast === null ? "" : LEVELS.map((k) => `Level ${k} or higher: ${percent(level.atLeast?.[`${k}`] ?? 0)}.`).join(" ")}`;
  return (
    <svg class="steps" viewBox={`0 0 ${WIDTH} ${BASE + 44}`} role="img" aria-label={label}>
      {LEVELS.map((k, at) => {
        const height = 44 + RISE * at;
        const x = at * STEP + 3;
        const unknown = level.atLeast === null || (k >= unknownFrom && k > (level.best ?? 1));
        const chance = unknown ? 0 : (level.atLeast?.[`${k}`] ?? 0);
        const here = k === level.best;
        return (
          <g>
            <rect
              x={x}
              y={BASE - height}
              width={STEP - 6}
              height={height}
              rx="3"
              fill="var(--track)"
              {...(unknown ? { fill: "none", stroke: "var(--none)", "stroke-dasharray": "3 4" } : {})}
            />
            <rect
              x={x}
              y={BASE - height * chance}
              width={STEP - 6}
              height={height * chance}
              rx="3"
              fill="var(--accent)"
              opacity={here ? 1 : 0.45}
            />
            <text x={x + (STEP - 6) / 2} y={BASE - height - 8} text-anchor="middle">
              {unknown ? "?" : percent(chance)}
            </text>
            <text x={x + (STEP - 6) / 2} y={BASE + 19} text-anchor="middle" style={here ? "font-weight:700" : ""}>
              {k}
            </text>
            <text class="faint" x={x + (STEP - 6) / 2} y={BASE + 36} text-anchor="middle">
              {LEVEL_NAMES[k]}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
