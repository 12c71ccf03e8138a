import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createServer } from "node:http";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { RATE_POLICIES } from "../../connectors/transport/rate-policy.ts";
import { ProblemError } from "../../src/model/problem.ts";
import { URL_FORMS } from "./url-forms.ts";
/** Linux answers on all of 127.0.0.0/8: this one stands for a tracker that may be asked, the canary for everything that may not. */
const TRACKER = "127.0.0.2";
/** The only network that the strict policy allows beside the open internet. */
const STRICT = { allow: [`${TRACKER}/32`] };
/**
 * Every form is asked directly, behind a redirect, and by a name that changes its address between two requests. A connection that is only
 * tried counts, whether or not somebody would have answered: sockets tell each attempt with its address.
 */
export const forbiddenAddresses = async ({ note }) => {
    const attempts = [];
    const watch = (message) => message.socket.on("connectionAttempt", (address) => attempts.push(address));
    subscribe("net.client.socket", watch);
    const canary = await listen("::");
    const tracker = await listen(TRACKER);
    /** Addresses tried while `act` ran, but for the tracker's own. */
    const triedIn = async (act) => {
        attempts.length = 0;
        const heard = canary.connections();
        const problem = await act().then(() => null, (error) => (error instanceof ProblemError ? error.problem.code : String(error)));
        return { tried: attempts.filter((address) => address !== TRACKER), heard: canary.connections() - heard, problem };
    };
    try {
        const forms = URL_FORMS.map((form) => ({ ...form, url: form.url.replaceAll("{port}", String(canary.port)) }));
        const reachable = forms.filter(({ reaches }) => reaches === "loopback");
        let control = 0;
        for (const form of reachable)
            if ((await triedIn(() => ask(form.url, "private", answering(form)))).heard > 0)
                control++;
        note(`without the strict policy ${control} of the ${reachable.length} forms of loopback reach the canary`);
        const counted = async (title, among, act) => {
            let reached = 0;
            let untyped = 0;
            for (const form of among) {
                const { tried, heard, problem } = await triedIn(() => act(form));
                if (tried.length > 0 || heard > 0)
                    note(`${title}: ${form.url} tried ${tried.join(", ")}`);
                if (problem === null || !TYPED.has(problem))
                    note(`${title}: ${form.url} ended as ${problem ?? "an answer"}`);
                reached += tried.length > 0 || heard > 0 ? 1 : 0;
                untyped += problem === null || !TYPED.has(problem) ? 1 : 0;
            }
            return {
                what: title,
                target: "0",
                measured: `${reached} of ${among.length} forms reach the canary, ${untyped} without a typed problem`,
                met: reached === 0 && untyped === 0,
            };
        };
        const metadata = forms.filter(({ reaches }) => reaches === "metadata");
        return [
            {
                what: "control: reach it when nobody forbids",
                target: ">= 30",
                measured: `${control} of ${reachable.length} forms of loopback`,
                met: control >= 30,
            },
            await counted("strict: asked directly", forms, (form) => ask(form.url, STRICT, answering(form))),
            await counted("strict: behind a redirect", forms, (form) => {
                tracker.redirectTo(form.url);
                return ask(`http://${TRACKER}:${tracker.port}/`, STRICT, answering(form));
            }),
            await counted("strict: the name changes its address", forms.filter(isAddress), async (form) => {
                tracker.redirectTo(null);
                await ask(`http://tracker.example:${tracker.port}/`, STRICT, changing(form));
            }),
            await counted("strict: one address of two is forbidden", forms.filter(isAddress), (form) => ask(`http://tracker.example:${tracker.port}/`, STRICT, (_, callback) => callback(null, [TRACKER, addressOf(form)].map((address) => ({ address, family: address.includes(":") ? 6 : 4 }))))),
            await counted("command line: metadata asked directly", metadata, (form) => ask(form.url, "private", answering(form))),
            await counted("command line: metadata by a name that changes", metadata, (form) => ask(`http://tracker.example:${tracker.port}/`, "private", changing(form))),
        ];
    }
    finally {
        unsubscribe("net.client.socket", watch);
        await Promise.all([canary.close(), tracker.close()]);
    }
};
const TYPED = new Set(["blocked-address", "unreachable", "redirected-away", "usage"]);
/** Two requests, so that a name may answer otherwise at the second; the client keeps no connection in between. */
async function ask(url, addresses, resolver) {
    const client = createHttpClient({
        policy: { ...RATE_POLICIES.jira, attempts: 1 },
        now: () => 0,
        sleep: () => Promise.resolve(),
        random: () => 0.5,
        deadlineMs: 2_000,
        addresses,
        resolver,
    });
    for (let time = 0; time < 2; time++)
        await client.send({ method: "GET", url, headers: { connection: "close" }, stream: "issues", page: 1 });
}
function addressOf({ url, resolves }) {
    return resolves ?? new URL(url).hostname.replace(/^\[|\]$/g, "");
}
function isAddress({ reaches }) {
    return reaches !== "nowhere";
}
/** The resolver of an attacker: any name is the form's address. */
function answering(form) {
    return (_, callback) => {
        const address = form.resolves ?? "127.0.0.1";
        callback(null, [{ address, family: address.includes(":") ? 6 : 4 }]);
    };
}
/** The tracker's address the first time, the form's from then on. */
function changing(form) {
    let asked = 0;
    return (_, callback) => {
        const address = asked++ === 0 ? TRACKER : addressOf(form);
        callback(null, [{ address, family: address.includes(":") ? 6 : 4 }]);
    };
}
async function listen(host) {
    let connections = 0;
    let target = null;
    const server = createServer((_, response) => {
        if (target === null)
            response.writeHead(200, { "content-type": "application/json" }).end("{}");
        else
            response.writeHead(302, { location: target.replaceAll(/[^\x21-\x7e]/g, encodeURIComponent) }).end();
    });
    server.on("connection", () => connections++);
    await new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, host, resolve);
    });
    return {
        port: server.address().port,
        connections: () => connections,
        redirectTo: (url) => void (target = url),
        close: () => new Promise((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
        }),
    };
}
