import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { OPENAPI_EXCEPTIONS } from "./openapi-exceptions.ts";
import { SHARED_MISSING, sharedPath } from "./shared.ts";

/** Sources of the typed client, for what is documented now. */
const CLIENT = join(dirname(createRequire(import.meta.url).resolve("jira.js/package.json")), "src");

describe("each exception from the vendor's description is shown by something", () => {
  test.for(OPENAPI_EXCEPTIONS)("$operation: $why", ({ operation, shownBy }, { skip }) => {
    if ("jiraJs" in shownBy) {
      expect(readFileSync(join(CLIENT, shownBy.jiraJs), "utf8")).toContain(shownBy.declares);
      return;
    }
    const [method, template] = operation.split(" ") as [string, string];
    const file = sharedPath(`schemas/${template.startsWith("/rest/agile/") ? "jira-software" : "jira-cloud-v3"}.openapi.json`);
    if (file === null) return skip(SHARED_MISSING);
    const document = JSON.parse(readFileSync(file, "utf8"));
    let value: unknown = document.paths[template][method.toLowerCase()].responses["200"].content["application/json"].example;
    if (typeof value === "string") value = JSON.parse(value);
    for (const step of shownBy.ownExample) value = (value as Record<string, unknown>)[step];
    expect(value).toBeDefined();
  });
});

test.for([
  "/rest/api/3/search/jql",
  "/rest/api/3/search/approximate-count",
  "/rest/api/3/changelog/bulkfetch",
  "/rest/api/3/workflows/search",
  "/rest/api/3/statuses/search",
])("the typed client knows %s too, so it is documented now", (path) => {
  const sources = ["issues.ts", "issueSearch.ts", "workflows.ts", "status.ts"].map((file) =>
    readFileSync(join(CLIENT, "version3", file), "utf8"),
  );
  expect(sources.some((source) => source.includes(`'${path}'`))).toBe(true);
});
