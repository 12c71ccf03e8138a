/**
 * What wmmm promises when things go wrong, measured: `npm run verify:reliability -- [R2 R9 ...] [--reduced] [--detail] [--connector=jira]`. Without a name all
 * figures run. `--reduced` (and `CI=true`) takes a sample of every count, in under 90 seconds; `--detail` says what each count is made of.
 * Exit 1 when a figure is missed.
 */
import type { Figure, Line } from "./verify-reliability/figure.ts";

/** By name as it stands on the command line. Each is loaded when it runs. */
const FIGURES: Readonly<Record<string, () => Promise<Figure>>> = {
  R1: async () => (await import("./verify-reliability/kills.ts")).kills,
  shards: async () => (await import("./verify-reliability/shared-kills.ts")).sharedKills,
  R2: async () => (await import("./verify-reliability/fault-matrix.ts")).faultMatrix,
  R18: async () => (await import("./verify-reliability/rate-limits.ts")).rateLimits,
  R3: async () => (await import("./verify-reliability/changing-source.ts")).changingSource,
  requests: async () => (await import("./verify-reliability/requests.ts")).requests,
  latency: async () => (await import("./verify-reliability/far-away.ts")).farAway,
  R7: async () => (await import("./verify-reliability/malformed-payloads.ts")).malformedPayloads,
  R8: async () => (await import("./verify-reliability/bombs.ts")).bombs,
  R9: async () => (await import("./verify-reliability/forbidden-addresses.ts")).forbiddenAddresses,
};

const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith("--"));
const reduced = args.includes("--reduced") || process.env["CI"] === "true";
const connector = args.find((arg) => arg.startsWith("--connector="))?.split("=")[1] ?? null;
const unknown = wanted.filter((name) => !Object.hasOwn(FIGURES, name));
if (unknown.length > 0) throw new Error(`no figure called ${unknown.join(", ")}; there are: ${Object.keys(FIGURES).join(", ")}`);

print("figure", { what: "", target: "target", measured: "measured", met: null });
let missed = 0;
for (const [name, load] of Object.entries(FIGURES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const measure = await load();
  const note = args.includes("--detail") ? (text: string) => console.log(`         ${text}`) : () => undefined;
  for (const line of await measure({ reduced, connector, note })) {
    print(name, line);
    if (line.met === false) missed++;
  }
}
console.log(missed === 0 ? "\nEvery target is met." : `\n${missed} of the targets ${missed === 1 ? "is" : "are"} missed.`);
process.exitCode = missed === 0 ? 0 : 1;

function print(name: string, { what, target, measured, met }: Line): void {
  console.log(
    `${name.padEnd(8)} ${what.padEnd(52)} ${target.padEnd(14)} ${met === null ? "  " : met ? "ok" : "NO"}  ${measured}`,
  );
}
