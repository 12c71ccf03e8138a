import { connectors } from "../../../connectors/index.ts";
import { createHttpClient } from "../../../connectors/transport/client.ts";
import { policyOf } from "../../../connectors/transport/rate-policy.ts";
import { syncConnection } from "../../../src/sync.ts";
/** Reads the connection of a job into a store, without the command line around it. */
export async function readConnection(store, job, failpoint) {
    const connection = (await store.connections())[0];
    const connector = await connectors[job.kind]();
    return syncConnection({
        connection,
        store,
        connector,
        secret: job.secret,
        createHttp: (hooks) => createHttpClient({
            policy: policyOf(job.kind),
            now: () => job.now,
            sleep: () => Promise.resolve(),
            random: () => 0.5,
            ...hooks,
        }),
        now: () => job.now,
        keepTitles: true,
        writer: { owner: String(process.pid), takeOver: true },
        failpoint,
        signal: new AbortController().signal,
    });
}
