/** Starts a server, prints where it is, and waits to be killed. */
import { startRedis } from "./redis-server.ts";

const { pid, directory } = await startRedis();
process.stdout.write(JSON.stringify({ pid, directory }));
setInterval(() => undefined, 1_000);
