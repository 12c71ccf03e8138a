import type { Judgement } from "../../../src/maturity/input.ts";
import type { Measure } from "../../../src/model/measure.ts";
import { mean } from "../statistics/icc.ts";

export interface Judged {
  readonly judgement: Judgement;
  readonly measures: Readonly<Record<string, Measure>>;
}

export interface RealHistories {
  readonly mapreduce: readonly (Judged & { readonly year: number })[];
  readonly tidev: Judged;
  readonly devlake: Judged;
}

interface Found {
  readonly held: boolean;
  /** What was there, in numbers. */
  readonly seen: string;
}

const isBusy = ({ year }: { readonly year: number }) => year >= 2009 && year <= 2013;
const isQuiet = ({ year }: { readonly year: number }) => year >= 2016 && year <= 2020;

/** Looks at each hypothesis, by its id. */
export function checkHypotheses({ mapreduce, tidev, devlake }: RealHistories): Readonly<Record<string, Found>> {
  const busy = mapreduce.filter(isBusy);
  const quiet = mapreduce.filter(isQuiet);
  const ratings = (id: string) => mapreduce.map((one) => ratingOf(one, id));
  const measuredShare = (years: typeof mapreduce) => mean(years.map(({ measures }) => measuredCount(measures)));
  const [zombiesBusy, zombiesQuiet] = [valuesOf(busy, "zombie-wip"), valuesOf(quiet, "zombie-wip")];
  const s13 = valuesOf(mapreduce, "forgotten-commitments").map((value) => value > 25);
  const s10 = valuesOf(mapreduce, "sle-shortfall").map((value) => value > 15);
  const conformance = mapreduce.map(({ measures }) => valueOf(measures, "workflow-conformance"));
  const tidevHigh = tidev.judgement.characteristics.filter(
    ({ level, rating }) => level >= 3 && (rating === "L" || rating === "F"),
  );
  const never = (id: string, ...bad: readonly string[]): Found => ({
    held: ratings(id).every((rating) => !bad.includes(rating)),
    seen: ratings(id).join(" "),
  });
  const most = (years: typeof mapreduce, id: string, isSo: (value: number) => boolean): Found => {
    const values = valuesOf(years, id);
    return { held: values.length > 0 && values.filter(isSo).length > values.length / 2, seen: text(values) };
  };
  const always = (years: typeof mapreduce, id: string, isSo: (value: number) => boolean): Found => {
    const values = valuesOf(years, id);
    return { held: values.length > 0 && values.every(isSo), seen: text(values) };
  };
  return {
    H01: {
      held: mapreduce.every(({ judgement }) => (judgement.level.best ?? 0) <= 2),
      seen: mapreduce.map(({ judgement }) => judgement.level.best ?? "?").join(" "),
    },
    H02: {
      held: mapreduce.every(({ judgement }) => (judgement.level.confirmed ?? 0) < 2),
      seen: mapreduce.map(({ judgement }) => judgement.level.confirmed ?? "?").join(" "),
    },
    H03: never("5.2", "L", "F"),
    H04: never("5.3", "L", "F"),
    H05: {
      held: never("4.4", "F").held && never("5.1", "F").held,
      seen: `${ratings("4.4").join(" ")}; ${ratings("5.1").join(" ")}`,
    },
    H06: { held: ratings("2.2").every((rating) => rating === "I" || rating === "NA"), seen: ratings("2.2").join(" ") },
    H07: most(busy, "cycle-time-tail-ratio", (value) => value > 3.5),
    H08: most(busy, "throughput-dispersion", (value) => value > 1.8),
    H09: most(busy, "backflow", (value) => value > 18),
    H10: always(busy, "reopen-rate", (value) => value >= 2 && value <= 20),
    H11: always(mapreduce, "variant-concentration", (value) => value > 55),
    H12: always(busy, "retro-logging", (value) => value < 30),
    H13: most(mapreduce, "wip-age-over-sle", (value) => value > 23),
    H14: {
      held: zombiesBusy.length > 0 && zombiesQuiet.length > 0 && mean(zombiesQuiet) > mean(zombiesBusy),
      seen: `${text(zombiesBusy)} then ${text(zombiesQuiet)}`,
    },
    H15: {
      held: measuredShare(quiet) < measuredShare(busy),
      seen: `${measuredShare(busy).toFixed(1)} then ${measuredShare(quiet).toFixed(1)} signals`,
    },
    H16: {
      held: s13.length + s10.length > 0 && [...s13, ...s10].filter(Boolean).length > (s13.length + s10.length) / 2,
      seen: `${s13.filter(Boolean).length} of ${s13.length}, ${s10.filter(Boolean).length} of ${s10.length}`,
    },
    H17: {
      held: conformance.filter((value) => value === null || value < 80).length > conformance.length / 2,
      seen: conformance.map((value) => value?.toFixed(0) ?? "?").join(" "),
    },
    H18: {
      held: tidev.judgement.level.best === null,
      seen: `level ${tidev.judgement.level.best ?? "?"}, ${measuredCount(tidev.measures)} signals measured`,
    },
    H19: { held: tidevHigh.length === 0, seen: tidevHigh.map(({ id }) => id).join(", ") || "none" },
    H20: {
      held: devlake.judgement.level.best === null && devlake.judgement.teams.every(({ level }) => level === null),
      seen: `level ${devlake.judgement.level.best ?? "?"}, teams ${devlake.judgement.teams.map(({ status }) => status).join(" ") || "none"}`,
    },
  };
}

function ratingOf({ judgement }: Judged, id: string): string {
  return judgement.characteristics.find((one) => one.id === id)!.rating;
}

function valueOf(measures: Readonly<Record<string, Measure>>, id: string): number | null {
  const measure = measures[id];
  return measure?.outcome === "measured" ? measure.value : null;
}

function valuesOf(years: readonly Judged[], id: string): readonly number[] {
  return years.flatMap(({ measures }) => valueOf(measures, id) ?? []);
}

function measuredCount(measures: Readonly<Record<string, Measure>>): number {
  return Object.values(measures).filter(({ outcome }) => outcome === "measured").length;
}

function text(values: readonly number[]): string {
  return values.length === 0 ? "never measured" : values.map((value) => value.toFixed(1)).join(" ");
}
