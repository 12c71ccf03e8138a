import type { CronExpressionParser } from "cron-parser";
import fc from "fast-check";
import { cronTimes } from "../../jobs/cron.ts";
import { HOUR_MS } from "../../src/model/window.ts";

/**
 * With and without summer time, of both hemispheres, with half hours and a date line. Australia/Lord_Howe, whose clocks change by half an hour, is left out:
 * there the other parser gives up on some patterns ("loop limit exceeded").
 */
export const ZONES = [
  "UTC",
  "Europe/Berlin",
  "Europe/London",
  "America/New_York",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Asia/Kolkata",
  "Asia/Tokyo",
  "Asia/Kathmandu",
  "Australia/Sydney",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Africa/Cairo",
] as const;

const field = (least: number, most: number) => {
  const number = fc.integer({ min: least, max: most });
  const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  return fc.oneof(
    fc.constant("*"),
    number.map(String),
    range,
    fc.integer({ min: 2, max: Math.min(most, 15) }).map((step) => `*/${step}`),
    fc.uniqueArray(number, { minLength: 2, maxLength: 4 }).map((list) => list.toSorted((a, b) => a - b).join(",")),
  );
};

/** Patterns as people write them. Days that exist in every month, so that each is due within a year. */
export const PATTERNS = fc
  .tuple(
    field(0, 59),
    field(0, 23),
    field(1, 28),
    field(1, 12),
    fc.oneof(field(0, 6), fc.constantFrom("MON", "MON-FRI", "SAT,SUN")),
  )
  .map((fields) => fields.join(" "));

const YEARS = fc.integer({ min: 2020, max: 2030 });
/** Any day, and as often a day or two before clocks change somewhere: most do so around the ends of March, April, September, October and early in November. */
export const INSTANTS = fc.oneof(
  fc.tuple(YEARS, fc.nat(364), fc.nat(1439)).map(([year, day, minute]) => Date.UTC(year, 0, 1 + day, 0, minute)),
  fc
    .tuple(YEARS, fc.constantFrom([2, 5], [2, 24], [3, 1], [3, 22], [8, 20], [9, 1], [9, 22], [10, 1]), fc.nat(7), fc.nat(1439))
    .map(([year, [month, day], later, minute]) => Date.UTC(year, month, day + later, 0, minute)),
);

export interface Comparison {
  /** `clock-change`: they differ in what they do with an hour that clocks skip or show twice, for which there is no standard. */
  readonly kind: "agree" | "clock-change" | "differ";
  readonly text: string;
}

/** The next five due times by both. */
export function compareParsers(pattern: string, zone: string, from: number, parser: typeof CronExpressionParser): Comparison {
  const times = cronTimes(pattern, zone, from);
  const theirs = parser.parse(pattern, { tz: zone, currentDate: new Date(from) });
  let ours: number | null = from;
  for (let at = 0; at < 5; at++) {
    ours = ours === null ? null : times.nextAfter(ours);
    const their = theirs.next().getTime();
    if (ours === their) continue;
    const first = Math.min(ours ?? their, their);
    const [mine, other] = [ours, their].map((time) => (time === null ? "never" : new Date(time).toISOString()));
    const text = `"${pattern}" in ${zone} from ${new Date(from).toISOString()}: ${mine} and ${other}`;
    return { kind: isNearClockChange(first, zone) ? "clock-change" : "differ", text };
  }
  return { kind: "agree", text: "" };
}

function isNearClockChange(at: number, zone: string): boolean {
  const offset = (time: number): string =>
    new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
      .formatToParts(time)
      .find(({ type }) => type === "timeZoneName")!.value;
  return offset(at - 2 * HOUR_MS) !== offset(at + 2 * HOUR_MS);
}
