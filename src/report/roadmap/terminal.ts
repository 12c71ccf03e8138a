import type { Roadmap, RoadmapStep } from "../../model/roadmap.ts";
import { cleanTexts } from "../clean.ts";
import { lastDay } from "../wording.ts";
import { ACCOMPANYING_TITLE, alternativeOf, factsOf, leadOf, titleOf, type SignalNames } from "./wording.ts";
import { padEnd, width, wrap, type Paint } from "../terminal/layout.ts";

export interface RoadmapView {
  /** 60 to 100 are used; narrower terminals get lines of 60. */
  readonly columns: number;
  readonly paint: Paint;
  readonly signals: SignalNames;
}

const MARGIN = "  ";

/** The roadmap as a manager reads it: what would have to be observed, which practice that is, who is there already, when it could show. */
export function renderRoadmap(foreign: Roadmap, view: RoadmapView): string {
  const roadmap = cleanTexts(foreign);
  const columns = Math.min(Math.max(view.columns, 60), 100) - 2 * MARGIN.length;
  const { paint } = view;
  const when = `as of ${lastDay(roadmap.asOf)}`;
  const lines = [
    "",
    paint("faint", padEnd(roadmap.workspace, columns - width(when)) + when),
    "",
    ...wrap(titleOf(roadmap), columns).map((line) => paint("strong", line)),
    ...wrap(leadOf(roadmap), columns),
    ...steps("Steps", roadmap.steps, columns, paint),
    ...steps("Depend on where exactly the thresholds lie", roadmap.lessStable, columns, paint),
    ...steps(ACCOMPANYING_TITLE, roadmap.accompanying, columns, paint),
    ...alternatives(roadmap, columns, view),
    ...list("To see more: it changes what is known, not maturity", roadmap.evidence, columns, paint),
  ];
  return `${lines.map((line) => (line === "" ? "" : `${MARGIN}${line}`.trimEnd())).join("\n")}\n`;
}

function steps(title: string, all: readonly RoadmapStep[], columns: number, paint: Paint): string[] {
  if (all.length === 0) return [];
  return ["", paint("strong", title), ...all.flatMap((step, at) => stepLines(step, at + 1, columns, paint))];
}

function stepLines(step: RoadmapStep, number: number, columns: number, paint: Paint): string[] {
  const mark = String(number).padEnd(2);
  const inner = columns - 3;
  const detail = factsOf(step).flatMap((fact) => wrap(fact, inner).map((line) => `   ${paint("faint", line)}`));
  const [first = "", ...rest] = wrap(step.practice, inner);
  return [`${paint("accent", mark)} ${first}`, ...rest.map((line) => `   ${line}`), ...detail];
}

function alternatives({ alternatives: plans, withoutTarget }: Roadmap, columns: number, view: RoadmapView): string[] {
  return list(
    "Other sets that ask for about as much",
    plans.map((plan) => alternativeOf(plan, view.signals, withoutTarget)),
    columns,
    view.paint,
  );
}

function list(title: string, sentences: readonly string[], columns: number, paint: Paint): string[] {
  if (sentences.length === 0) return [];
  return [
    "",
    ...wrap(title, columns).map((line) => paint("strong", line)),
    ...sentences.flatMap((sentence) => wrap(`- ${sentence}`, columns, "  ")),
  ];
}
