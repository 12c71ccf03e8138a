import { expect, test } from "vitest";
import { file } from "../../../connectors/file/index.ts";
import { ProblemError } from "../../../src/model/problem.ts";
const ROWS = Array.from({ length: 1_200 }, (_, n) => `${10_000 + n},Open,2026-01-05T08:00:00Z`);
const LOG = ["case,activity,timestamp", ...ROWS].join("\n");
const http = {
    send: () => Promise.reject(new Error("a file asks nobody")),
    fetch: () => Promise.reject(new Error("a file asks nobody")),
    requests: 0,
};
function connection(content, signal = new AbortController().signal) {
    const files = {
        stat: () => Promise.resolve({ bytes: content().length, changedAt: content().length }),
        async *read() {
            const bytes = Buffer.from(content());
            for (let at = 0; at < bytes.length; at += 4_096)
                yield await Promise.resolve(bytes.subarray(at, at + 4_096));
        },
    };
    return file.connect(file.parseConfig({ path: "/events.csv" }), "", {
        connection: "file",
        http,
        files,
        pseudonym: (name) => `p${name}`,
        identity: (name) => `i${name}`,
        now: () => 1,
        keepTitles: true,
        signal,
    });
}
async function pages(content, cursor, most = Infinity) {
    const state = { cursor, watermark: null, stored: 0 };
    const found = [];
    for await (const page of connection(content).read("issues", state)) {
        found.push(page);
        if (found.length === most)
            break;
    }
    return found;
}
const idsOf = (found) => found.flatMap(({ batch }) => batch.items.map(({ id }) => id));
test("an interrupted read goes on behind the last page, unless the file is another one by now", async () => {
    const whole = await pages(() => LOG, null);
    expect(whole.map(({ fetched, done }) => [fetched, done])).toEqual([
        [500, false],
        [500, false],
        [200, false],
        [0, true],
    ]);
    const first = await pages(() => LOG, null, 1);
    const rest = await pages(() => LOG, first[0].cursor);
    expect([...idsOf(first), ...idsOf(rest)]).toEqual(idsOf(whole));
    expect(idsOf(await pages(() => `${LOG}\n9,Open,2026-01-05T08:00:00Z`, first[0].cursor))).toHaveLength(1_201);
});
test("a file that grows while it is read is not stored", async () => {
    let reads = 0;
    await expect(pages(() => (reads++ < 2 ? LOG : `${LOG}\n`), null)).rejects.toThrow(ProblemError);
});
test("a request to stop ends the read in the middle of the file", async () => {
    const stop = new AbortController();
    stop.abort();
    const read = connection(() => LOG, stop.signal).read("issues", { cursor: null, watermark: null, stored: 0 });
    await expect(read[Symbol.asyncIterator]().next()).rejects.toMatchObject({ problem: { code: "interrupted" } });
});
test("where no files may be read, connecting is refused", () => {
    const context = { connection: "file", http, pseudonym: String, identity: String, now: () => 1, keepTitles: true };
    expect(() => file.connect({ path: "/x" }, "", { ...context, signal: new AbortController().signal })).toThrow(/cannot be read here/);
});
