import { demoDataset, DEMO_SPEC } from "../../../fixtures/demo-organisation/demo.ts";
import { startJiraServer, type JiraServer } from "../../../fixtures/jira-server/server.ts";
import { writeBasis } from "../../compare/basis.ts";
import { DEFAULT_RULESET } from "../../maturity/ruleset/default.ts";
import { DAY_MS } from "../../model/window.ts";
import { WORKSPACE_SCOPE } from "../../store/store.ts";
import { DEMO_TOKEN_VARIABLE, DEMO_WORKSPACE } from "../demo-workspace.ts";
import { EXIT, type Ports } from "../ports.ts";
import { printResult } from "../print-result.ts";
import { syncWorkspace, writerName } from "../sync-workspace.ts";
import { alone, storeHome, withWorkspace } from "../workspace.ts";
import { checkOutputs, writeFiles } from "../write-files.ts";
import { judgeWithBasis } from "./scan.ts";

/** The whole path on a made-up organisation: simulate, serve as Jira, read over HTTP, measure, judge, report. */
export async function demo(options: { out: readonly string[] }, ports: Ports): Promise<number> {
  checkOutputs(options.out);
  const out = options.out.length > 0 ? options.out : ["wmmm-demo-report.html"];
  ports.err("Simulating an organisation and serving it as a Jira site on this machine...\n");
  const server = await startJiraServer(demoDataset());
  try {
    return await alone(DEMO_WORKSPACE, ports, () => scanAfresh(server, out, ports));
  } finally {
    await server.close();
  }
}

async function scanAfresh(server: JiraServer, out: readonly string[], ports: Ports): Promise<number> {
  await (await storeHome(ports)).remove(DEMO_WORKSPACE);
  return withWorkspace(DEMO_WORKSPACE, true, ports, async (store) => {
    const { connectors } = await import("../../../connectors/index.ts");
    const connector = await connectors["jira"]!();
    const config = connector.parseConfig({ url: server.url, email: server.email });
    await store.saveConnection({
      id: "jira",
      kind: "jira",
      config,
      tokenEnv: DEMO_TOKEN_VARIABLE,
      keepTitles: true,
      addedAt: ports.now(),
    });
    const withToken = { ...ports, env: { ...ports.env, [DEMO_TOKEN_VARIABLE]: server.token } };
    const outcomes = await syncWorkspace(store, { quiet: false, record: undefined, replay: undefined }, withToken);
    if (ports.interrupt.aborted || outcomes.some((outcome) => outcome.status === "interrupted")) return EXIT.interrupted;
    const { result, basis } = await judgeWithBasis(store, Date.parse(DEMO_SPEC.lastDate) + DAY_MS - 1, DEFAULT_RULESET);
    const lease = await store.takeLease({ scope: WORKSPACE_SCOPE, owner: writerName(ports), now: ports.now(), takeOver: true });
    await store.saveResult(lease, result, ports.now(), writeBasis(basis));
    await printResult(result, false, ports);
    await writeFiles(result, out, ports);
    ports.err(
      `Everything above is about a made-up organisation. Look closer:\n  npx wmmm explain 3.2 --workspace ${DEMO_WORKSPACE}\n`,
    );
    return result.complete ? EXIT.ok : EXIT.incomplete;
  });
}
