/** Everything that must hold before a change lands, fastest first. Each failure prints the command that mends it. */
import { spawnSync } from "node:child_process";
const STEPS = [
    { name: "format", command: "oxfmt --check", mend: "npm run format" },
    { name: "types", command: "tsc -p tsconfig.json", mend: "mend the types named above" },
    { name: "lint", command: "oxlint --type-aware --deny-warnings", mend: "npm run lint -- --fix, then mend the rest by hand" },
    { name: "unused", command: "knip", mend: "remove what is named above, or export it where it is used" },
    { name: "build", command: "tsc -p tsconfig.build.json", mend: "npm run build" },
    { name: "docs", command: "node scripts/docs.ts --check", mend: "npm run docs" },
    { name: "regexes", command: "node scripts/check-regexes.ts", mend: "bound the repetitions of the pattern named above" },
    { name: "tests", command: "vitest run", mend: "npx vitest run <the file named above>" },
    {
        name: "goldens",
        command: "node scripts/goldens.ts --check",
        mend: "npm run goldens, read the diff, and say in CHANGELOG why results moved",
    },
    { name: "smoke", command: "node scripts/smoke.ts", mend: "npm start, and read what it prints" },
];
const skip = new Set(process.argv
    .slice(2)
    .filter((argument) => argument.startsWith("--skip="))
    .flatMap((argument) => argument.slice("--skip=".length).split(",")));
let failed = 0;
for (const step of STEPS) {
    if (skip.has(step.name))
        continue;
    const startedAt = performance.now();
    const run = spawnSync(step.command, { shell: true, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (run.status === 0) {
        console.log(`ok    ${step.name.padEnd(9)} ${seconds} s`);
        continue;
    }
    failed++;
    console.log(`${run.stdout}${run.stderr}`);
    console.log(`FAIL  ${step.name.padEnd(9)} ${seconds} s   mend it with: ${step.mend}`);
}
process.exitCode = failed === 0 ? 0 : 1;
