import type { AnswerHash } from "../determinism-once.ts";
import type { Figure } from "../figure.ts";
import { runAll } from "../pool.ts";

const RUNS = 20;
/** Whole and broken hours, both hemispheres, both sides of the date line, with and without summer time. */
const ZONES = [
  ...[
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Moscow",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Asia/Kolkata",
    "Asia/Kathmandu",
  ],
  ...[
    "Asia/Tokyo",
    "Asia/Shanghai",
    "Asia/Tehran",
    "Asia/Dubai",
    "Australia/Sydney",
    "Australia/Adelaide",
    "Pacific/Auckland",
    "Pacific/Chatham",
  ],
  ...[
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Pacific/Honolulu",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
  ],
  ...["America/Sao_Paulo", "Atlantic/Azores"],
];
/** Other decimal signs, other letters, other orders of letters. */
const LOCALES = ["en_US.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "sv_SE.UTF-8", "C"];

/** Is the answer the same, byte for byte, however often it is asked for and wherever the machine thinks it stands? */
export const determinism: Figure = async ({ reduced, times, note }) => {
  const all = ZONES.flatMap((zone, z) => LOCALES.map((_, l) => ({ zone, locale: LOCALES[(z + l) % LOCALES.length]! })));
  // Every so manyth pair, so that zones and locales both change from one to the next.
  const chosen = reduced ? 4 : Math.max(4, times(all.length));
  const pairs = Array.from({ length: chosen }, (_, k) => all[Math.floor((k * all.length) / chosen)]!);
  const runs = reduced ? 2 : Math.max(2, times(RUNS));
  const hashes = new Map<AnswerHash, number>();
  let count = 0;
  const answers = await runAll("answer-elsewhere", pairs.map((pair) => ({ ...pair, runs }))); // prettier-ignore
  for (const [at, { zone, locale }] of pairs.entries()) {
    const own = answers[at]!;
    for (const hash of own) hashes.set(hash, (hashes.get(hash) ?? 0) + 1);
    count += own.length;
    if (new Set(own).size > 1) note(`${zone}, ${locale}: ${new Set(own).size} different answers`);
  }
  const most = Math.max(...hashes.values());
  const expected = pairs.length * runs;
  return [
    {
      what: "answers that are equal byte for byte",
      target: `${RUNS} x ${ZONES.length} x ${LOCALES.length}`,
      measured: `${most} of ${count} (${runs} runs in each of ${pairs.length} pairs of zone and locale)`,
      met: hashes.size === 1 && count === expected,
    },
  ];
};
