import { closePool } from "./verify-measurement/pool.ts";
/** By name as it stands on the command line. Each is loaded when it runs. */
const FIGURES = {
    recovery: async () => (await import("./verify-measurement/figures/recovery.ts")).recovery,
};
const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith("--"));
const reduced = args.includes("--reduced") || process.env["CI"] === "true";
const unknown = wanted.filter((name) => !Object.hasOwn(FIGURES, name));
if (unknown.length > 0)
    throw new Error(`no figure called ${unknown.join(", ")}; there are: ${Object.keys(FIGURES).join(", ")}`);
print("figure", { what: "", target: "target", measured: "measured", met: null });
let missed = 0;
let below = 0;
const note = args.includes("--detail") ? (text) => console.log(`               ${text}`) : () => undefined;
for (const [name, load] of Object.entries(FIGURES)) {
    if (wanted.length > 0 && !wanted.includes(name))
        continue;
    const measure = await load();
    for (const line of await measure({ reduced, note })) {
        print(name, line);
        if (line.met === false)
            missed++;
        if (line.held === false)
            below++;
    }
}
closePool();
console.log(missed === 0 ? "\nEvery target is met." : `\n${missed} of the targets ${missed === 1 ? "is" : "are"} missed.`);
console.log(below === 0 ? "Nothing is below its floor." : `${below} figure${below === 1 ? " is" : "s are"} below the floor.`);
process.exitCode = below === 0 ? 0 : 1;
function print(name, { what, target, measured, met, held }) {
    const verdict = held === false ? "BELOW" : met === null ? "" : met ? "ok" : "NO";
    console.log(`${name.padEnd(14)} ${what.padEnd(52)} ${target.padEnd(22)} ${verdict.padEnd(5)} ${measured}`);
}
