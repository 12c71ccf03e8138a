import { wrap } from "../../report/terminal/layout.ts";
import { EXIT } from "../ports.ts";
import { firstReadSentence } from "../first-read.ts";
import { openForQuestions } from "../open-connection.ts";
import { indented, problemText } from "../problem-text.ts";
import { checkConnectionId, checkTokenVariable, ownWorkspaceName, storeConnection } from "../store-connection.ts";
import { loadConnector, secretFrom } from "../sync-workspace.ts";
/** Checks the configuration, asks the tracker who we are and what we may see, and only then stores the connection. */
export async function connectTracker(kind, settings, options, ports) {
    const workspace = ownWorkspaceName(options.workspace);
    const connector = await loadConnector(kind);
    const config = connector.parseConfig(settings);
    const { id, tokenEnv, titles: keepTitles } = options;
    if (tokenEnv !== "" || connector.needsSecret !== false)
        checkTokenVariable(tokenEnv, ports);
    checkConnectionId(id);
    if (options.check) {
        const secret = secretFrom(tokenEnv, ports);
        const { connection, budgets } = await openForQuestions({ connector, id, config, secret, keepTitles }, ports);
        const { summary, warnings, items } = await connection.preflight();
        ports.out(`${summary}.\n`);
        for (const warning of warnings)
            ports.out(`${indented(`note: ${problemText(warning)}`, "  ", ports)}\n`);
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
