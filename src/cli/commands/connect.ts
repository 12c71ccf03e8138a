import { wrap } from "../../report/terminal/layout.ts";
import { EXIT, type Ports } from "../ports.ts";
import { firstReadSentence } from "../first-read.ts";
import { openForQuestions } from "../open-connection.ts";
import { indented, problemText } from "../problem-text.ts";
import type { ConnectOptions } from "../program.ts";
import { checkConnectionId, checkTokenVariable, ownWorkspaceName, storeConnection } from "../store-connection.ts";
import { tokenFrom } from "../secrets.ts";
import { loadConnector } from "../sync-workspace.ts";

/** Checks the configuration, asks the tracker who we are and what we may see, and only then stores the connection. */
export async function connectTracker(kind: string, settings: unknown, options: ConnectOptions, ports: Ports): Promise<number> {
  const workspace = ownWorkspaceName(options.workspace);
  const connector = await loadConnector(kind);
  const config = connector.parseConfig(settings);
  const { id, tokenEnv, titles: keepTitles } = options;
  if (tokenEnv !== "" || connector.needsSecret !== false) checkTokenVariable(tokenEnv, ports);
  checkConnectionId(id);
  if (options.check) {
    const secret = tokenFrom(tokenEnv, ports);
    const { connection, budgets } = await openForQuestions({ connector, id, config, secret, keepTitles }, ports);
    const { summary, warnings, items } = await connection.preflight();
    ports.out(`${summary}.\n`);
    for (const warning of warnings) ports.out(`${indented(`note: ${problemText(warning)}`, "  ", ports)}\n`);
    if (items !== null) {
      const estimate = connector.firstRead?.(items) ?? null;
      const sentence = firstReadSentence(items, estimate, budgets(), ports.now());
      ports.out(`${wrap(sentence, Math.min(ports.columns, 100)).join("\n")}\n`);
    }
  }
  await storeConnection(workspace, { id, kind, config, tokenEnv, keepTitles }, ports);
  ports.out(`Connected. Next: wmmm scan ${workspace}\n`);
  return EXIT.ok;
}
