import { measureInChild } from "./child.ts";
import type { RoadmapMeasurement } from "./roadmap-once.ts";
import type { Row } from "./row.ts";

const PLANNED_WITHIN_MS = 2_000;

/** From nothing loaded to a roadmap from level 2 to 3, robustness, alternatives and stability included, every signal measured. */
export async function benchRoadmap(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const teams of [0, 4]) {
    const once = await measureInChild<RoadmapMeasurement>("roadmap-once.ts", [String(teams)]);
    const { status, alternatives, wallMs, loadMs, mainCpuMs, allCpuMs } = once;
    const parts = `solver loaded in ${loadMs.toFixed(0)}; CPU ${mainCpuMs.toFixed(0)} main thread, ${allCpuMs.toFixed(0)} all`;
    rows.push({
      figure: `roadmap 2 to 3, ${teams === 0 ? "judged as one" : `${teams} teams`}: by the clock`,
      target: `<= ${PLANNED_WITHIN_MS} ms`,
      measured: `${wallMs.toFixed(0)} ms (${parts}; ${status}, ${alternatives} alternatives)`,
      met: wallMs <= PLANNED_WITHIN_MS,
    });
  }
  return rows;
}
