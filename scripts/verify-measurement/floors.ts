/** At least, or at most, this; worse means that something was broken, whatever the targets are. */
export interface Floor {
  readonly least?: number;
  readonly most?: number;
  /** Why it stands where it stands. */
  readonly because: string;
}

/**
 * By figure and what it counts. Targets are research: missing one is a finding. These are promises: each stands below what was measured when the
 * ruleset was frozen by more than chance moves it in a reduced run, and holds for whole runs too.
 */
export const FLOORS: Readonly<Record<string, Floor>> = {
  "recovery: level exact": { least: 0.6, because: "with one level in five lost altogether it would be lower" },
  "recovery: level within one": { least: 0.9, because: "two levels off is a broken rule, not noise" },
  "recovery: quadratic weighted kappa": { least: 0.8, because: "the floor of the measurement design" },
  "recovery: organisations that were judged": { least: 0.8, because: "who abstains from everything is never wrong" },
  "calibration: confirmed levels that are too high": { most: 0.15, because: "confirmed means nine in ten" },
  "controls: a random process is level 1 or not judged": { least: 1, because: "no process at all must never look like one" },
  "placebos: statuses renamed: index moves no more than detectable": { least: 0.7, because: "of the levels, not of the index" },
  "placebos: zone + 8 h: index moves no more than detectable": {
    least: 0.9,
    because: "of the levels: nothing but the clock is different",
  },
  "placebos: zone - 8 h: index moves no more than detectable": {
    least: 0.9,
    because: "of the levels: nothing but the clock is different",
  },
  "sensitivity: rungs and weights +-20 %: level the same": { least: 0.9, because: "within one level, whatever the numbers are" },
};

export function isAbove(floor: Floor, value: number): boolean {
  return value >= (floor.least ?? -Infinity) && value <= (floor.most ?? Infinity);
}
