import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { OPENAPI_EXCEPTIONS } from "./openapi-exceptions.ts";
import { SHARED_MISSING, sharedPath } from "./shared.ts";
/** Sources of the typed client, for what is documented now. */
const CLIENT = join(dirname(createRequire(import.meta.url).resolve("jira.js/package.json")), "src");
/** What the typed client declares, or what the description's own example has there; undefined when it shows nothing. */
function evidence({ operation, shownBy }) {
    if ("jiraJs" in shownBy)
        return readFileSync(join(CLIENT, shownBy.jiraJs), "utf8").includes(shownBy.declares) ? shownBy.declares : undefined;
    const [method, template] = operation.split(" ");
    const document = JSON.parse(readFileSync(sharedPath(`schemas/${fileOf(template)}`), "utf8"));
    const { example } = document.paths[template][method.toLowerCase()].responses["200"].content["application/json"];
    let value = typeof example === "string" ? JSON.parse(example) : example;
    for (const step of shownBy.ownExample)
        value = value[step];
    return value;
}
const fileOf = (template) => `${template.startsWith("/rest/agile/") ? "jira-software" : "jira-cloud-v3"}.openapi.json`;
describe("each exception from the vendor's description is shown by something", () => {
    test.for(OPENAPI_EXCEPTIONS)("$operation: $why", (exception, { skip }) => {
        skip(sharedPath("schemas") === null, SHARED_MISSING);
        expect(evidence(exception)).toBeDefined();
    });
});
test.for([
    "/rest/api/3/search/jql",
    "/rest/api/3/search/approximate-count",
    "/rest/api/3/changelog/bulkfetch",
    "/rest/api/3/workflows/search",
    "/rest/api/3/statuses/search",
])("the typed client knows %s too, so it is documented now", (path) => {
    const folder = join(CLIENT, "cloud", "api");
    const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
    expect(sources.some((source) => source.includes(`'${path}'`))).toBe(true);
});
