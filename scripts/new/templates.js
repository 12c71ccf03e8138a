import { FACETS } from "../../src/model/facet.ts";
const camel = (id) => id.replaceAll(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const lastImport = /(^import [^\n]*\n)(?!import )/m;
/** The line behind the last import, and the name at the end of the first list. */
function register(text, importLine, name) {
    return text.replace(lastImport, `$1${importLine}\n`).replace(/\n\];/, `\n  ${name},\n];`);
}
export function signalFiles(dimension, id, index) {
    const reference = `S${String(index.match(/^import \{ signal as/gm).length + 1).padStart(2, "0")}`;
    return {
        files: {
            [`signals/${dimension}/${id}.ts`]: `import { ExamplePicker, percentage, Tally, tooFew } from "../answer.ts";
import { defineSignal } from "../signal.ts";

const MINIMUM = 50;

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
  minimumSample: MINIMUM,
  windowWeeks: 26,
  facets: ["status-history"],
  needs: ["log", "lifecycle"],
  measure({ log, lifecycle }, scope) {
    const excluded = new Tally();
    const examples = new ExamplePicker(log);
    let all = 0;
    let good = 0;
    for (const item of scope.items) {
      const doneAt = lifecycle.doneAt[item]!;
      if (!(doneAt >= scope.window.startAt)) continue;
      all++;
      // What makes an item good is the signal.
      good++;
      examples.add("meets", item, doneAt, () => "finished");
    }
    if (all < MINIMUM) return tooFew("finished items", all, MINIMUM, excluded.toExclusions());
    return percentage(good, all, {
      coverage: 1,
      excluded: excluded.toExclusions(),
      examples: examples.toExamples(),
      details: {},
      warnings: [],
    });
  },
});
`,
            [`test/signals/${dimension}/${id}.test.ts`]: `import { expect, test } from "vitest";
import { signal } from "../../../signals/${dimension}/${id}.ts";
import { story } from "../../support/log-story.ts";
import { answerOf } from "../measured.ts";

test("too few items are not judged", () => {
  const s = story({ asOf: "2026-06-30" });
  s.item("A-1", { at: "2026-05-01" }).to("In Progress", "2026-05-02").to("Done", "2026-05-04");
  expect(answerOf(signal, s)).toMatchObject({ outcome: "insufficient-data", sampleSize: 1, needed: 49 });
});
`,
        },
        registry: {
            "signals/index.ts": register(index, `import { signal as ${camel(id)} } from "./${dimension}/${id}.ts";`, camel(id)),
        },
        next: "Fill in the metadata, give it a ladder in src/maturity/ruleset/ladders.ts, then: npm run docs && npm run check",
    };
}
export function characteristicFiles(id, slug, index) {
    const file = `${id.replace(".", "-")}-${slug}`;
    const name = `c${id.replace(".", "")}`;
    return {
        files: {
            [`src/maturity/characteristics/${file}.ts`]: `import type { Characteristic } from "../../model/level.ts";

export const characteristic: Characteristic = {
  id: "${id}",
  level: ${id[0]},
  text: "",
  kind: "enabler",
  c4: { clarity: 1 },
  group: "structure-and-documentation",
  signals: [{ id: "workflow-conformance", weight: 1, primary: true }],
  observability: "medium",
  observabilityCap: null,
  crossTeam: false,
  blindSpots: [],
  insufficientWhen: "",
  remediation: "",
};
`,
            [`test/maturity/characteristics/${file}.test.ts`]: `import { expect, test } from "vitest";
import { characteristic } from "../../../src/maturity/characteristics/${file}.ts";

test("its weights sum to 1", () => {
  expect(characteristic.signals.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
});
`,
        },
        registry: {
            "src/maturity/characteristics/index.ts": register(index, `import { characteristic as ${name} } from "./${file}.ts";`, name),
        },
        next: "Fill in sentence, signals and remediation, say in CHANGELOG under Judgement what moves, then: npm run docs && npm run goldens && npm run check",
    };
}
export function connectorFiles(id, index) {
    const name = camel(id);
    const facets = FACETS.map((facet) => `  ${/-/.test(facet) ? `"${facet}"` : facet}: { level: "none", sentence: "Not read yet." },`).join("\n");
    return {
        files: {
            [`connectors/${id}/index.ts`]: `import { EMPTY_BATCH } from "../../src/model/batch.ts";
import type { Connection, Connector } from "../connector.ts";
import { PROVIDES } from "./provides.ts";

export const ${name}: Connector = {
  id: "${id}",
  title: "",
  provides: PROVIDES,
  permissions: [],
  parseConfig: (input) => input as never,
  connect: (_config, _secret, { now }): Connection => ({
    streams: ["items"],
    preflight: async () => ({ summary: "", projects: [], clockSkewMs: 0, warnings: [], items: null }),
    async *read() {
      yield {
        batch: EMPTY_BATCH,
        cursor: null,
        done: true,
        watermark: now(),
        fetched: 0,
        vendorTotal: null,
        bodies: [],
        gone: [],
        problem: null,
      };
    },
  }),
};
`,
            [`connectors/${id}/provides.ts`]: `import type { Provides } from "../../src/model/facet.ts";

/** What the tool lets us see, a sentence each. A facet that is not answered does not compile. */
export const PROVIDES: Provides = {
${facets}
};
`,
            [`connectors/${id}/README.md`]: `# ${id}\n\nWhich API, which requests in which order, which limits, what it cannot show.\n`,
            [`test/connectors/${id}/read.test.ts`]: `import { expect, test } from "vitest";
import { ${name} } from "../../../connectors/${id}/index.ts";

test("says of every facet what can be seen", () => {
  for (const { sentence } of Object.values(${name}.provides)) expect(sentence).toMatch(/\\.$/);
});
`,
        },
        registry: {
            "connectors/index.ts": index.replace(/\n\};/, `\n  ${/-/.test(id) ? `"${id}"` : id}: async () => (await import("./${id}/index.ts")).${name},\n};`),
        },
        next: "Pull pages through the given http client, normalise them into records, add a rate policy in connectors/transport/rate-policy.ts, then: npm run docs && npm run check",
    };
}
