import { z } from "zod";
import { ProblemError } from "../../src/model/problem.ts";
export const API_URL = "https://api.linear.app/graphql";
const schema = z.strictObject({
    teams: z.array(z.string().trim().toUpperCase()).nullish(),
    apiUrl: z.string().trim().nullish(),
});
/** What stands before the number of an issue. */
const KEY = /^[A-Z0-9]{1,12}$/;
export function parseLinearConfig(input) {
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
        const { path, message } = parsed.error.issues[0];
        throw usage(`The Linear connection is not set up right: ${path.join(".") || "configuration"}: ${message}.`, "To narrow it down, give --teams ENG,OPS; nothing else is needed.");
    }
    const url = URL.parse(parsed.data.apiUrl ?? API_URL);
    if (url === null || !["http:", "https:"].includes(url.protocol) || url.username !== "" || url.password !== "")
        throw usage("The API URL of Linear is not a web address.", `Leave --api-url out, or give ${API_URL}.`);
    const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
    if (url.protocol === "http:" && !isLocal)
        throw usage("The API URL of Linear has no https, so the token would travel in the clear.", "Use an https address.");
    const { teams } = parsed.data;
    const wrong = teams?.find((key) => !KEY.test(key));
    if (wrong !== undefined)
        throw usage(`\`${wrong.slice(0, 40)}\` is not a team key.`, "Team keys are the letters before the number of an issue, e.g. ENG for ENG-12.");
    return {
        teams: teams === null || teams === undefined || teams.length === 0 ? null : [...new Set(teams)].sort(),
        apiUrl: `${url.origin}${url.pathname}`,
    };
}
function usage(what, todo) {
    return new ProblemError({ code: "usage", what, todo });
}
