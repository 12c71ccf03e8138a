import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { isComment, isHistory, isIssue, isUser } from "../../../connectors/jira/shapes.ts";
/** The same shapes in a schema library, which says what is meant in fewer words and takes several times as long. */
const text = z.string().nullish();
const user = z.looseObject({
    accountId: z.string(),
    accountType: text,
    appType: text,
    emailAddress: text,
    active: z.boolean().nullish(),
});
const named = z.looseObject({ id: z.string(), name: text });
const linked = z.looseObject({ id: text, key: z.string() });
const issue = z.looseObject({
    id: z.string(),
    key: z.string(),
    fields: z.looseObject({
        summary: text,
        issuetype: z.looseObject({
            id: z.string(),
            name: z.string(),
            subtask: z.boolean().nullish(),
            hierarchyLevel: z.number().nullish(),
        }),
        project: z.looseObject({ id: z.string(), key: z.string(), name: z.string() }),
        status: z.looseObject({ id: z.string(), name: z.string(), statusCategory: z.looseObject({ key: text }).nullish() }),
        priority: named.nullish(),
        resolution: named.nullish(),
        assignee: user.nullish(),
        reporter: user.nullish(),
        creator: user.nullish(),
        created: z.string(),
        updated: z.string(),
        resolutiondate: text,
        duedate: text,
        labels: z.array(z.string()).nullish(),
        components: z.array(named).nullish(),
        fixVersions: z.array(named).nullish(),
        parent: linked.nullish(),
        issuelinks: z
            .array(z.looseObject({
            type: z.looseObject({ name: text, inward: text, outward: text }),
            inwardIssue: linked.nullish(),
            outwardIssue: linked.nullish(),
        }))
            .nullish(),
        timeoriginalestimate: z.number().nullish(),
        comment: z.looseObject({ comments: z.array(z.unknown()), total: z.number() }).nullish(),
    }),
});
const comment = z.looseObject({ id: z.string(), author: user.nullish(), created: z.string(), body: z.unknown().optional() });
const item = z.looseObject({ field: z.string(), fieldId: text, from: text, fromString: text, to: text });
const history = z.looseObject({
    id: z.string(),
    author: user.nullish(),
    created: z.union([z.number(), z.string()]),
    historyMetadata: z.looseObject({ type: text }).nullish(),
    items: z.array(item),
});
const USER = {
    accountId: "a",
    accountType: "atlassian",
    appType: null,
    emailAddress: "a@acme.example",
    active: true,
    avatarUrls: { "48x48": "x" },
};
const GOOD = {
    user: USER,
    comment: { id: "1", author: USER, created: "2026-01-01", body: { type: "doc" } },
    history: {
        id: "1",
        author: USER,
        created: 1_770_000_000_000,
        historyMetadata: { type: "x" },
        items: [{ field: "status", fieldId: "status", from: "1", fromString: "To Do", to: "2", toString: "Done" }],
    },
    issue: {
        id: "1",
        key: "A-1",
        fields: {
            summary: "s",
            issuetype: { id: "1", name: "Bug", subtask: false, hierarchyLevel: 0 },
            project: { id: "1", key: "A", name: "A" },
            status: { id: "1", name: "To Do", statusCategory: { key: "new" } },
            priority: { id: "1", name: "High" },
            resolution: { id: "1", name: "Done" },
            assignee: USER,
            reporter: USER,
            creator: USER,
            created: "2026-01-01",
            updated: "2026-01-01",
            resolutiondate: "2026-01-01",
            duedate: "2026-01-01",
            labels: ["x"],
            components: [{ id: "1", name: "C" }],
            fixVersions: [{ id: "1", name: "V" }],
            parent: { id: "1", key: "A-2" },
            issuelinks: [
                { type: { name: "Blocks", inward: "i", outward: "o" }, inwardIssue: { id: "1", key: "A-3" }, outwardIssue: null },
            ],
            timeoriginalestimate: 3600,
            comment: { comments: [], total: 0 },
            customfield_1: 5,
        },
    },
};
const CASES = [
    ["user", isUser, user],
    ["comment", isComment, comment],
    ["history", isHistory, history],
    ["issue", isIssue, issue],
];
/** Every place inside a value, as the keys that lead to it. */
function places(value, before = []) {
    if (typeof value !== "object" || value === null)
        return [before];
    return [before, ...Object.entries(value).flatMap(([key, part]) => places(part, [...before, key]))];
}
function withPart(value, place, part) {
    const [key, ...rest] = place;
    if (key === undefined)
        return part;
    const copy = (Array.isArray(value) ? [...value] : { ...value });
    copy[key] = withPart(copy[key], rest, part);
    return copy;
}
describe("guards of the shapes that come by the hundred thousand", () => {
    test.each(CASES)("%s: the good one passes", (name, guard) => expect(guard(GOOD[name])).toBe(true));
    test.each(CASES)("%s: says what the schema says whatever stands in whichever place", (name, guard, schema) => {
        const good = GOOD[name];
        const odd = fc.oneof(fc.constantFrom(undefined, null, "", "x", 0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, true, [], {}, [null], [1], ["x"], [{}]), fc.jsonValue());
        fc.assert(fc.property(fc.constantFrom(...places(good)), odd, (place, part) => {
            const value = withPart(good, place, part);
            expect(guard(value)).toBe(schema.safeParse(value).success);
        }), { numRuns: 2_000 });
    });
});
