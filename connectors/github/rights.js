import { z } from "zod";
import { RIGHTS } from "./documents.ts";
const PLACE = { stream: "preflight", page: null };
const answer = z.looseObject({ __typename: z.string() });
/** Scopes of classic tokens that contain what reading needs, smallest first. https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps */
const PROJECTS = ["read:project", "project"];
const MEMBERS = ["read:org", "write:org", "admin:org"];
/** Granted anyway, or too small to be worth a word. */
const HARMLESS = ["public_repo", "repo:status", "read:user", "user:email"];
const LEAST = "Make a fine-grained token with read access to Issues, Pull requests and Metadata of the repositories, and to Projects and Members of the organisation.";
/** Classic tokens and those of OAuth apps tell their scopes in `x-oauth-scopes`; all others tell nothing. `hasPrivate`: a private repository is read. */
export async function tokenRights(client, token, hasPrivate) {
    const { headers } = await client.query(RIGHTS, {}, answer, PLACE);
    const told = headers["x-oauth-scopes"];
    if (told === undefined)
        return untold(token);
    const granted = told
        .slice(0, 1_000)
        .split(",")
        .map((scope) => scope.trim())
        .filter((scope) => scope !== "");
    const has = (scopes) => scopes.some((scope) => granted.includes(scope));
    const used = [...(hasPrivate ? ["repo"] : []), PROJECTS[0], MEMBERS[0], ...HARMLESS];
    return {
        summary: hasPrivate
            ? "It is of the classic kind, which cannot read private repositories without being able to write to them."
            : "It is of the classic kind.",
        granted,
        unneeded: granted.filter((scope) => !used.includes(scope)),
        missing: [
            ...(has(PROJECTS)
                ? []
                : [{ right: PROJECTS[0], without: "issues are only open or closed, whatever column they stand in" }]),
            ...(has(MEMBERS)
                ? []
                : [{ right: MEMBERS[0], without: "people are not known again in another tool by their verified addresses" }]),
        ],
        leastSet: LEAST,
    };
}
function untold(token) {
    const kind = token.startsWith("github_pat_")
        ? "It is fine-grained, and GitHub does not list what such a token may do"
        : token.startsWith("ghs_")
            ? "It is of an installation of a GitHub App, and GitHub does not list what such a token may do"
            : "GitHub does not list what it may do";
    return {
        summary: `${kind}; what it lacks shows as missing in a scan.`,
        granted: null,
        unneeded: [],
        missing: [],
        leastSet: LEAST,
    };
}
