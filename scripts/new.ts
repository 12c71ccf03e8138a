/** `npm run new signal <dimension> <id>`: writes a signal with its test and registers it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DIMENSIONS } from "../src/model/measure.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const [unit, dimension = "", id = ""] = process.argv.slice(2);
const problem =
  unit !== "signal"
    ? "Say what to make: npm run new signal <dimension> <id>"
    : !DIMENSIONS.some((known) => known === dimension)
      ? `The dimension is one of: ${DIMENSIONS.join(", ")}`
      : !/^[a-z][a-z0-9]{0,20}(-[a-z0-9]{1,20}){1,8}$/.test(id)
        ? "The id is lower-case words with hyphens, e.g. review-latency"
        : existsSync(`${root}signals/${dimension}/${id}.ts`)
          ? `signals/${dimension}/${id}.ts is there already`
          : null;
if (problem === null) make();
else {
  console.error(problem);
  process.exitCode = 2;
}

function make(): void {
  const registry = readFileSync(`${root}signals/index.ts`, "utf8");
  const name = id.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const reference = `S${String([...registry.matchAll(/^import /gm)].length).padStart(2, "0")}`;
  writeFileSync(
    `${root}signals/${dimension}/${id}.ts`,
    `import { notEnough } from "../answer.ts";
import { defineSignal } from "../signal.ts";

export const signal = defineSignal({
  id: "${id}",
  reference: "${reference}",
  title: "",
  dimension: "${dimension}",
  unit: "%",
  better: "higher",
  definition: "",
  source: "",
  limits: [],
  guard: "",
  families: ["event"],
  minimumSample: 50,
  windowWeeks: 26,
  facets: ["status-history"],
  needs: ["lifecycle"],
  measure(facts, scope) {
    return notEnough("not measured yet", scope.items.length === facts.lifecycle.startedAt.length ? 0 : 0, null);
  },
});
`,
  );
  writeFileSync(
    `${root}test/signals/${dimension}/${id}.test.ts`,
    `import { expect, test } from "vitest";
import { signal } from "../../../signals/${dimension}/${id}.ts";
import { story } from "../../support/log-story.ts";

test("abstains on an empty history", () => {
  const empty = story({ asOf: "2026-06-30" });
  expect(signal.measure(empty.facts(), empty.scope({ weeks: signal.windowWeeks })).outcome).toBe("insufficient-data");
});
`,
  );
  const withImport = registry.replace(/(import type )/, `import { signal as ${name} } from "./${dimension}/${id}.ts";\n$1`);
  writeFileSync(`${root}signals/index.ts`, withImport.replace(/\n\];/, `\n  ${name},\n];`));
  console.log(`signals/${dimension}/${id}.ts, its test, and a line in signals/index.ts. Fill in the metadata, give it a ladder, then: npm run check`);
}
