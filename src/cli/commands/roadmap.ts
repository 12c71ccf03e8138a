import { SIGNALS } from "../../../signals/index.ts";
import { ProblemError } from "../../model/problem.ts";
import type { Level } from "../../model/level.ts";
import { roadmapStored } from "../../roadmap-stored.ts";
import { withStatements } from "../../statements.ts";
import { highsCode, highsSolver } from "../highs-solver.ts";
import { paintFor } from "../paint.ts";
import { EXIT, type Ports } from "../ports.ts";
import { readRulesetFile, rulesetOf } from "../read-ruleset.ts";
import { roadmapHelper } from "../roadmap-helper.ts";
import { chooseWorkspace, withWorkspace } from "../workspace.ts";
import { checkOutputs, writeFiles } from "../write-files.ts";
import { providesOf } from "./scan.ts";

export interface RoadmapCommandOptions {
  readonly to?: string;
  readonly ruleset?: string;
  readonly json?: boolean;
  readonly out: readonly string[];
}

/** What would have to be observed for the next level, as of the last result. */
export async function roadmapCommand(given: string | undefined, options: RoadmapCommandOptions, ports: Ports): Promise<number> {
  checkOutputs(options.out);
  const own = options.ruleset === undefined ? undefined : readRulesetFile(options.ruleset, ports).ruleset;
  return withWorkspace(await chooseWorkspace(given, ports), false, ports, async (store) => {
    const last = await store.lastResult();
    if (last === null)
      throw new ProblemError({
        code: "usage",
        what: `Workspace "${store.workspace}" has no result yet.`,
        todo: `Run: wmmm scan ${store.workspace}`,
      });
    const code = await highsCode();
    const roadmap = await roadmapStored({
      store,
      asOf: Date.parse(last.asOf),
      ruleset: own ?? (await rulesetOf(store)),
      provides: await providesOf(store),
      solver: await highsSolver(code),
      startHelper: () => roadmapHelper({ solver: code }),
      target: options.to === undefined ? undefined : (Number(options.to) as Level),
    });
    if (options.json === true) ports.out(`${JSON.stringify(roadmap, null, 2)}\n`);
    else {
      const { renderRoadmap } = await import("../../report/roadmap/terminal.ts");
      const signals = new Map(SIGNALS.map((signal) => [signal.id, signal]));
      ports.out(renderRoadmap(roadmap, { columns: ports.columns, paint: paintFor(ports.colour), signals }));
    }
    await writeFiles({ ...(await withStatements(store, last, ports.now())), roadmap }, options.out, ports);
    return EXIT.ok;
  });
}
