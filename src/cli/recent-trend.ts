import type { Ruleset } from "../maturity/ruleset/ruleset.ts";
import type { Provides } from "../model/facet.ts";
import type { RecentTrend } from "../model/trend.ts";
import type { Instant } from "../model/window.ts";
import type { WorkspaceStore } from "../store/store.ts";
import { trendDates, yearBefore } from "../trend/dates.ts";
import { trendStored } from "../trend/trend-stored.ts";
import type { Ports } from "./ports.ts";
import { progressLine } from "./progress.ts";
import { trendHelpers } from "./trend-helpers.ts";
import { VERSION } from "./version.ts";

/**
 * The ends of the last four quarters and `asOf` itself, as they stand beside a result. Four more judgements: that is why nobody gets them without
 * asking. Null when it was interrupted.
 */
export async function recentTrend(
  store: WorkspaceStore,
  asOf: Instant,
  ruleset: Ruleset,
  provides: (kind: string) => Provides,
  quiet: boolean,
  ports: Ports,
): Promise<RecentTrend | null> {
  const progress = progressLine(ports, quiet);
  const trend = await trendStored({
    store,
    dates: trendDates(yearBefore(asOf, "quarter"), asOf, "quarter"),
    every: "quarter",
    ruleset,
    provides,
    product: `wmmm ${VERSION}`,
    helpers: trendHelpers,
    async onPoint(done, of) {
      progress.update(`  Judging past quarters: ${done} of ${of}`);
      // Signals of the system are only seen between two turns of the event loop.
      await ports.sleep(0, new AbortController().signal);
      return !ports.interrupt.aborted;
    },
  });
  progress.finish();
  if (trend === null) return null;
  const { every, overall, points } = trend;
  return {
    every,
    overall,
    points: points.map(({ asOf: at, window, level, index, reason, change, yearBefore: year }) => ({
      asOf: at,
      window: { historyWeeks: window.historyWeeks, shutdownWeeks: window.shutdownWeeks },
      level: { best: level.best },
      index: { score5: index.score5, interval90: index.interval90 },
      reason,
      change,
      yearBefore: year,
    })),
  };
}
