import { budgetsOf } from "../../connectors/transport/budgets.ts";
import { policyOf } from "../../connectors/transport/rate-policy.ts";
import { localFiles } from "./local-files.ts";
import { httpFactory } from "./sync-workspace.ts";
export async function openForQuestions(given, ports) {
    const { connector, id, config, secret, keepTitles } = given;
    const createHttp = await httpFactory(connector.id, { record: undefined, replay: undefined }, ports);
    const { http, headers } = rememberingHeaders(createHttp({ stop: ports.interrupt, onWait: () => undefined }));
    const connection = connector.connect(config, secret, {
        connection: id,
        http,
        files: localFiles,
        // Nothing is normalised here, so nobody needs a pseudonym yet.
        pseudonym: () => "",
        identity: () => "",
        now: ports.now,
        keepTitles,
        signal: ports.interrupt,
    });
    return { connection, budgets: () => budgetsOf(policyOf(connector.id), headers()) };
}
/** The same client; what its newest answer said in headers can be looked at afterwards. */
function rememberingHeaders(http) {
    let newest = {};
    const watched = {
        async send(request) {
            const response = await http.send(request);
            newest = response.headers;
            return response;
        },
        async fetch(input, init) {
            const response = await http.fetch(input, init);
            newest = Object.fromEntries(response.headers);
            return response;
        },
        get requests() {
            return http.requests;
        },
    };
    return { http: watched, headers: () => newest };
}
