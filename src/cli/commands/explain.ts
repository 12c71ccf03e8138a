import type { Signal } from "../../../signals/signal.ts";
import { CHARACTERISTICS } from "../../maturity/characteristics/index.ts";
import { DEFAULT_RULESET } from "../../maturity/ruleset/default.ts";
import { LEVEL_NAMES, type Characteristic } from "../../model/level.ts";
import type { Example } from "../../model/measure.ts";
import { ProblemError } from "../../model/problem.ts";
import type { Result } from "../../model/result.ts";
import { cleanTexts } from "../../report/clean.ts";
import { fit, padEnd, padStart, width, wrap, type Paint } from "../../report/terminal/layout.ts";
import {
  descriptorSentence,
  familiesSentence,
  lastDay,
  partsSentence,
  percent,
  quantity,
  quantityWithUnit,
  RATING_SYMBOLS,
  RATING_WORDS,
} from "../../report/wording.ts";
import { statementSentence } from "../../report/statement-wording.ts";
import { withStatements } from "../../statements.ts";
import { paintFor } from "../paint.ts";
import { EXIT, type Ports } from "../ports.ts";
import { withWorkspace, workspaceNames } from "../workspace.ts";

/** What an id means, what it is measured from, and what the last result says of it. */
export async function explain(id: string, options: { workspace?: string; json?: boolean }, ports: Ports): Promise<number> {
  const { SIGNALS } = await import("../../../signals/index.ts");
  const characteristic = CHARACTERISTICS.find((candidate) => candidate.id === id);
  const signal = SIGNALS.find((candidate) => candidate.id === id || candidate.reference.toLowerCase() === id.toLowerCase());
  if (characteristic === undefined && signal === undefined) {
    const near = [...SIGNALS.map((candidate) => candidate.id), ...CHARACTERISTICS.map((candidate) => candidate.id)].filter(
      (candidate) => candidate.includes(id.toLowerCase()),
    );
    throw new ProblemError({
      code: "usage",
      what: `Nothing is called "${id}".`,
      todo:
        near.length > 0
          ? `Did you mean ${near.slice(0, 4).join(", ")}?`
          : 'See "wmmm list characteristics" and "wmmm list signals".',
    });
  }
  const result = await resultToShow(options.workspace, ports);
  if (options.json === true) {
    const { explainJson } = await import("./explain-json.ts");
    ports.out(explainJson(characteristic ?? signal!, result));
    return EXIT.ok;
  }
  const page =
    characteristic === undefined
      ? signalPage(signal!, result, ports)
      : characteristicPage(characteristic, SIGNALS, result, ports);
  ports.out(`${page.map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}\n`);
  return EXIT.ok;
}

/** The named workspace's last result, or that of the only workspace, or none. */
async function resultToShow(named: string | undefined, ports: Ports): Promise<Result | null> {
  const names = await workspaceNames(ports);
  const name = named ?? (names.length === 1 ? names[0] : undefined);
  return name === undefined
    ? null
    : withWorkspace(name, false, ports, async (store) => {
        const last = await store.lastResult();
        return last === null ? null : withStatements(store, last, ports.now());
      });
}

const SHOWN = { high: "well", medium: "in part", low: "poorly" } as const;
/** What each kind of characteristic is to a reader. */
const KINDS = {
  pathology: "a symptom to leave behind",
  enabler: "a practice to have",
  limitation: "still true at this level, and outgrown later",
  permissive: "a practice that may help and is not needed",
  outcome: "a result of the practices",
} as const;

function characteristicPage(
  characteristic: Characteristic,
  signals: readonly Signal[],
  result: Result | null,
  ports: Ports,
): string[] {
  const paint = paintFor(ports.colour);
  const columns = Math.min(ports.columns, 100) - 4;
  const verdict = result?.characteristics.find((candidate) => candidate.id === characteristic.id);
  const lines = [
    "",
    ...wrap(`${characteristic.id} ${characteristic.text}`, columns).map((line) => paint("strong", line)),
    ...wrap(
      `Level ${characteristic.level} ${LEVEL_NAMES[characteristic.level]} · ${KINDS[characteristic.kind]} · trackers show it ${SHOWN[characteristic.observability]}`,
      columns,
    ).map((line) => paint("faint", line)),
    "",
  ];
  if (verdict !== undefined && result !== null) {
    lines.push(paint("strong", `In ${result.workspace}, as of ${lastDay(result.asOf)}`));
    const interval =
      verdict.interval90 === null ? "" : ` (90 %: ${percent(verdict.interval90[0])} to ${percent(verdict.interval90[1])})`;
    lines.push(
      ...wrap(
        verdict.attainment === null
          ? `${RATING_SYMBOLS[verdict.rating]}  ${verdict.reason ?? RATING_WORDS[verdict.rating]}`
          : `${verdict.rating}  ${RATING_WORDS[verdict.rating]} ${characteristic.level === 1 ? "left behind" : "attained"}: ${percent(verdict.attainment)}${interval}. ${descriptorSentence(verdict)}`,
        columns,
      ),
      ...[partsSentence(verdict), familiesSentence(verdict)].flatMap((line) => (line === null ? [] : wrap(line, columns))),
      ...[...verdict.limitedBy, ...verdict.flags].flatMap((line) => wrap(`Note: ${line}`, columns, "  ")),
      "",
    );
  }
  if (result !== null) lines.push(...teamRatings(characteristic.id, result, columns, paint));
  const statement = result?.statements?.find((one) => one.characteristic === characteristic.id);
  if (statement !== undefined)
    lines.push(
      paint("strong", "Stated by a person, apart from what is inferred"),
      ...wrap(statementSentence(cleanTexts(statement)), columns),
      "",
    );
  lines.push(paint("strong", "Inferred from"));
  for (const part of characteristic.signals) {
    const signal = signals.find((candidate) => candidate.id === part.id);
    const measured = result?.signals.find((candidate) => candidate.id === part.id);
    const desirability = verdict?.signals.find((candidate) => candidate.id === part.id)?.desirability ?? null;
    const own = verdict?.signals.find((candidate) => candidate.id === part.id)?.weight;
    const weight = padStart(percent(own ?? part.weight), 5);
    lines.push(
      `${weight}  ${part.primary ? paint("strong", part.id) : part.id}${part.primary ? paint("faint", "  primary") : ""}`,
    );
    if (signal !== undefined) lines.push(...wrap(signal.title, columns - 7).map((line) => `       ${paint("faint", line)}`));
    if (measured !== undefined) {
      const answer =
        measured.value === null
          ? `? ${measured.reason ?? measured.outcome}`
          : `${quantityWithUnit(measured.value, measured.unit)}${desirability === null ? "" : `, ${percent(desirability)} of what level ${characteristic.level} asks for`}`;
      lines.push(...wrap(answer, columns - 7).map((line) => `       ${line}`));
    }
  }
  const suffices = verdict?.toSuffice ?? [];
  if (suffices.length > 0)
    lines.push(
      "",
      paint("strong", verdict?.attainment === null ? "What would make it sufficient" : "What would make the evidence whole"),
      ...suffices.flatMap((line) => wrap(`- ${line}`, columns, "  ")),
    );
  lines.push(
    "",
    paint("strong", "What cannot be seen"),
    ...characteristic.blindSpots.flatMap((spot) => wrap(`- ${spot}`, columns, "  ")),
  );
  lines.push("", paint("strong", "How to get there"), ...wrap(characteristic.remediation, columns));
  if (verdict !== undefined) lines.push(...examples(verdict.examples, columns, ports));
  return lines;
}

/** The same sentence in each team that was judged; nothing where there is only one. */
function teamRatings(id: string, foreign: Result, columns: number, paint: Paint): string[] {
  const teams = cleanTexts(foreign.teams).flatMap(({ name, status, characteristics }) => {
    const own = characteristics.find((one) => one.id === id);
    return status !== "assessed" || own === undefined ? [] : [{ name, ...own }];
  });
  if (teams.length < 2) return [];
  const nameColumns = Math.min(Math.max(...teams.map(({ name }) => width(name))), columns - 12);
  return [
    paint("strong", "Team by team"),
    ...teams.map(
      ({ name, rating, attainment }) =>
        `${padEnd(fit(name, nameColumns), nameColumns)}  ${RATING_SYMBOLS[rating]}${attainment === null ? "" : padStart(percent(attainment), 7)}`,
    ),
    ...wrap(
      "Where teams with half of the people or more are rated, the whole has their mean, weighed by people. The values below are of all work together.",
      columns,
    ).map((line) => paint("faint", line)),
    "",
  ];
}

function signalPage(signal: Signal, result: Result | null, ports: Ports): string[] {
  const paint = paintFor(ports.colour);
  const columns = Math.min(ports.columns, 100) - 4;
  const measured = result?.signals.find((candidate) => candidate.id === signal.id);
  const shipped = DEFAULT_RULESET.ladders.find((candidate) => candidate.signal === signal.id);
  // The result was judged by its own ladder, which may not be the shipped one.
  const ladder = measured === undefined || measured.basis === null ? shipped : { rungs: measured.ladder, basis: measured.basis };
  const lines = [
    "",
    paint("strong", signal.title),
    paint(
      "faint",
      `${signal.id} · ${signal.reference} · ${signal.dimension} · ${signal.windowWeeks} weeks · at least ${signal.minimumSample}`,
    ),
    "",
    ...wrap(signal.definition, columns),
    "",
  ];
  if (measured !== undefined && result !== null) {
    lines.push(paint("strong", `In ${result.workspace}, as of ${lastDay(result.asOf)}`));
    if (measured.value === null || measured.interval90 === null) {
      lines.push(...wrap(`? ${measured.reason ?? measured.outcome}`, columns));
    } else {
      const [low, high] = measured.interval90;
      lines.push(
        ...wrap(
          `${quantityWithUnit(measured.value, measured.unit)} (90 %: ${quantity(low)} to ${quantity(high)}), from ${quantity(measured.sampleSize ?? 0)}; ${percent(measured.coverage ?? 0)} of those in question could be used.`,
          columns,
        ),
      );
      for (const [name, value] of Object.entries(measured.details)) lines.push(paint("faint", `${name}: ${quantity(value)}`));
      for (const [name, value] of Object.entries(measured.excluded))
        lines.push(paint("faint", `left out, ${name}: ${quantity(value)}`));
      for (const warning of measured.warnings) lines.push(...wrap(`Note: ${warning}`, columns, "  "));
    }
    lines.push("");
  }
  if (ladder !== undefined) {
    lines.push(paint("strong", "Ladder"));
    lines.push(
      ...wrap(
        ladder.rungs
          .slice(0, 5)
          .map((rung, at) => `level ${at + 1}: ${quantityWithUnit(rung, signal.unit)}`)
          .join(" · "),
        columns,
      ),
    );
    lines.push(...wrap(`Basis: ${ladder.basis.kind}; ${ladder.basis.source}.`, columns).map((line) => paint("faint", line)), "");
  }
  lines.push(paint("strong", "When not to rely on it"), ...signal.limits.flatMap((limit) => wrap(`- ${limit}`, columns, "  ")));
  lines.push("", paint("strong", "How gaming would show"), ...wrap(signal.guard, columns));
  if (measured !== undefined) lines.push(...examples(measured.examples, columns, ports));
  return lines;
}

function examples(all: readonly Example[], columns: number, ports: Ports): string[] {
  if (all.length === 0) return [];
  const paint = paintFor(ports.colour);
  const keyColumns = Math.max(...all.map((example) => example.key.length));
  return [
    "",
    paint("strong", "Items that show it"),
    ...all.map((example) => {
      const mark = example.stance === "meets" ? paint("good", "+") : paint("bad", "-");
      const text = [example.note, example.title].filter((part) => part !== null).join(" · ");
      return `${mark} ${padEnd(example.key, keyColumns)}  ${fit(text, Math.max(20, columns - keyColumns - 4))}`;
    }),
  ];
}
