import { ProblemError } from "../../src/model/problem.ts";
import { jiraClient } from "../jira/client.ts";
export const CHECK_TOKEN = "Make a new personal access token in your profile (Jira 8.14 or newer) and check that the variable holds all of it and nothing else.";
const CHECK_URL = "Give the address that you open in the browser, with its path if it has one, e.g. https://acme.com/jira.";
/** Jira Data Center and Server: REST version 2, a personal access token as bearer, possibly below a path. */
export function createJiraDcClient(http, { url }, token) {
    const client = jiraClient(http, {
        url,
        api: "/rest/api/2",
        authorization: `Bearer ${token}`,
        checkToken: CHECK_TOKEN,
        checkSite: "Check that the URL is a Jira; if it is, update wmmm or report this.",
    });
    return {
        api: client.api,
        get: (...asked) => client.get(...asked).catch(inWordsOfDataCenter),
        post: (...asked) => client.post(...asked).catch(inWordsOfDataCenter),
    };
}
/** The transport's sentences speak of what is usual in the cloud; a Jira of one's own fails in other ways. */
function inWordsOfDataCenter(error) {
    if (!(error instanceof ProblemError))
        throw error;
    const words = WORDS[error.problem.code];
    if (words === undefined)
        throw error;
    throw new ProblemError({ ...error.problem, ...words }, { cause: error });
}
const WORDS = {
    unauthenticated: { what: "Jira refused the token (401).", todo: CHECK_TOKEN },
    "not-json": {
        what: "Jira's address answered with something that is no data, such as a login page.",
        todo: `${CHECK_URL} If a single sign-on or proxy stands in front of it, use an address that leads past it.`,
    },
    "redirected-away": {
        what: "Jira's address led to another one, as a single sign-on does, which was not followed with the token.",
        todo: `${CHECK_URL} If a single sign-on stands in front of it, use an address that leads past it.`,
    },
};
