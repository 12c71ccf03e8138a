/** Run by `migrate.test.ts`: migrates a database and kills itself at the n-th step of that. */
import { openDatabase } from "../../../src/store/postgres/database.ts";
import { migrate } from "../../../src/store/postgres/migrate.ts";

const [url, step] = process.argv.slice(2);
let left = Number(step);
const database = openDatabase({ url: url! });
await migrate(database, () => {
  if (--left === 0) process.kill(process.pid, "SIGKILL");
});
await database.close();
