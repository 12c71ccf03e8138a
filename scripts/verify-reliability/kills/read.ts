import { connectors } from "../../../connectors/index.ts";
import { createHttpClient } from "../../../connectors/transport/client.ts";
import { policyOf } from "../../../connectors/transport/rate-policy.ts";
import type { FailpointPort } from "../../../src/model/failpoint.ts";
import type { WorkspaceStore } from "../../../src/store/store.ts";
import { syncConnection, type SyncInput, type SyncOutcome } from "../../../src/sync.ts";
import { syncShared } from "../read-shared.ts";
import type { Job } from "./job.ts";

/** Reads the connection of a job into a store, without the command line around it. */
export async function readConnection(store: WorkspaceStore, job: Job, failpoint?: FailpointPort): Promise<SyncOutcome> {
  const connection = (await store.connections())[0]!;
  const connector = await connectors[job.kind]!();
  const input: SyncInput = {
    connection,
    store,
    connector,
    secret: job.secret,
    createHttp: (hooks) =>
      createHttpClient({
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
  };
  return job.work === "shared" ? syncShared(input, [1]) : syncConnection(input);
}
