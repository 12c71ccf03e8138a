/** A process that may be killed: opens the workspace of its job and reads or scans it. Ends itself at the job's failpoint. */
import { main } from "../../../src/cli/main.ts";
import { processPorts } from "../../../src/cli/process-ports.ts";
import type { Failpoint } from "../../../src/model/failpoint.ts";
import { READY, SECRET_VARIABLE, WORKSPACE, type Job } from "./job.ts";
import { readConnection } from "./read.ts";
import { openStored } from "./stored.ts";

const job = JSON.parse(process.argv[2]!) as Job;
let left = job.failpoint?.nth ?? 0;
const failpoint = (name: Failpoint): void => {
  if (name !== job.failpoint?.name || --left > 0) return;
  // Takes effect before this call returns: not one more instruction is run.
  process.kill(process.pid, "SIGKILL");
};

const { store, close } = await openStored(job, failpoint);
await store.saveConnection({
  id: job.kind,
  kind: job.kind,
  config: job.config,
  tokenEnv: SECRET_VARIABLE,
  keepTitles: true,
  addedAt: job.now,
});
process.stdout.write(READY);
if (job.work === "read" || job.work === "shared") {
  await readConnection(store, job, failpoint);
  await close();
} else {
  await close();
  process.exitCode = await main(["scan", WORKSPACE, "--quiet", ...(job.work === "scan-full" ? ["--full"] : [])], {
    ...processPorts(),
    env: {
      WMMM_HOME: job.home,
      [SECRET_VARIABLE]: job.secret,
      NO_COLOR: "1",
      ...(job.databaseUrl === null ? {} : { DATABASE_URL: job.databaseUrl }),
    },
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
