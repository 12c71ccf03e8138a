/** Vendors of the scale-out measurement, one an account, in a process of their own: `node scripts/verify-jobs/vendors.ts <how many> <issues> <latency ms>`. */
import { keepBodies } from "../../fixtures/jira-server/kept-bodies.ts";
import { startJiraServer } from "../../fixtures/jira-server/server.ts";
import { largeDataset } from "../bench/jira-dataset.ts";

export interface VendorAddress {
  readonly url: string;
  readonly email: string;
  readonly token: string;
}

const [count = 0, issues = 0, latencyMs = 0] = process.argv.slice(2).map(Number);
/** Entries of changelog an issue. */
const HISTORIES = 5;
const dataset = largeDataset(issues, HISTORIES);
const keptBodies = keepBodies();
const addresses: VendorAddress[] = [];
for (let at = 0; at < count; at++) {
  const { url, email, token } = await startJiraServer(dataset, { latencyMs, keptBodies, token: `token-of-account-${at}` });
  addresses.push({ url, email, token });
}
process.send?.(addresses);
process.on("disconnect", () => process.exit());
