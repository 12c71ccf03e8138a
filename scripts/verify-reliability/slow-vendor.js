/** A vendor far away, in a process of its own: `node slow-vendor.ts <connector> <issues> <entries> <latency ms>`. Ends when its input does. */
import { subjects } from "./subjects.ts";
const [id = "", issues = "0", history = "0", latencyMs = "0"] = process.argv.slice(2);
const [subject] = subjects(id).subjects;
if (subject === undefined)
    throw new Error(`no server for ${id}`);
const served = await subject.start(() => Date.UTC(2027, 11, 1), {
    issues: Number(issues),
    history: Number(history),
    latencyMs: Number(latencyMs),
});
const config = served.configFor(`http://127.0.0.1:${served.port}`);
process.stdout.write(`${JSON.stringify({ config, secret: served.secret })}\n`);
process.stdin.on("end", () => void served.close());
process.stdin.resume();
