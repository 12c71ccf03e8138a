import { ProblemError } from "../../src/model/problem.ts";
export function createJiraClient(http, { url, email }, token) {
    return jiraClient(http, {
        url,
        api: "/rest/api/3",
        authorization: `Basic ${Buffer.from(`${email}:${token}`).toString("base64")}`,
        checkToken: "Check that e-mail and token belong together and that the token has not expired.",
        checkSite: "Check that the URL is a Jira Cloud site; if it is, update wmmm or report this.",
    });
}
export function jiraClient(http, access) {
    const { url, api, authorization } = access;
    const headers = { authorization, "x-atlassian-token": "no-check" };
    const send = async (request, path, schema) => {
        const response = await http.send({ ...request, headers });
        refuseAnonymous(response, request, access);
        const parsed = schema.safeParse(response.json);
        if (!parsed.success)
            throw unexpected(parsed.error, path, request, access);
        return {
            status: response.status,
            headers: response.headers,
            data: parsed.data,
            body: { sha256: response.sha256, bytes: response.bytes },
        };
    };
    return {
        api,
        get: (path, query, schema, place) => {
            const target = new URL(url + path);
            for (const [name, value] of Object.entries(query))
                for (const one of [value].flat())
                    target.searchParams.append(name, one);
            return send({ method: "GET", url: target.href, ...place }, path, schema);
        },
        post: (path, body, schema, place, reader) => send({ method: "POST", url: new URL(url + path).href, body, ...place, ...(reader === undefined ? {} : { reader }) }, path, schema),
    };
}
/** A site that is open to the public answers a bad token with 200 and what the public may see. */
function refuseAnonymous({ headers }, { stream, page }, { checkToken }) {
    if (headers["x-ausername"] !== "anonymous" && !/FAILED|DENIED/.test((headers["x-seraph-loginreason"] ?? "").slice(0, 200)))
        return;
    throw new ProblemError({
        code: "anonymous",
        what: "Jira answered as if nobody had signed in, so what it shows is not the whole.",
        todo: checkToken,
        stream,
        page,
    });
}
function unexpected(error, path, { stream, page }, { checkSite }) {
    // Path and kind of the first mismatch; never the value.
    const first = error.issues[0];
    const where = first === undefined || first.path.length === 0 ? "the whole answer" : `\`${first.path.map(String).join(".").slice(0, 80)}\``;
    return new ProblemError({
        code: "unexpected-shape",
        what: `Jira's answer to ${path} did not have the expected shape at ${where}.`,
        todo: checkSite,
        stream,
        page,
    });
}
/** The problem's code if `error` is a problem, else null. */
export function codeOf(error) {
    return error instanceof ProblemError ? error.problem.code : null;
}
/** A list that is paged by `startAt`, from its first page on. Stops on an empty or last page; never asks more than `most` pages. */
export async function* valuesOf(client, path, query, schema, stream, most = 1_000) {
    let startAt = 0;
    for (let page = 1;; page++) {
        if (page > most)
            throw endless(stream, page);
        const answer = await client.get(path, { ...query, startAt: String(startAt) }, schema, { stream, page });
        yield answer;
        const { values, isLast } = answer.data;
        startAt += values.length;
        if (values.length === 0 || isLast !== false)
            return;
    }
}
export function endless(stream, page) {
    return new ProblemError({
        code: "endless-cursor",
        what: `Jira's pages of ${stream} came round to one that was read already, so they would never end.`,
        todo: "Run again; if it stays, report it. What was read is stored.",
        stream,
        page,
    });
}
