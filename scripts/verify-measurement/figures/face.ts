import { jira } from "../../../connectors/jira/index.ts";
import type { JiraDataset } from "../../../fixtures/jira-server/dataset.ts";
import { judgeInputOf, measureLog } from "../../../src/judge-log.ts";
import type { Judgement } from "../../../src/maturity/input.ts";
import { judge } from "../../../src/maturity/judge.ts";
import { DEFAULT_RULESET } from "../../../src/maturity/ruleset/default.ts";
import { loadDevlakeJira } from "../../../test/support/devlake.ts";
import { loadMapreduce } from "../../../test/support/mapreduce.ts";
import { SHARED_MISSING } from "../../../test/support/shared.ts";
import { loadTidev } from "../../../test/support/tidev.ts";
import { WEEK_MS } from "../../../src/model/window.ts";
import type { Figure, Line } from "../figure.ts";
import { dispersionFactor, dispersionsOf } from "../dispersion.ts";
import { HYPOTHESES } from "../face/hypotheses.ts";
import { checkHypotheses, type Judged } from "../face/checks.ts";
import { JIRA_CONFIG, jiraInProcess } from "../jira-in-process.ts";
import { logOf, readInMemory } from "../read-in-memory.ts";
import { shareText } from "../sample.ts";

const FIRST_YEAR = 2009;
const LAST_YEAR = 2020;
/** The three of them are read as they are at these ends. */
const TIDEV_AT = "2023-01-01";
const DEVLAKE_AT = "2022-01-01";

/** Do histories that nobody here made look as they ought to? Needs `../shared`. */
export const face: Figure = async ({ note }) => {
  const [mapreduce, tidev, devlake] = [loadMapreduce(), loadTidev(), loadDevlakeJira()];
  if (mapreduce === null || tidev === null || devlake === null)
    return [{ what: "hypotheses about real histories", target: "", measured: SHARED_MISSING, met: null }];
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);
  const byYear = await judgedAt(
    mapreduce,
    years.map((year) => `${year + 1}-01-01`),
  );
  const found = checkHypotheses({
    mapreduce: years.map((year, index) => ({ year, ...byYear[index]! })),
    tidev: (await judgedAt(tidev, [TIDEV_AT]))[0]!,
    devlake: (await judgedAt(devlake, [DEVLAKE_AT]))[0]!,
  });
  for (const { id, says } of HYPOTHESES)
    note(`${id} ${found[id]!.held ? "held" : "DID NOT HOLD"}: ${says} Seen: ${found[id]!.seen}`);
  const held = HYPOTHESES.filter(({ id }) => found[id]!.held).length;
  return [
    {
      what: "hypotheses that held",
      target: ">= 75 %",
      measured: shareText(held, HYPOTHESES.length),
      met: held >= 0.75 * HYPOTHESES.length,
    },
    {
      what: "those that did not",
      target: "",
      measured:
        HYPOTHESES.filter(({ id }) => !found[id]!.held)
          .map(({ id }) => id)
          .join(", ") || "none",
      met: null,
    },
    await halfYears(mapreduce),
  ];
};

/** How far neighbouring half years of a real project differ, of what its samples explain. */
async function halfYears(dataset: JiraDataset): Promise<Line> {
  const now = Date.parse(`${LAST_YEAR + 1}-01-01T00:00:00Z`);
  const history = await readInMemory(jira, JIRA_CONFIG, "token", jiraInProcess(dataset, now), now);
  const count = 2 * (LAST_YEAR - FIRST_YEAR + 1);
  const inputs = Array.from({ length: count }, (_, n) => {
    const log = logOf(history, now - (count - 1 - n) * 26 * WEEK_MS);
    return judgeInputOf(measureLog(log, [{ id: history.connection, provides: history.provides }], DEFAULT_RULESET));
  });
  const dispersions = inputs.slice(1).flatMap((input, n) => dispersionsOf(inputs[n]!, input));
  return {
    what: "MAPREDUCE: variance between half years over what samples explain, median of signals",
    target: "",
    measured: `${dispersionFactor(dispersions).toFixed(1)} over ${dispersions.length} pairs; the ruleset reckons with ${DEFAULT_RULESET.overdispersion}`,
    met: null,
  };
}

async function judgedAt(dataset: JiraDataset, dates: readonly string[]): Promise<readonly Judged[]> {
  const instants = dates.map((date) => Date.parse(`${date}T00:00:00Z`));
  const now = Math.max(...instants);
  const history = await readInMemory(jira, JIRA_CONFIG, "token", jiraInProcess(dataset, now), now);
  return instants.map((asOf) => {
    const provides = [{ id: history.connection, provides: history.provides }];
    const measured = measureLog(logOf(history, asOf), provides, DEFAULT_RULESET);
    const judgement: Judgement = judge(judgeInputOf(measured), DEFAULT_RULESET);
    return { judgement, measures: measured.workspace.measures };
  });
}
