import { Cron } from "croner";
import { ProblemError } from "../src/model/problem.ts";
import type { Instant } from "../src/model/window.ts";

/** The due times of one pattern in one zone. */
export interface CronTimes {
  /** The first due time after an instant; null = there is none. */
  nextAfter(at: Instant): Instant | null;
}

/** crontab(5) of Vixie cron, which everybody copied; `@reboot` has no meaning here. */
const NICKNAMES: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/** Numbers, lists, ranges, steps, and the English names of months and days. Extensions (L, W, #, ?) differ between programs and are left out. */
const FIELD = /^(?:[0-9*,/-]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat){1,100}$/i;
const ZONE = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/;

/** Five fields, whatever nickname or white space they were written with. Throws a `usage` problem for anything else. */
export function cronFields(pattern: string): string {
  const trimmed = pattern.trim().slice(0, 500);
  if (trimmed.startsWith("@")) {
    const nickname = trimmed.toLowerCase();
    if (Object.hasOwn(NICKNAMES, nickname)) return NICKNAMES[nickname]!;
    throw unusable(pattern, `nicknames are ${Object.keys(NICKNAMES).join(", ")}`);
  }
  const fields = trimmed.split(/\s+/);
  if (fields.length !== 5)
    throw unusable(pattern, `it has ${fields.length === 1 ? "one field" : `${fields.length} fields`} instead of five`);
  const wrong = fields.find((field) => !FIELD.test(field));
  if (wrong !== undefined) throw unusable(pattern, `"${wrong.slice(0, 20)}" is no field of cron`);
  return fields.join(" ");
}

/**
 * When a pattern is due in a zone. As with Vixie cron, times of a day that do not exist (clocks go forward) are due at the first instant after the gap, and
 * those that exist twice (clocks go back) once; hours or minutes with `*` go by the time that passes. Throws a `usage` problem for a pattern or zone that is none, and for a pattern that is never due.
 */
export function cronTimes(pattern: string, timeZone: string, from: Instant): CronTimes {
  const fields = cronFields(pattern);
  checkZone(timeZone);
  const cron = parsed(pattern, fields, timeZone);
  const times = { nextAfter: (at: Instant) => cron.nextRun(new Date(at))?.getTime() ?? null };
  if (times.nextAfter(from) === null) throw unusable(pattern, "no day of any year matches it");
  return times;
}

function parsed(pattern: string, fields: string, timeZone: string): Cron {
  try {
    return new Cron(fields, { timezone: timeZone, mode: "5-part", fixedTimeRule: "no-wildcard", paused: true });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw unusable(pattern, "a number, range or step in it is out of place", error);
  }
}

function checkZone(timeZone: string): void {
  try {
    // Throws for a zone that it does not know.
    if (ZONE.test(timeZone) && new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "") return;
    throw new RangeError("not a name");
  } catch (error) {
    throw new ProblemError(
      {
        code: "usage",
        what: `"${timeZone.slice(0, 60)}" is no time zone.`,
        todo: "Use a name of the IANA database, e.g. Europe/Berlin, America/New_York or UTC.",
      },
      { cause: error },
    );
  }
}

function unusable(pattern: string, why: string, cause?: unknown): ProblemError {
  return new ProblemError(
    {
      code: "usage",
      what: `"${pattern.slice(0, 60)}" is no pattern that a schedule can use: ${why}.`,
      todo: 'Give minute, hour, day of the month, month and day of the week, e.g. "0 6 * * MON", or a nickname such as @daily.',
    },
    { cause },
  );
}
