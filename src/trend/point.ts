import { FLOW_WEEKS } from "../../signals/diagnostics.ts";
import type { ConnectionProvides } from "../../signals/in-sight.ts";
import type { EventLog } from "../event-log/columns.ts";
import { judgeInputOf, measureLog } from "../judge-log.ts";
import type { EvidenceMemory } from "../maturity/evidence-memory.ts";
import { judge } from "../maturity/judge.ts";
import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import { DIMENSIONS, type Dimension } from "../model/measure.ts";
import type { TrendPoint } from "../model/trend.ts";
import { shorterThanWindow, WEEK_MS, windowEndingAt, type Instant } from "../model/window.ts";
import type { ComparedPoint } from "./change.ts";

/** A point before it was compared with others, and what comparing needs. */
export interface MeasuredPoint extends ComparedPoint {
  readonly at: Instant;
  readonly point: Omit<TrendPoint, "change" | "yearBefore">;
}

/** Measures and judges a log as of its own instant. `historyBeganAt`: the first recorded event of all. */
export function measurePoint(
  log: EventLog,
  historyBeganAt: Instant,
  provides: readonly ConnectionProvides[],
  ruleset: Ruleset,
  memory: EvidenceMemory | null = null,
): MeasuredPoint {
  const { asOf } = log;
  const window = windowEndingAt(asOf, FLOW_WEEKS);
  const measured = measureLog(log, provides, ruleset);
  const input = judgeInputOf(measured);
  const judgement = judge(input, ruleset, memory);
  const { level, index, c4 } = judgement;
  const shutdownWeeks = measured.facts.calendar.shutdownWeeks
    .filter((start) => start + WEEK_MS > window.startAt && start < window.endAt)
    .map(iso);
  const historyWeeks = Math.max(0, Math.floor((asOf - historyBeganAt) / WEEK_MS));
  const isJudged = level.best !== null;
  const { counts, items } = measured.workspace;
  return {
    at: asOf,
    asOf: iso(asOf),
    shutdownWeeks,
    isJudged,
    input,
    judgement,
    point: {
      asOf: iso(asOf),
      window: {
        startAt: iso(window.startAt),
        endAt: iso(window.endAt),
        effectiveWeeks: counts.effectiveWeeks,
        shutdownWeeks,
        historyWeeks,
      },
      level: {
        best: level.best,
        confirmed: level.confirmed,
        lower: level.lower,
        upper: level.upper,
        atLeast: level.atLeast,
        notAssessable: level.notAssessable,
      },
      index: withoutGroups(index),
      c4: Object.fromEntries(DIMENSIONS.map((name) => [name, c4[name].score])) as Record<Dimension, number | null>,
      characteristics: judgement.characteristics.map(({ id, rating, attainment, interval90 }) => ({
        id,
        rating,
        attainment,
        interval90,
      })),
      teams: teamsOf(judgement),
      items,
      completed: counts.completed,
      reason: level.best === null ? (level.notAssessable?.reason ?? "Too little could be measured.") : null,
      notes: notesOf(historyWeeks, shutdownWeeks.length),
    },
  };
}

function withoutGroups(index: ComparedPoint["judgement"]["index"]): TrendPoint["index"] {
  const { score100, score5, interval90, interval90WithThresholds, minimalDetectableChange } = index;
  return { score100, score5, interval90, interval90WithThresholds, minimalDetectableChange };
}

function teamsOf({ teams }: ComparedPoint["judgement"]): TrendPoint["teams"] {
  return teams.flatMap(({ id, name, status, level, index }) =>
    status === "assessed" && level !== null && level.best !== null
      ? [{ id, name, best: level.best, score5: index?.score5 ?? null }]
      : [],
  );
}

function notesOf(historyWeeks: number, shutdowns: number): string[] {
  const notes: string[] = [];
  const short = shorterThanWindow(historyWeeks);
  if (short !== null) notes.push(short);
  if (shutdowns > 0) notes.push(`The window holds ${shutdowns === 1 ? "a shutdown week" : `${shutdowns} shutdown weeks`}.`);
  return notes;
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
