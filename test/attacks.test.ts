import { describe, expect, test } from "vitest";
import { ATTACKS } from "../fixtures/attacks/index.ts";
import { levelSpec } from "../fixtures/demo-organisation/levels.ts";
import { simulateOrganisation } from "../fixtures/demo-organisation/organisation.ts";
import type { RecordedOrganisation } from "../fixtures/demo-organisation/recorded.ts";
import { logOf } from "../scripts/verify-measurement/read-in-memory.ts";
import { writeDirectly } from "../scripts/verify-measurement/write-directly.ts";
import { flagsOf } from "../src/gaming.ts";
import { judgeInputOf, measureLog } from "../src/judge-log.ts";
import { judge } from "../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../src/maturity/ruleset/default.ts";
import type { FlagKind } from "../src/model/flag.ts";
import { WEEK_MS } from "../src/model/window.ts";
import { seededRandom } from "../src/statistics/random.ts";

/** What an attack may gain without being noticed, in levels (section 6.2 of the measurement design). */
const MOST_GAIN = 0.2;

/** What each is told to be, where it changes enough to be seen. */
const SEEN_AS: Readonly<Record<string, readonly FlagKind[]>> = {
  "assign-everything": ["administrative-change"],
  "link-everything": ["administrative-change"],
  "fake-estimates": ["administrative-change"],
  "bot-comments": ["data-entry"],
  "split-tickets": ["split-items"],
  "flash-stages": ["flash-stages"],
};

const SPEC = levelSpec(2);
const ORGANISATION = simulateOrganisation({ ...SPEC, firstDate: "2025-09-01", teams: SPEC.teams.slice(0, 2) }, "attacks");
const { endAt } = ORGANISATION.work;

async function judged(recorded: RecordedOrganisation): Promise<{ index: number; flags: FlagKind[] }> {
  const history = await writeDirectly(recorded, endAt);
  const measured = measureLog(logOf(history, endAt), [{ id: history.connection, provides: history.provides }], DEFAULT_RULESET);
  const { index } = judge(judgeInputOf(measured), DEFAULT_RULESET);
  return { index: index.score5 ?? 1, flags: flagsOf(measured).map(({ kind }) => kind) };
}

const plain = judged(ORGANISATION);

describe("looking better without working better", () => {
  test("nobody does, and nothing is flagged", async () => {
    expect((await plain).flags).toEqual([]);
  });

  test.each(ATTACKS.map((attack) => [attack.id, attack] as const))("%s gains little or is flagged", async (id, attack) => {
    const attacked = attack.apply(ORGANISATION, { startAt: endAt - 10 * WEEK_MS, random: seededRandom("attack") });
    const { index, flags } = await judged(attacked);
    const gain = index - (await plain).index;
    expect(gain <= MOST_GAIN || flags.length > 0, `gains ${gain.toFixed(2)}`).toBe(true);
    expect(flags).toEqual(expect.arrayContaining([...(SEEN_AS[id] ?? [])]));
  });
});
