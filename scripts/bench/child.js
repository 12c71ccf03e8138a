import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
const run = promisify(execFile);
export function beside(name) {
    return join(import.meta.dirname, name);
}
/** Runs a measurement in a process of its own, so that none warms up or burdens the next one. Its answer is its last line, as JSON. */
export async function measureInChild(name, args, nodeArgs = []) {
    const { stdout } = await run(process.execPath, [...nodeArgs, beside(name), ...args], { maxBuffer: 1 << 24 });
    return JSON.parse(stdout.trim().split("\n").at(-1));
}
