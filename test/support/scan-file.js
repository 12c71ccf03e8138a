import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { file } from "../../connectors/file/index.ts";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { policyOf } from "../../connectors/transport/rate-policy.ts";
import { localFiles } from "../../src/cli/local-files.ts";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { judgeStored } from "../../src/scan.ts";
import { openSqliteStore } from "../../src/store/sqlite/open.ts";
import { syncConnection } from "../../src/sync.ts";
export const EVENTS_FILE = "events";
/** A workspace whose only connection is a file in a directory of its own. */
export async function fileBench(now) {
    const directory = await mkdtemp(join(tmpdir(), "wmmm-file-"));
    const store = await openSqliteStore({ path: join(directory, "w.sqlite"), workspace: "test", create: true, randomBytes });
    const opened = [];
    const connection = async () => (await store.connections())[0];
    return {
        store,
        storePath: join(directory, "w.sqlite"),
        path: (name) => join(directory, name),
        opened,
        write: (name, content) => writeFile(join(directory, name), content),
        async connect(settings = {}) {
            const { items, ...others } = settings;
            const config = file.parseConfig({
                path: join(directory, EVENTS_FILE),
                ...(typeof items === "string" ? { items: join(directory, items) } : {}),
                ...others,
            });
            await store.saveConnection({ id: "file", kind: "file", config, tokenEnv: "", keepTitles: true, addedAt: now });
        },
        async sync() {
            return syncConnection({
                connection: await connection(),
                store,
                connector: file,
                secret: "",
                createHttp: () => createHttpClient({ policy: policyOf("file"), now: () => now, sleep: () => Promise.resolve(), random: () => 0.5 }),
                files: {
                    stat: (path) => localFiles.stat(path),
                    read(path) {
                        opened.push(path);
                        return localFiles.read(path);
                    },
                },
                now: () => now,
                keepTitles: true,
                signal: new AbortController().signal,
            });
        },
        judge: () => judgeStored({ store, asOf: now, ruleset: DEFAULT_RULESET, provides: () => file.provides, product: "test" }),
        async dispose() {
            await store.close();
            await rm(directory, { recursive: true, force: true });
        },
    };
}
