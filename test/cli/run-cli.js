import { main } from "../../src/cli/main.ts";
import { processPorts } from "../../src/cli/process-ports.ts";
/** The command line as a process of its own, run from source, with a clock that stands still so that runs can be compared. */
const [now, ...argv] = process.argv.slice(2);
process.exitCode = await main(argv, {
    ...processPorts(),
    now: () => Number(now),
    sleep: () => Promise.resolve(),
    random: () => 0.5,
});
