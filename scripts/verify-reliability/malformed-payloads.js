import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { policyOf } from "../../connectors/transport/rate-policy.ts";
import { ProblemError } from "../../src/model/problem.ts";
import { seededRandom } from "../../src/statistics/random.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { syncConnection } from "../../src/sync.ts";
import { mutated } from "./hostile-values.ts";
import { subjects } from "./subjects.ts";
const NOW = Date.UTC(2026, 11, 1);
const PAYLOADS = 1_000_000;
const REDUCED_PAYLOADS = 20_000;
/** A read of so few answers that asks more often goes round. */
const MOST_REQUESTS = 500;
/** Lists of answers that are no issues are changed seldom: where configuration cannot be read at all, no issue is looked at. */
const OTHER_LISTS = 0.1;
/**
 * Whole syncs of answers that were recorded from the local servers and then changed: every issue is one payload and goes through reader, schema,
 * normaliser and store. `internal` is how a sync reports an error that nobody caught.
 */
export const malformedPayloads = async ({ reduced, connector, note }) => {
    const wanted = reduced ? REDUCED_PAYLOADS : PAYLOADS;
    const found = subjects(connector);
    const before = prototypeOf();
    const total = { payloads: 0, uncaught: 0, silent: 0, endless: 0, accepted: 0 };
    for (const subject of found.subjects) {
        const recorded = await record(subject);
        const share = Math.ceil(wanted / found.subjects.length);
        for (let payloads = 0, run = 0; payloads < share; run++) {
            const seed = `${subject.id} ${run}`;
            const result = await runOnce(subject, recorded, seededRandom(seed));
            // Where configuration is beyond reading no issue is asked for; where none ever is, this would not end.
            if (run > share && payloads === 0)
                throw new Error(`${subject.id}: no issue was served`);
            payloads += result.payloads;
            total.payloads += result.payloads;
            total.accepted += result.stored;
            if (result.uncaught !== null)
                note(`uncaught, seed "${seed}": ${result.uncaught}`);
            if (result.isSilent)
                note(`silent, seed "${seed}": ${result.payloads} served, ${result.stored} stored`);
            if (result.isEndless)
                note(`endless, seed "${seed}"`);
            total.uncaught += result.uncaught === null ? 0 : 1;
            total.silent += result.isSilent ? 1 : 0;
            total.endless += result.isEndless ? 1 : 0;
        }
    }
    const after = prototypeOf();
    const names = found.subjects.map(({ id }) => id).join(", ");
    return [
        {
            what: `malformed payloads (${names}): nobody caught`,
            target: "0",
            measured: `${total.uncaught} uncaught, ${total.endless} endless, of ${total.payloads} payloads, of which ${total.accepted} could be used in part`,
            met: total.uncaught === 0 && total.endless === 0 && total.payloads >= wanted,
        },
        { what: "changes of Object.prototype", target: "0", measured: before === after ? "0" : after, met: before === after },
        {
            what: "rejected without a problem, a warning or drift",
            target: "0",
            measured: `${total.silent} of the syncs`,
            met: total.silent === 0,
        },
    ];
};
const prototypeOf = () => Object.getOwnPropertyNames(Object.prototype).join();
/** Every answer of an undisturbed read, by path, as the vendor sent it. */
async function record(subject) {
    const answers = new Map();
    const served = await subject.start(() => NOW);
    const client = createHttpClient({
        policy: policyOf(subject.connector.id),
        now: () => NOW,
        sleep: () => Promise.resolve(),
        random: () => 0.5,
    });
    try {
        const http = httpOf(client, async ({ reader, ...request }) => {
            const response = await client.send(request);
            const path = subject.pathOf(new URL(request.url), request.body);
            answers.set(path, [...(answers.get(path) ?? []), response.json]);
            return reader === undefined ? response : { ...response, json: reader.read(Buffer.from(JSON.stringify(response.json))) };
        });
        const config = served.configFor(`http://127.0.0.1:${served.port}`);
        const { status } = await sync(subject, config, served.secret, http, () => Promise.resolve(0));
        if (status !== "complete")
            throw new Error(`${subject.id}: the recording is ${status}`);
    }
    finally {
        await served.close();
    }
    return answers;
}
async function runOnce(subject, recorded, random) {
    const { at, shape } = subject.places["first page"];
    const asked = new Map();
    let payloads = 0;
    let requests = 0;
    const answerTo = (request) => {
        const path = subject.pathOf(new URL(request.url), request.body);
        const list = recorded.get(path);
        if (list === undefined)
            return {};
        const nth = asked.get(path) ?? 0;
        asked.set(path, nth + 1);
        const json = list[Math.min(nth, list.length - 1)];
        if (path !== at.path)
            return random.next() < OTHER_LISTS ? mutated(json, random) : json;
        const items = shape.items(json);
        payloads += items.length;
        return shape.withItems(json, items.map((item) => (random.next() < 0.95 ? mutated(item, random) : item)));
    };
    const http = httpOf(null, (request) => {
        if (++requests > MOST_REQUESTS)
            return Promise.reject(new ProblemError({ code: "endless-cursor", what: "Too many requests.", todo: "Mend it." }));
        // Only what a body can hold arrives: text there and back.
        const text = JSON.stringify(answerTo(request) ?? null);
        const json = request.reader === undefined ? JSON.parse(text) : request.reader.read(Buffer.from(text));
        const sha256 = createHash("sha256").update(text).digest("hex");
        return Promise.resolve({ status: 200, headers: { date: new Date(NOW).toUTCString() }, json, sha256, bytes: text.length });
    });
    let stored = 0;
    let drift = 0;
    let uncaught = null;
    let told = 0;
    try {
        const outcome = await sync(overheard(subject, (error) => (uncaught ??= error)), configOf(subject), "secret", http, async (store) => {
            stored = (await store.liveItems(subject.id)).length;
            drift = (await store.drift()).length;
            return 0;
        });
        const bug = outcome.problems.find(({ code }) => code === "internal");
        if (bug !== undefined)
            uncaught ??= bug.what;
        told = outcome.problems.length + outcome.warnings.length;
    }
    catch (error) {
        if (!(error instanceof ProblemError))
            uncaught = error instanceof Error ? (error.stack ?? error.message) : String(error);
        else
            told++;
    }
    return {
        payloads,
        stored,
        uncaught,
        isEndless: requests > MOST_REQUESTS,
        isSilent: stored < payloads && told === 0 && drift === 0,
    };
}
/** Tells where an error came from that nobody caught: the outcome of a sync keeps its name only. */
function overheard(subject, tell) {
    const hear = (error) => {
        if (!(error instanceof ProblemError))
            tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
        return error;
    };
    const { connector } = subject;
    return {
        ...subject,
        connector: {
            ...connector,
            connect(...given) {
                const connection = connector.connect(...given);
                return {
                    ...connection,
                    preflight: () => connection.preflight().catch((error) => {
                        throw hear(error);
                    }),
                    async *read(stream, state) {
                        try {
                            yield* connection.read(stream, state);
                        }
                        catch (error) {
                            throw hear(error);
                        }
                    },
                };
            },
        },
    };
}
/** Any address: nothing is asked there. */
function configOf(subject) {
    return {
        jira: { url: "http://localhost:1", email: "reader@example.com" },
        linear: { apiUrl: "http://localhost:1/graphql" },
        github: { repos: ["acme/shop"], apiUrl: "http://localhost:1" },
    }[subject.id];
}
function httpOf(client, send) {
    return { send, fetch: client?.fetch ?? globalThis.fetch, requests: 0 };
}
async function sync(subject, config, secret, http, inspect) {
    const directory = mkdtempSync(join(tmpdir(), "wmmm-fuzz-"));
    const store = await openSqliteStore({
        path: join(directory, "w.sqlite"),
        workspace: "acme",
        create: true,
        randomBytes: (size) => Buffer.alloc(size, 7),
    });
    try {
        const connection = {
            id: subject.id,
            kind: subject.connector.id,
            config: subject.connector.parseConfig(config),
            tokenEnv: "TOKEN",
            keepTitles: true,
            addedAt: NOW,
        };
        await store.saveConnection(connection);
        const outcome = await syncConnection({
            connection,
            store,
            connector: subject.connector,
            secret,
            createHttp: () => http,
            now: () => NOW,
            keepTitles: true,
            signal: new AbortController().signal,
        });
        await store.load(Number.MAX_SAFE_INTEGER);
        await inspect(store);
        return outcome;
    }
    finally {
        await store.close();
        rmSync(directory, { recursive: true, force: true });
    }
}
