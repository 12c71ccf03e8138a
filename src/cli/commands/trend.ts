import { CHARACTERISTICS } from "../../maturity/characteristics/index.ts";
import { ProblemError } from "../../model/problem.ts";
import type { Trend, TrendStep } from "../../model/trend.ts";
import type { Instant } from "../../model/window.ts";
import { trendDates, yearBefore } from "../../trend/dates.ts";
import { trendStored } from "../../trend/trend-stored.ts";
import { notInTheFuture } from "../instants.ts";
import { lastKnown } from "../last-known.ts";
import { paintFor } from "../paint.ts";
import { EXIT, type Ports } from "../ports.ts";
import { progressLine } from "../progress.ts";
import { rulesetOf } from "../read-ruleset.ts";
import { trendHelpers } from "../trend-helpers.ts";
import { VERSION } from "../version.ts";
import { chooseWorkspace, withWorkspace } from "../workspace.ts";
import { checkOutputs, writeTexts } from "../write-files.ts";
import { providesOf } from "./scan.ts";

export interface TrendOptions {
  readonly every: TrendStep;
  readonly since?: Instant;
  readonly until?: Instant;
  readonly json?: boolean;
  readonly out: readonly string[];
  readonly quiet?: boolean;
}

/** Five years of weeks. More dates than anybody can read are a mistake in `--since` rather than a wish. */
const MOST_DATES = 260;

export async function trendCommand(given: string | undefined, options: TrendOptions, ports: Ports): Promise<number> {
  checkOutputs(options.out);
  const wanted = notInTheFuture(options.until, ports.now(), "--until");
  const name = await chooseWorkspace(given, ports);
  return withWorkspace(name, false, ports, async (store) => {
    const dates = datesOf(options, await lastKnown(store, wanted, "--until", ports));
    const progress = progressLine(ports, options.quiet === true);
    const trend = await trendStored({
      store,
      dates,
      every: options.every,
      ruleset: await rulesetOf(store),
      provides: await providesOf(store),
      product: `wmmm ${VERSION}`,
      helpers: trendHelpers,
      async onPoint(done, of) {
        progress.update(`  Judging past dates: ${done} of ${of}`);
        // Signals of the system are only seen between two turns of the event loop.
        await ports.sleep(0, new AbortController().signal);
        return !ports.interrupt.aborted;
      },
    });
    progress.finish();
    if (trend === null) return EXIT.interrupted;
    await print(trend, options, ports);
    return trend.complete ? EXIT.ok : EXIT.incomplete;
  });
}

function datesOf({ since, every }: TrendOptions, until: Instant): readonly Instant[] {
  const dates = trendDates(since ?? yearBefore(until, "month"), until, every);
  if (dates.length === 0)
    throw new ProblemError({
      code: "usage",
      what: "--since is not before the last date, so that there is nothing between them.",
      todo: "Give an earlier --since, or a later --until.",
    });
  if (dates.length > MOST_DATES)
    throw new ProblemError({
      code: "usage",
      what: `That is ${dates.length} dates; at most ${MOST_DATES} are judged at once.`,
      todo: "Give a later --since, or a longer step (--every month, --every quarter).",
    });
  return dates;
}

async function print(trend: Trend, { json = false, out }: TrendOptions, ports: Ports): Promise<void> {
  const texts = new Map(CHARACTERISTICS.map(({ id, text }) => [id, text]));
  const textFor: Readonly<Record<string, () => Promise<string>>> = {
    ".html": async () => (await import("../../report/trend/html.tsx")).renderTrendHtml(trend, texts),
    ".json": async () => (await import("../../report/trend/json.ts")).renderTrendJson(trend),
    ".csv": async () => (await import("../../report/trend/csv.ts")).renderTrendCsv(trend),
    ".md": async () => (await import("../../report/trend/markdown.ts")).renderTrendMarkdown(trend, texts),
  };
  if (json) ports.out(await textFor[".json"]!());
  else {
    const { renderTrendTerminal } = await import("../../report/trend/terminal.ts");
    ports.out(renderTrendTerminal(trend, texts, { columns: ports.columns, paint: paintFor(ports.colour) }));
  }
  await writeTexts(out, (suffix) => textFor[suffix]!(), ports);
}
