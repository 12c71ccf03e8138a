import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ProblemError } from "../../src/model/problem.ts";
import { WireFault } from "./wire-fault.ts";
/** Response headers worth keeping. Cookies and anything about the caller stay out. */
const KEPT = /^(?:content-type|date|retry-after|location|ratelimit.{0,20}|x-ratelimit.{0,40}|x-ausername|x-seraph-loginreason)$/;
/** Which request it is: method, path, query and body, the host and the headers left out. The n-th same request is the n-th file. */
function namer() {
    const times = new Map();
    return ({ method, url, body }) => {
        const hash = createHash("sha256")
            .update(`${method}\n${url.pathname}${url.search}\n${body ?? ""}`)
            .digest("hex")
            .slice(0, 24);
        const time = (times.get(hash) ?? 0) + 1;
        times.set(hash, time);
        return `${hash}-${time}`;
    };
}
/** Writes every raw answer into `directory`: `<name>.json` (status, some headers) and `<name>.body` (as it came, decompressed). */
export function recordingWire(wire, directory) {
    const nameOf = namer();
    return async (request, signal) => {
        const response = await wire(request, signal);
        const name = nameOf(request);
        const headers = Object.fromEntries(Object.entries(response.headers).filter(([header]) => KEPT.test(header)));
        try {
            await mkdir(directory, { recursive: true });
            await writeFile(join(directory, `${name}.body`), response.body, { mode: 0o600 });
            await writeFile(join(directory, `${name}.json`), JSON.stringify({ status: response.status, headers }), { mode: 0o600 });
        }
        catch (error) {
            throw notWritten(error);
        }
        return response;
    };
}
function notWritten(error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    return new ProblemError({
        code: code === "ENOSPC" ? "disk-full" : "usage",
        what: `The recording could not be written (${code}).`,
        todo: "Make room, or name another directory for --record, and run again.",
    }, { cause: error });
}
/** Answers from what `recordingWire` wrote. `Date` is left out: the clock of then says nothing about the clock of now. */
export function replayingWire(directory) {
    const nameOf = namer();
    return async (request) => {
        const name = nameOf(request);
        try {
            const [head, body] = await Promise.all([
                readFile(join(directory, `${name}.json`), "utf8"),
                readFile(join(directory, `${name}.body`)),
            ]);
            const { status, headers } = JSON.parse(head);
            const { date: _, ...kept } = headers;
            return { status, headers: kept, body, release: () => undefined };
        }
        catch {
            throw new WireFault("usage", "no recording");
        }
    };
}
