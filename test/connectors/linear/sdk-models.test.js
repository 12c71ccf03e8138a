import { readFileSync } from "node:fs";
import * as sdk from "@linear/sdk";
import { Kind, parse, TypeInfo, visit, visitWithTypeInfo } from "graphql";
import { describe, expect, test } from "vitest";
import * as documents from "../../../connectors/linear/documents.ts";
import { linearSchema, startLinearServer } from "../../../fixtures/linear-server/server.ts";
import { SHARED_MISSING, sharedPath } from "../../support/shared.ts";
import { smallWorkspace } from "./small-workspace.ts";
const path = sharedPath("schemas/linear.graphql");
const sdl = path === null ? "" : readFileSync(path, "utf8");
const SENT = {
    PREFLIGHT: documents.PREFLIGHT,
    CONFIGURATION: documents.CONFIGURATION,
    CYCLES: documents.CYCLES,
    ISSUES: documents.ISSUES,
    ISSUES_WITH_AGENTS: documents.ISSUES_WITH_AGENTS,
    historyRest: documents.historyRest(2, true),
    ACTIVITY: documents.ACTIVITY,
    ISSUE_IDS: documents.ISSUE_IDS,
};
const exported = sdk;
const fragments = sdk.LinearDocument;
/** Names that the published client library reads of a type (its own fragment), or answers by a method or a getter. */
function modelFields(type) {
    const model = exported[type === "Query" ? "LinearSdk" : type];
    const fragment = fragments[`${type}FragmentDoc`];
    if (model === undefined)
        return null;
    const names = new Set(Object.getOwnPropertyNames(model.prototype));
    if (fragment === undefined)
        return names;
    for (const definition of parse(String(fragment)).definitions)
        if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === type)
            for (const selection of definition.selectionSet.selections)
                if (selection.kind === Kind.FIELD)
                    names.add(selection.name.value);
    return names;
}
describe.skipIf(path === null)(`the models of @linear/sdk (${path === null ? SHARED_MISSING : "schema found"})`, () => {
    test("every field that is asked for is one that the published client knows", () => {
        const types = new TypeInfo(linearSchema(sdl));
        const unknown = [];
        const met = new Set();
        for (const [name, document] of Object.entries(SENT))
            visit(parse(document), visitWithTypeInfo(types, {
                Field(node) {
                    const parent = types.getParentType()?.name ?? "";
                    // Pages are plain lists with a `pageInfo` there.
                    if (parent.endsWith("Connection"))
                        return;
                    met.add(parent);
                    if (modelFields(parent)?.has(node.name.value) !== true)
                        unknown.push(`${name}: ${parent}.${node.name.value}`);
                },
            }));
        expect(unknown).toEqual([]);
        expect([...met]).toEqual(expect.arrayContaining(["Query", "Issue", "IssueHistory", "IssueRelationHistoryPayload", "Cycle", "Comment"]));
    });
    test("what is answered comes out of the models as it went in", async () => {
        const server = await startLinearServer(smallWorkspace(20, 4), sdl);
        const nodes = async (document, root, variables) => {
            const response = await fetch(server.url, {
                method: "POST",
                headers: { authorization: server.token, "content-type": "application/json" },
                body: JSON.stringify({ query: document, variables }),
            });
            const { data } = (await response.json());
            return data[root].nodes;
        };
        try {
            const issues = await nodes(documents.ISSUES, "issues", { first: 20, history: 20 });
            const histories = issues.flatMap((issue) => issue["history"].nodes);
            expect([issues.length, histories.length]).toEqual([20, 20 * 6 + 10]);
            const changed = [
                ...misread("Issue", issues),
                ...misread("IssueHistory", histories),
                ...misread("Cycle", await nodes(documents.CYCLES, "cycles", {})),
            ];
            expect(changed).toEqual([]);
        }
        finally {
            await server.close();
        }
    });
});
/** What a model cannot do without and the product does not ask for. */
const NEEDED = { reactions: [], sharedAccess: { disallowedIssueFields: [], sharedWithUsers: [] } };
/** Scalars, and ids of what is asked for as `{ id }`, that the model of a type gives back otherwise than it was given them. */
function misread(type, nodes) {
    const model = exported[type];
    const wrong = [];
    for (const node of nodes) {
        const read = new model(() => undefined, { ...NEEDED, ...node });
        for (const [field, value] of Object.entries(node)) {
            // Connections, and other fields of what is referred to, are another request in the models.
            if (typeof value === "object" && value !== null && (Object.hasOwn(value, "nodes") || Object.hasOwn(value, "key")))
                continue;
            const isReference = typeof value === "object" && value !== null && "id" in value;
            const expected = isReference ? value.id : value;
            // References are lazy; their ids stand beside them.
            const found = isReference ? read[`${field}Id`] : read[field];
            if (plain(found) !== plain(expected))
                wrong.push(`${type}.${field}: ${plain(found)} instead of ${plain(expected)}`);
        }
    }
    return wrong;
}
/** Dates as instants, lists as texts, and nothing as null, whichever word for it is used. */
function plain(value) {
    if (value instanceof Date)
        return value.toISOString();
    return JSON.stringify(value ?? null, (key, inner) => (key === "_request" ? undefined : inner)).replaceAll(/^"|"$/g, "");
}
