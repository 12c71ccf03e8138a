import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from "node:tls";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { policyOf } from "../../connectors/transport/rate-policy.ts";
import { CERTIFICATES } from "../../fixtures/server/certificates.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { syncConnection } from "../../src/sync.ts";
import { spellOut } from "../../test/store/contents.ts";
import { FAULT_CLASSES } from "./fault-classes.ts";
import { POSITIONS } from "./subject.ts";
import { subjects } from "./subjects.ts";
const START = Date.UTC(2026, 11, 1);
const DAY_MS = 86_400_000;
/** No scan of these small sites may take longer, whatever the server does. */
const DEADLINE_MS = 60_000;
const PATIENT_MS = 20_000;
const MOST_BYTES = 8_000_000;
/** The reduced run takes one cell in so many. */
const SAMPLE = 29;
/** Every class at every position of every connector: once, where its own retries should heal it, and lasting, where a second scan must. */
export const faultMatrix = async ({ reduced, connector, note }) => {
    const found = subjects(connector);
    setDefaultCACertificates([...getCACertificates("default"), CERTIFICATES.trusted.cert]);
    const counts = { cells: 0, good: 0, silent: 0, hangs: 0, healed: 0, typed: 0 };
    let turn = 0;
    for (const subject of found.subjects) {
        const golden = await goldenOf(subject);
        for (const fault of FAULT_CLASSES) {
            for (const position of POSITIONS) {
                if (reduced && turn++ % SAMPLE !== 0)
                    continue;
                const cell = await runCell(subject, fault, position, golden);
                counts.cells++;
                if (cell.isGood)
                    counts.good++;
                if (cell.endings.includes("silent loss"))
                    counts.silent++;
                if (cell.endings.includes("hang"))
                    counts.hangs++;
                if (cell.endings.every((ending) => ending === "equal"))
                    counts.healed++;
                else
                    counts.typed++;
                if (!cell.isGood || !reduced)
                    note(`${cell.isGood ? "ok" : "NO"} ${subject.id}, ${fault.name}, ${position}: ${cell.said}`);
            }
        }
    }
    const names = found.subjects.map(({ id }) => id).join(", ");
    const without = found.missing.length === 0 ? "" : `; not at hand: ${found.missing.join(", ")}`;
    return [
        {
            what: `${FAULT_CLASSES.length} fault classes x ${POSITIONS.length} positions x ${found.subjects.length} connectors (${names})`,
            target: `all of ${counts.cells}`,
            measured: `${counts.good} of ${counts.cells} cells end right: ${counts.healed} as if nothing had been, ${counts.typed} as a typed problem that the next scan heals${without}`,
            met: counts.good === counts.cells,
        },
        { what: "silent loss", target: "0", measured: `${counts.silent}`, met: counts.silent === 0 },
        { what: "waits past the deadline", target: "0", measured: `${counts.hangs}`, met: counts.hangs === 0 },
    ];
};
async function goldenOf(subject) {
    const world = await createWorld(subject, { name: "none", strikes: () => [] });
    try {
        const outcome = await world.scan();
        if (outcome?.status !== "complete" || outcome.warnings.length > 0)
            throw new Error(`${subject.id}: ${JSON.stringify(outcome)}`);
        return await world.hash();
    }
    finally {
        await world.close();
    }
}
async function runCell(subject, fault, position, golden) {
    const endings = [];
    const said = [];
    let isGood = true;
    for (const lasts of fault.lasts === "once" ? [false] : [false, true]) {
        const world = await createWorld(subject, fault);
        try {
            const struck = world.strike(position, lasts);
            const first = await world.scan();
            const ending = endingOf(first, (await world.hash()) === golden);
            endings.push(ending);
            const wasStruck = struck();
            world.mend();
            const second = await world.scan();
            const isWhole = (await world.hash()) === golden && second?.status === "complete";
            if (!isWhole || !wasStruck || ending === "silent loss" || ending === "hang" || ending === "untyped")
                isGood = false;
            const codes = [...(first?.problems ?? []), ...(first?.warnings ?? [])].map(({ code }) => code);
            said.push(`${lasts ? "lasting" : "once"}: ${wasStruck ? "" : "NOT STRUCK, "}${ending} (${codes.join(", ")}), then ${isWhole ? "whole" : `NOT WHOLE ${second?.problems.map(({ code, what }) => `${code} ${what}`).join() ?? "hang"}`}`);
        }
        finally {
            await world.close();
        }
    }
    return { isGood: isGood && !("isPolluted" in {}), endings, said: said.join("; ") };
}
function endingOf(outcome, isEqual) {
    if (outcome === null)
        return "hang";
    const told = [...outcome.problems, ...outcome.warnings];
    if (told.some(({ code }) => code === "internal"))
        return "untyped";
    if (isEqual && outcome.status === "complete")
        return "equal";
    return told.length > 0 ? "typed" : "silent loss";
}
/** A server, a store, a clock that only sleeping moves, and a way in between that can fail. */
async function createWorld(subject, fault) {
    let now = START;
    const directory = mkdtempSync(join(tmpdir(), "wmmm-faults-"));
    const served = await subject.start(() => now);
    const way = await createWay(served, fault.overTls === true);
    const store = await openSqliteStore({
        path: join(directory, "w.sqlite"),
        workspace: "acme",
        create: true,
        // Pseudonyms are part of what is compared.
        randomBytes: (size) => Buffer.alloc(size, 7),
    });
    const connection = {
        id: subject.id,
        kind: subject.connector.id,
        config: subject.connector.parseConfig(served.configFor(way.origin)),
        tokenEnv: "TOKEN",
        keepTitles: true,
        addedAt: START,
    };
    await store.saveConnection(connection);
    let onSend = (_path) => undefined;
    return {
        /** Null: it took longer than the deadline. */
        async scan() {
            const abort = new AbortController();
            const timer = setTimeout(() => abort.abort(), DEADLINE_MS);
            const outcome = await syncConnection({
                connection,
                store,
                connector: subject.connector,
                secret: served.secret,
                createHttp: (hooks) => watched(createHttpClient({
                    policy: policyOf(subject.connector.id),
                    now: () => now,
                    sleep: async (ms) => void (now += ms),
                    random: () => 0.5,
                    deadlineMs: fault.deadlineMs ?? PATIENT_MS,
                    maxBodyBytes: MOST_BYTES,
                    resolver: way.resolver,
                    signal: abort.signal,
                    ...hooks,
                }), (url, body) => onSend(subject.pathOf(url, body))),
                now: () => now,
                keepTitles: true,
                signal: abort.signal,
            });
            clearTimeout(timer);
            return abort.signal.aborted ? null : outcome;
        },
        /** Gives back whether the fault has struck by now. */
        strike(position, lasts) {
            const place = subject.places[position];
            let struck = 0;
            if (typeof fault.strikes === "string") {
                const kind = fault.strikes;
                let seen = 0;
                onSend = (path) => {
                    if (path !== place.at.path || ++seen < place.at.nth || (!lasts && seen > place.at.nth))
                        return;
                    struck++;
                    way.fail(kind, lasts ? Infinity : 1);
                };
            }
            else {
                for (const { at, fault: what } of fault.strikes(place, subject, position)) {
                    const matcher = lasts && at.times === undefined ? { ...at, times: Infinity } : at;
                    served.faults.on(matcher, what, () => struck++);
                }
            }
            return () => struck > 0;
        },
        /** The fault is gone, and a day has passed. */
        mend() {
            served.faults.clear();
            way.fail(null, 0);
            onSend = () => undefined;
            now += DAY_MS;
        },
        hash: () => hashOf(store),
        async close() {
            await store.close();
            await way.close();
            await served.close();
            rmSync(directory, { recursive: true, force: true });
        },
    };
}
async function hashOf(store) {
    return createHash("sha256")
        .update(JSON.stringify(spellOut(await store.load(Number.MAX_SAFE_INTEGER))))
        .digest("hex");
}
/** Tells of each request before it is sent. */
function watched(http, onSend) {
    return {
        send: (request) => {
            onSend(new URL(request.url), request.body);
            return http.send(request);
        },
        fetch: http.fetch,
        get requests() {
            return http.requests;
        },
    };
}
/** Where nobody listens, and where somebody listens whose certificate nobody knows. Linux answers on all of 127.0.0.0/8. */
const NOBODY = "127.0.0.9";
const STRANGER = "127.0.0.3";
/** How a name leads to the server: by TLS or not, and failing when it is told to. */
async function createWay(served, overTls) {
    let failing = null;
    const sockets = new Set();
    const listen = (certificate, host, port) => {
        const server = createTlsServer(certificate, (socket) => {
            const inner = connect(served.port, "127.0.0.1");
            for (const one of [socket, inner]) {
                sockets.add(one);
                one.on("error", () => undefined);
                one.on("close", () => (socket.destroy(), inner.destroy(), sockets.delete(one)));
            }
            socket.pipe(inner).pipe(socket);
        });
        server.on("tlsClientError", () => undefined);
        return new Promise((resolve) => server.listen(port, host, () => resolve(server)));
    };
    const front = overTls ? await listen(CERTIFICATES.trusted, "127.0.0.1", 0) : null;
    const port = front === null ? served.port : front.address().port;
    const stranger = overTls ? await listen(CERTIFICATES.stranger, STRANGER, port) : null;
    const resolver = (_, callback) => {
        const kind = failing !== null && failing.left-- > 0 ? failing.kind : null;
        if (kind === "dns")
            return callback(Object.assign(new Error("not found"), { code: "ENOTFOUND" }), []);
        const address = kind === "refused" ? NOBODY : kind === "tls" ? STRANGER : "127.0.0.1";
        callback(null, [{ address, family: 4 }]);
    };
    return {
        origin: `${overTls ? "https" : "http"}://localhost:${port}`,
        resolver,
        /** From now on, so many connections fail; those that are open are closed. */
        fail(kind, times) {
            failing = kind === null ? null : { kind, left: times };
            if (kind === null)
                return;
            for (const socket of sockets)
                socket.destroy();
            served.closeConnections();
        },
        async close() {
            for (const socket of sockets)
                socket.destroy();
            for (const server of [front, stranger])
                if (server !== null)
                    await new Promise((resolve) => server.close(resolve));
        },
    };
}
