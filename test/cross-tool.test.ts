import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { levelSpec } from "../fixtures/demo-organisation/levels.ts";
import { simulateOrganisation } from "../fixtures/demo-organisation/organisation.ts";
import { renderJira } from "../fixtures/demo-organisation/render-jira.ts";
import { renderLinear } from "../fixtures/demo-organisation/render-linear.ts";
import type { Result } from "../src/model/result.ts";
import { scanDataset } from "./support/scan-dataset.ts";
import { scanLinear } from "./support/scan-linear.ts";
import { SHARED_MISSING, sharedPath } from "./support/shared.ts";

const schemaPath = sharedPath("schemas/linear.graphql");
const END_AT = Date.parse("2026-07-01T00:00:00Z");

/** What both tools could rate must not differ by more than one rating; what one cannot see is `I` or `NA` there, never a lower rating. */
test.skipIf(schemaPath === null)(
  `the same organisation in Jira and in Linear has the same level (${schemaPath === null ? SHARED_MISSING : "the vendor's schema is here"})`,
  async () => {
    const recorded = simulateOrganisation(levelSpec(3), "levels/3");
    const jira = (await scanDataset(renderJira(recorded), END_AT)).result;
    const { result: linear, drift } = await scanLinear(renderLinear(recorded), readFileSync(schemaPath!, "utf8"), END_AT);
    expect(drift).toEqual([]);
    expect([linear.level.best, jira.level.best].filter((level) => level !== null && level !== jira.level.best)).toEqual([]);
    const order = ["N", "P", "L", "F"];
    const apart = jira.characteristics.flatMap((one, at) => {
      const other = linear.characteristics[at]!;
      const steps = Math.abs(order.indexOf(one.rating) - order.indexOf(other.rating));
      return one.attainment !== null && other.attainment !== null && steps > 1
        ? [`${one.id}: ${one.rating} ${other.rating}`]
        : [];
    });
    expect(apart).toEqual([]);
    const rated = (result: Result) => result.characteristics.filter(({ attainment }) => attainment !== null).length;
    expect(rated(linear)).toBeGreaterThan(6);
  },
  60_000,
);
