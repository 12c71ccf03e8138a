import { escapedJson } from "../../report/json.ts";
import { padEnd, wrap } from "../../report/terminal/layout.ts";
import { paintFor } from "../paint.ts";
import { EXIT, type Ports } from "../ports.ts";

/**
 * `bad`: it has to be mended before a scan can be right. `late`: nothing is wrong, but the data is incomplete for now. `note`: worth knowing.
 * `none` and `part`: what a connection cannot show, or shows in part.
 */
export type FindingState = "ok" | "none" | "part" | "note" | "late" | "bad";

export interface Finding {
  readonly state: FindingState;
  readonly text: string;
  /** Imperative sentence: how to mend it. */
  readonly fix?: string;
}

/** What was looked at: the machine, a workspace or a connection. */
export interface Place {
  /** E.g. `acme/jira`; empty for the machine. */
  readonly name: string;
  /** Shown beside the name on a terminal. */
  readonly note: string;
}

export interface Findings {
  /** What follows is about this place. */
  at(place: Place): void;
  say(finding: Finding): void;
  /** The last line; gives the exit code. */
  finish(): number;
}

const MARKS = { ok: "ok", none: "none", part: "part", note: "note", late: "late", bad: "bad" } as const;
const STYLES = { ok: "good", none: "faint", part: "faint", note: "fair", late: "fair", bad: "bad" } as const;
const MARGIN = "  ";
const MARK_COLUMNS = 6;

/**
 * Prints as it goes. On a terminal: grouped under headings, wrapped. Elsewhere: one line for each finding with its place, so that it can be
 * searched and counted.
 */
export function findingPrinter(ports: Ports): Findings {
  const paint = paintFor(ports.colour);
  const counts = noFindings();
  let place: Place = { name: "", note: "" };
  /** Told once under a heading, however many findings it mends. */
  let lastFix: string | undefined;
  return {
    at(next) {
      place = next;
      lastFix = undefined;
      if (!ports.outIsTerminal) return;
      const note = next.note === "" ? "" : paint("faint", ` · ${next.note}`);
      ports.out(`\n${MARGIN}${paint("strong", next.name === "" ? "This machine" : next.name)}${note}\n`);
    },
    say({ state, text, fix }) {
      counts[state]++;
      const mark = paint(STYLES[state], padEnd(MARKS[state], MARK_COLUMNS));
      if (!ports.outIsTerminal) {
        const about = place.name === "" ? "" : `${place.name}: `;
        ports.out(`${mark}${about}${text}${fix === undefined ? "" : ` ${fix}`}\n`);
        return;
      }
      const columns = Math.min(Math.max(ports.columns, 60), 100) - MARGIN.length - MARK_COLUMNS;
      const lines = wrap(text, columns).map((line) => (state === "none" || state === "part" ? paint("faint", line) : line));
      const isNew = fix !== undefined && fix !== lastFix;
      lastFix = fix ?? lastFix;
      const remedy = !isNew ? [] : wrap(`-> ${fix}`, columns, "   ");
      const [first, ...rest] = [...lines, ...remedy];
      const indent = `${MARGIN}${" ".repeat(MARK_COLUMNS)}`;
      ports.out(`${[`${MARGIN}${mark}${first}`, ...rest.map((line) => `${indent}${line}`)].join("\n")}\n`);
    },
    finish() {
      const sentence =
        counts.bad > 0
          ? `${counts.bad} ${counts.bad === 1 ? "thing has" : "things have"} to be mended.`
          : counts.late > 0
            ? "Nothing has to be mended, but the data is incomplete for now."
            : "Nothing has to be mended.";
      if (ports.outIsTerminal) ports.out(`\n${MARGIN}${paint("strong", sentence)}\n`);
      return exitCode(counts);
    },
  };
}

/** Prints all of them when it is over, as one JSON object: `findings`, each with its `place` (empty = the machine), `state`, `text` and `fix` (null = none). */
export function findingObject(ports: Ports): Findings {
  const findings: (Omit<Finding, "fix"> & { readonly place: string; readonly fix: string | null })[] = [];
  const counts = noFindings();
  let place = "";
  return {
    at(next) {
      place = next.name;
    },
    say({ state, text, fix }) {
      counts[state]++;
      findings.push({ place, state, text, fix: fix ?? null });
    },
    finish() {
      ports.out(`${escapedJson({ findings }, 2)}\n`);
      return exitCode(counts);
    },
  };
}

type Counts = Record<FindingState, number>;

function noFindings(): Counts {
  return { ok: 0, none: 0, part: 0, note: 0, late: 0, bad: 0 };
}

function exitCode({ bad, late }: Counts): number {
  return bad > 0 ? EXIT.error : late > 0 ? EXIT.incomplete : EXIT.ok;
}
