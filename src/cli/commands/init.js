import { connectors } from "../../../connectors/index.ts";
import { createAsker, usage } from "../init/asker.ts";
import { given, TRACKERS } from "../init/trackers.ts";
import { askWorkspace, chooseScope, connectToTracker, exportLines, preview } from "../init/wizard.ts";
import { EXIT } from "../ports.ts";
import { freeConnectionId, storeConnection } from "../store-connection.ts";
import { loadConnector } from "../sync-workspace.ts";
import { scanCommand } from "./scan.ts";
/** Tracker, address, token, test, scope, preview, first scan. Nothing is stored before the last question is answered. */
export async function init(options, ports) {
    const prompts = options.input && ports.prompts !== null ? await ports.prompts() : null;
    if (prompts === null && options.input && options.yes !== true)
        throw usage('"wmmm init" asks questions, and there is no terminal to ask them on.', 'Give the answers as options and add --no-input ("wmmm init --help" lists them), or use "wmmm connect".');
    const asker = createAsker(prompts, options.yes === true);
    const trackers = TRACKERS.filter(({ kind }) => Object.hasOwn(connectors, kind));
    prompts?.intro("wmmm: connect a tracker and read it for the first time");
    const id = await asker.choose("Where is the work tracked?", "tracker", trackers.map(({ id: value, label, hint }) => ({ value, label, hint })), options.tracker, null);
    const guide = trackers.find((tracker) => tracker.id === id);
    const connector = await loadConnector(guide.kind);
    const { url, email, path, repo, apiUrl, tokenEnv, workspace: named } = options;
    const answers = given({ url, email, path, repo, "api-url": apiUrl, "token-env": tokenEnv, workspace: named });
    const input = { guide, connector, asker, given: answers, only: options.only ?? null, ports };
    const tried = await chooseScope(input, await connectToTracker(input));
    const workspace = await askWorkspace(input, tried);
    const keepTitles = options.titles &&
        (await asker.choose("Keep the titles of issues, to show examples?", "no-titles", [
            { value: "yes", label: "Yes" },
            { value: "no", label: "No, keys only" },
        ], undefined, "yes")) === "yes";
    const lines = preview(input, tried);
    if (prompts === null)
        for (const line of lines)
            ports.err(`${line}\n`);
    else
        prompts.note("Before the first scan", lines);
    const next = options.scan
        ? await asker.choose("Store the connection?", "no-scan", [
            { value: "scan", label: "Store it and scan now" },
            { value: "store", label: "Store it; I scan later" },
        ], undefined, "scan")
        : "store";
    const { config, tokenEnv: variable } = tried;
    const connectionId = await freeConnectionId(workspace, guide.kind, config, ports);
    await storeConnection(workspace, { id: connectionId, kind: guide.kind, config, tokenEnv: variable, keepTitles }, ports);
    const isTyped = tried.ports !== ports;
    if (isTyped)
        prompts?.note("For later runs, in your shell", exportLines(variable));
    const later = `wmmm scan ${workspace}`;
    if (next === "store") {
        if (prompts === null)
            ports.err(`Connected. Next: ${later}\n`);
        else
            prompts.outro(`Connected. Next: ${later}`);
        return EXIT.ok;
    }
    prompts?.outro(`Reading. Next time: ${later}`);
    return scanCommand(workspace, { sync: true, out: [] }, tried.ports);
}
