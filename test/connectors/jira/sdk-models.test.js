import { BulkChangelogRequestSchema, BulkChangelogResponseSchema, FieldDetailsSchema, JQLCountRequestSchema, JQLCountResultsSchema, SearchAndReconcileRequestSchema, SearchAndReconcileResultsSchema, StatusDetailsSchema, UserDetailsSchema, } from "jira.js/cloud";
import { expect, test } from "vitest";
import { z } from "zod";
import { scanDataset } from "../../support/scan-dataset.ts";
import { smallSite } from "../../support/small-site.ts";
/** The published client library's own models of what is asked and answered. */
const REQUESTS = {
    "/rest/api/3/search/jql": SearchAndReconcileRequestSchema,
    "/rest/api/3/changelog/bulkfetch": BulkChangelogRequestSchema,
    "/rest/api/3/search/approximate-count": JQLCountRequestSchema,
};
const ANSWERS = {
    "/rest/api/3/myself": UserDetailsSchema,
    "/rest/api/3/field": z.array(FieldDetailsSchema),
    "/rest/api/3/status": z.array(StatusDetailsSchema),
    "/rest/api/3/search/jql": SearchAndReconcileResultsSchema,
    "/rest/api/3/changelog/bulkfetch": BulkChangelogResponseSchema,
    "/rest/api/3/search/approximate-count": JQLCountResultsSchema,
};
test("what the connector asks and what it is answered fits the models of jira.js", async () => {
    const asked = new Map();
    const answered = new Map();
    const misfits = [];
    const check = (what, path, model, value, seen) => {
        if (model === undefined)
            return;
        seen.set(path, (seen.get(path) ?? 0) + 1);
        const parsed = model.safeParse(value);
        if (!parsed.success)
            misfits.push(`${what} ${path}: ${z.prettifyError(parsed.error)}`);
    };
    const asOf = Date.parse("2026-03-01T00:00:00Z");
    await scanDataset(smallSite({ issuesPerProject: 120, historiesPerIssue: 3 }), asOf, "sdk", {
        onRequest: ({ path, body }) => check("request", path, REQUESTS[path], body, asked),
        onResponse: ({ path }, { json }) => check("answer", path, ANSWERS[path], json, answered),
    });
    expect(misfits).toEqual([]);
    expect([...asked.keys()].sort()).toEqual(Object.keys(REQUESTS).sort());
    expect([...answered.keys()].sort()).toEqual(Object.keys(ANSWERS).sort());
});
