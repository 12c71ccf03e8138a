/** Prints the catalogues in docs/ and the published schema from the metadata. `--check` compares instead of writing. */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import { CHARACTERISTICS } from "../src/maturity/characteristics/index.ts";
import { DEFAULT_RULESET } from "../src/maturity/ruleset/default.ts";
import { rulesetFileJsonSchema } from "../src/maturity/ruleset/file.ts";
import { roadmapJsonSchema } from "../src/report/roadmap/schema.ts";
import { resultJsonSchema } from "../src/report/result-schema.ts";
import { comparisonJsonSchema } from "../src/report/comparison/schema.ts";
import { trendJsonSchema } from "../src/report/trend/schema.ts";
import { connectors } from "../connectors/index.ts";
import { SIGNALS } from "../signals/index.ts";
import { characteristicsPage } from "./docs/characteristics-page.ts";
import { connectorsPage } from "./docs/connectors-page.ts";
import { fileImportPage } from "./docs/file-import-page.ts";
import { missingFiles } from "./docs/named-files.ts";
import { signalsPage } from "./docs/signals-page.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages: Readonly<Record<string, string>> = {
  "docs/signals.md": signalsPage(SIGNALS, DEFAULT_RULESET),
  "docs/characteristics.md": characteristicsPage(CHARACTERISTICS, SIGNALS),
  "docs/connectors.md": connectorsPage(await Promise.all(Object.values(connectors).map((load) => load()))),
  "docs/file-import.md": fileImportPage(),
  "schemas/ruleset.schema.json": `${JSON.stringify(rulesetFileJsonSchema(), null, 2)}\n`,
  "schemas/roadmap.schema.json": `${JSON.stringify(roadmapJsonSchema(), null, 2)}\n`,
  "schemas/result.schema.json": `${JSON.stringify(resultJsonSchema(), null, 2)}\n`,
  "schemas/comparison.schema.json": `${JSON.stringify(comparisonJsonSchema(), null, 2)}\n`,
  "schemas/trend.schema.json": `${JSON.stringify(trendJsonSchema(), null, 2)}\n`,
};

const check = process.argv.includes("--check");
for (const [path, text] of Object.entries(pages)) {
  const current = readIfThere(root + path);
  if (current === text) continue;
  if (check) {
    console.error(format("%s is not what the metadata prints. Mend it with: npm run docs", path));
    process.exitCode = 1;
  } else {
    writeFileSync(root + path, text);
    console.log(format("wrote %s", path));
  }
}

if (check)
  for (const missing of missingFiles(root)) {
    console.error(format("%s is named and not there. Name the file as it is called now.", missing));
    process.exitCode = 1;
  }

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
