import { measureInChild } from "./child.ts";
import { median } from "./cpu.ts";
import type { JudgementMeasurement } from "./judgement-once.ts";
import type { Row } from "./row.ts";
import type { TrendMeasurement } from "./trend-once.ts";

const LARGE_ITEMS = 1_000_000;
const LARGE_RUNS = 3;
const LARGE_WITHIN_MS = 20_000;
const LARGE_BYTES = 2e9;
const TREND_ITEMS = 100_000;
const TREND_POINTS = 24;
const TREND_WITHIN_MS = 30_000;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;

/**
 * Everything about a million items and ten million events: time of the main thread and the most that the process ever held, medians of three
 * processes that judge once each, as a scan does.
 */
export async function benchLarge(detail: boolean): Promise<readonly Row[]> {
  const runs: JudgementMeasurement[] = [];
  for (let run = 0; run < LARGE_RUNS; run++)
    runs.push(await measureInChild<JudgementMeasurement>("judgement-once.ts", [String(LARGE_ITEMS), "1"]));
  const found = runs.toSorted((a, b) => a.togetherMs - b.togetherMs)[Math.floor(LARGE_RUNS / 2)]!;
  const peakBytes = median(runs.map((run) => run.peakBytes));
  const { items, events, factsMs, signalsMs, judgeMs, togetherMs, processMs, parts } = found;
  const ratio = (togetherMs / LARGE_WITHIN_MS).toFixed(2);
  return [
    {
      figure: "a million items: facts + signals + judgement: CPU",
      target: `<= ${seconds(LARGE_WITHIN_MS)}`,
      measured: `${seconds(togetherMs)}, ${ratio} of the target (${[factsMs, signalsMs, judgeMs].map(seconds).join(" + ")}; all threads ${seconds(processMs)}; ${items} items, ${(events / 1e6).toFixed(1)} M events)`,
      met: togetherMs <= LARGE_WITHIN_MS,
    },
    {
      figure: "a million items: most memory of the process",
      target: `<= ${gigabytes(LARGE_BYTES)}`,
      measured: `${gigabytes(peakBytes)}, ${(peakBytes / LARGE_BYTES).toFixed(2)} of the target (building the log included)`,
      met: peakBytes <= LARGE_BYTES,
    },
    ...(detail ? parts : []).map(([name, ms]) => ({
      figure: `  ${name}`,
      target: "-",
      measured: `${ms.toFixed(0)} ms`,
      met: null,
    })),
  ];
}

/**
 * Two years of months, each judged from the history as it stood then. The clock is what is promised, on as many cores as there are; what all threads
 * compute stands beside it, since the clock counts other programs too.
 */
export async function benchTrend(): Promise<readonly Row[]> {
  const found = await measureInChild<TrendMeasurement>("trend-once.ts", [String(TREND_ITEMS), String(TREND_POINTS)]);
  const { items, events, points, judged, threads, clockMs, cpuMs, processMs, peakBytes } = found;
  return [
    {
      figure: `trend: ${points} monthly points: clock`,
      target: `<= ${seconds(TREND_WITHIN_MS)}`,
      measured: `${seconds(clockMs)}, ${(clockMs / TREND_WITHIN_MS).toFixed(2)} of the target (${judged} with a level; ${threads} threads measure dates; CPU of this one ${seconds(cpuMs)}, of all ${seconds(processMs)}; ${gigabytes(peakBytes)}; ${items} items, ${(events / 1e6).toFixed(2)} M events)`,
      met: clockMs <= TREND_WITHIN_MS,
    },
  ];
}
