import { measureInChild } from "./child.ts";
import type { RoadmapMeasurement } from "./roadmap-once.ts";
import type { Row } from "./row.ts";

const PLANNED_WITHIN_MS = 2_000;

/** From nothing loaded to a roadmap from level 2 to 3, robustness, alternatives and stability included, every signal measured. */
export async function benchRoadmap(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const teams of [0, 4]) {
    const { status, programs, loadMs, planMs } = await measureInChild<RoadmapMeasurement>("roadmap-once.ts", [String(teams)]);
    rows.push({
      figure: `roadmap 2 to 3, ${teams === 0 ? "judged as one" : `${teams} teams`}: CPU, main thread`,
      target: teams === 0 ? `<= ${PLANNED_WITHIN_MS} ms` : "-",
      measured: `${(loadMs + planMs).toFixed(0)} ms (solver loaded in ${loadMs.toFixed(0)}; ${programs} programs; ${status})`,
      met: teams === 0 ? loadMs + planMs <= PLANNED_WITHIN_MS : null,
    });
  }
  return rows;
}
