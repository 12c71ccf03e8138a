import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { OPENAPI_EXCEPTIONS } from "./openapi-exceptions.ts";
import { sharedPath } from "./shared.ts";
const DOCUMENTS = ["schemas/jira-cloud-v3.openapi.json", "schemas/jira-software.openapi.json"];
let described;
/** Null where the vendor's descriptions are missing. They are read once a process. */
export function createOpenApiCheck() {
    described ??= readDocuments();
    if (described === null)
        return null;
    const paths = described;
    const violations = new Set();
    const seen = new Set();
    /** The operation of a request; literal paths win over templates (`/project/search` over `/project/{key}`). */
    const find = (request) => {
        const matching = paths
            .filter(({ pattern }) => pattern.test(request.path))
            .toSorted((a, b) => variables(a.template) - variables(b.template));
        const path = matching.find(({ operations }) => operations[request.method.toLowerCase()] !== undefined);
        if (path !== undefined)
            return { path, operation: path.operations[request.method.toLowerCase()] };
        return matching.length === 0
            ? `${request.method} ${request.path}: no such path`
            : `${request.method} ${matching[0].template}: no such method`;
    };
    const complain = (operation, part, problem) => {
        const excepted = OPENAPI_EXCEPTIONS.some((one) => one.operation === operation && one.part === part && one.says.test(problem));
        if (!excepted)
            violations.add(`${operation}: ${part} ${problem}`);
    };
    return {
        get violations() {
            return [...violations];
        },
        seen,
        hooks: {
            onRequest: (request) => {
                const found = find(request);
                if (typeof found === "string") {
                    violations.add(found);
                    return;
                }
                const { path, operation } = found;
                const name = `${request.method} ${path.template}`;
                seen.add(name);
                const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === "query");
                for (const parameter of parameters) {
                    const values = request.query.getAll(parameter.name);
                    if (values.length === 0) {
                        if (parameter.required === true)
                            complain(name, `query ${parameter.name}`, "is required");
                        continue;
                    }
                    const problem = typeProblem(values, parameter.schema ?? {}, path.schemaOf);
                    if (problem !== null)
                        complain(name, `query ${parameter.name}`, problem);
                }
                for (const key of new Set(request.query.keys())) {
                    if (!parameters.some((parameter) => parameter.name === key))
                        complain(name, `query ${key}`, "is not known");
                }
                const schema = operation.requestBody?.content["application/json"]?.schema;
                if (schema === undefined) {
                    if (request.body !== undefined)
                        complain(name, "body", "is not expected");
                }
                else if (request.body === undefined) {
                    if (operation.requestBody?.required === true)
                        complain(name, "body", "is required");
                }
                else
                    report(path.schemaOf(schema), request.body, (problem) => complain(name, "body", problem));
            },
            onResponse: (request, { status, json }) => {
                const found = find(request);
                if (typeof found === "string" || json === undefined || status !== 200)
                    return;
                const schema = found.operation.responses["200"]?.content?.["application/json"]?.schema;
                if (schema === undefined)
                    return;
                report(found.path.schemaOf(schema), json, (problem) => complain(`${request.method} ${found.path.template}`, "response", problem));
            },
        },
    };
}
const variables = (template) => template.split("{").length;
function report(validate, value, complain) {
    // As it goes over the wire: undefined properties are not there.
    if (validate(JSON.parse(JSON.stringify(value))))
        return;
    for (const error of validate.errors ?? [])
        complain(sentence(error));
}
function sentence({ instancePath, message, params }) {
    const where = instancePath.replaceAll(/\/\d+/g, "/*");
    const extra = "additionalProperty" in params ? ` (${String(params["additionalProperty"])})` : "";
    return `${where || "/"} ${message ?? "does not fit"}${extra}`;
}
/** Query values are text; they are read as what the description says they should be. */
function typeProblem(values, schema, schemaOf) {
    const items = schema["type"] === "array" ? (schema["items"] ?? {}) : null;
    if (items === null && values.length > 1)
        return "is given more than once";
    const read = (text, type) => {
        if (type === "integer" || type === "number")
            return text.trim() === "" ? text : Number(text);
        if (type === "boolean")
            return text === "true" ? true : text === "false" ? false : text;
        return text;
    };
    // A list may be one parameter many times or, in the older description, one with commas.
    const value = items === null ? read(values[0], schema["type"]) : values.map((text) => read(text, items["type"]));
    const validate = schemaOf(schema);
    return validate(value) ? null : (validate.errors?.[0]?.message ?? "does not fit");
}
function readDocuments() {
    const all = [];
    for (const [index, file] of DOCUMENTS.entries()) {
        const path = sharedPath(file);
        if (path === null)
            return null;
        const document = JSON.parse(readFileSync(path, "utf8"));
        // Formats are left alone: Jira's own dates (`+0000` without a colon) are no RFC 3339.
        const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, validateSchema: false });
        const id = `document-${index}`;
        ajv.addSchema(document, id);
        const compiled = new Map();
        const schemaOf = (schema) => {
            const known = compiled.get(schema);
            if (known !== undefined)
                return known;
            const made = ajv.compile(rooted(schema, id));
            compiled.set(schema, made);
            return made;
        };
        for (const [template, operations] of Object.entries(document.paths)) {
            const pattern = new RegExp(`^${template.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);
            all.push({ template, pattern, operations, schemaOf });
        }
    }
    return all;
}
/** References to the document's root, made absolute, so that a part of it can be compiled by itself. */
function rooted(schema, id) {
    if (Array.isArray(schema))
        return schema.map((one) => rooted(one, id));
    if (typeof schema !== "object" || schema === null)
        return schema;
    return Object.fromEntries(Object.entries(schema).map(([key, value]) => [
        key,
        key === "$ref" && typeof value === "string" && value.startsWith("#") ? `${id}${value}` : rooted(value, id),
    ]));
}
