/** A process that may be killed: opens the workspace of its job and reads or scans it. Ends itself at the job's failpoint. */
import { join } from "node:path";
import { main } from "../../../src/cli/main.ts";
import { processPorts } from "../../../src/cli/process-ports.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open.ts";
import { READY, saltBytes, SECRET_VARIABLE, WORKSPACE } from "./job.ts";
import { readConnection } from "./read.ts";
const job = JSON.parse(process.argv[2]);
let left = job.failpoint?.nth ?? 0;
const failpoint = (name) => {
    if (name !== job.failpoint?.name || --left > 0)
        return;
    // Takes effect before this call returns: not one more instruction is run.
    process.kill(process.pid, "SIGKILL");
};
const store = await openSqliteStore({
    path: join(job.home, `${WORKSPACE}.sqlite`),
    workspace: WORKSPACE,
    create: true,
    randomBytes: saltBytes,
    failpoint,
});
await store.saveConnection({
    id: job.kind,
    kind: job.kind,
    config: job.config,
    tokenEnv: SECRET_VARIABLE,
    keepTitles: true,
    addedAt: job.now,
});
process.stdout.write(READY);
if (job.work === "read") {
    await readConnection(store, job, failpoint);
    await store.close();
}
else {
    await store.close();
    process.exitCode = await main(["scan", WORKSPACE, "--quiet", ...(job.work === "scan-full" ? ["--full"] : [])], {
        ...processPorts(),
        env: { WMMM_HOME: job.home, [SECRET_VARIABLE]: job.secret, NO_COLOR: "1" },
        workingDirectory: job.home,
        now: () => job.now,
        sleep: () => Promise.resolve(),
        random: () => 0.5,
        randomBytes: (size) => crypto.getRandomValues(new Uint8Array(size)),
        out: () => undefined,
        failpoint,
    });
    failpoint("scan:closed");
}
