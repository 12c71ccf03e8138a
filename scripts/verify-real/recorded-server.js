import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
/** Headers that belong to the recorded connection and not to the answer. */
const OF_THE_WIRE = new Set(["content-encoding", "content-length", "transfer-encoding", "connection"]);
/** Answers with what was recorded in one folder of `mappings` and `__files`, its addresses and times made those of here and now. */
export async function startRecordedServer(folder, now) {
    const startedAt = now();
    const mappings = readdirSync(join(folder, "mappings"))
        .map((name) => JSON.parse(readFileSync(join(folder, "mappings", name), "utf8")))
        .toSorted((a, b) => (a.insertionIndex ?? 0) - (b.insertionIndex ?? 0));
    const states = new Map();
    const answered = [];
    let origin = "";
    const filled = (text) => text
        .replaceAll(/\{\{(now|testStartDate)(?: offset='(\d{1,5}) seconds?')?(?: timezone='GMT')? format='([^']{1,40})'\}\}/g, (_, from, offset, format) => {
        const at = (from === "now" ? now() : startedAt) + Number(offset ?? 0) * 1000;
        return format === "unix" ? String(Math.floor(at / 1000)) : new Date(at).toUTCString();
    })
        .replaceAll("https://api.github.com", origin);
    const server = createServer((incoming, response) => {
        const path = incoming.url ?? "/";
        const found = mappings.find(({ request, scenarioName, requiredScenarioState }) => request.url === path &&
            request.method === incoming.method &&
            (scenarioName === undefined || (states.get(scenarioName) ?? "Started") === (requiredScenarioState ?? "Started")));
        response.sendDate = false;
        if (found === undefined)
            return void response.writeHead(404, { "content-type": "application/json" }).end('{"message":"not recorded"}');
        const { status, body, bodyFileName, headers } = found.response;
        if (found.scenarioName !== undefined && found.newScenarioState !== undefined)
            states.set(found.scenarioName, found.newScenarioState);
        const told = {};
        for (const [name, value] of Object.entries(headers))
            if (!OF_THE_WIRE.has(name.toLowerCase()))
                told[name.toLowerCase()] = filled(Array.isArray(value) ? value.join(", ") : String(value));
        answered.push({ path, status, headers: told });
        response.writeHead(status, told);
        response.end(bodyFileName === undefined ? (body ?? "") : readFileSync(join(folder, "__files", bodyFileName)));
    });
    await new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", resolve);
    });
    origin = `http://127.0.0.1:${server.address().port}`;
    return {
        url: origin,
        answered,
        paths: [...new Set(mappings.map(({ request }) => request.url))],
        close: () => new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
        }),
    };
}
