/** The vendor of the sync measurement, a process of its own: `node scripts/bench/vendor.ts <issues> <histories>`. Ends with its parent. */
import { startJiraServer } from "../../fixtures/jira-server/server.ts";
import { largeDataset } from "./jira-dataset.ts";
const server = await startJiraServer(largeDataset(Number(process.argv[2]), Number(process.argv[3])));
const address = { url: server.url, email: server.email, token: server.token };
process.send?.(address);
process.on("disconnect", () => process.exit());
