import { STATE_CATEGORIES } from "../../src/model/category.ts";
import { ProblemError } from "../../src/model/problem.ts";
import { categorise } from "../text/status-categories.ts";
/** More different statuses than this are no statuses: a column of texts or ids was taken for one. */
const MOST_STATUSES = 500;
/** `done=Closed,Resolved;active=In Progress`. Throws `ProblemError` of code `usage`. */
export function parseStatusMap(text) {
    const map = Object.create(null);
    for (const part of text
        .slice(0, 20_000)
        .split(";")
        .filter((one) => one.trim() !== "")) {
        const equals = part.indexOf("=");
        const category = STATE_CATEGORIES.find((one) => one === part.slice(0, equals).trim().toLowerCase());
        if (equals < 0 || category === undefined) {
            throw new ProblemError({
                code: "usage",
                what: "--status-map has a part that does not begin with a category and `=`.",
                todo: `Write e.g. done=Closed,Resolved;active=In Progress. Categories: ${STATE_CATEGORIES.join(", ")}.`,
            });
        }
        for (const name of part.slice(equals + 1).split(","))
            if (name.trim() !== "")
                map[name.trim().toLowerCase()] = category;
    }
    return { ...map };
}
/** Statuses that the file names. `byActivity`: they are activities of an event log, so that one nobody knows is work and no waiting line. */
export function createStatuses(connection, map, byActivity) {
    const ids = new Map();
    return {
        see(name) {
            let id = ids.get(name);
            if (id !== undefined)
                return id;
            if (ids.size === MOST_STATUSES) {
                throw new ProblemError({
                    code: "unexpected-shape",
                    what: `The file has more than ${MOST_STATUSES} different statuses or activities, so that column holds something else.`,
                    todo: "Say which column holds them, e.g. --columns activity=Step.",
                });
            }
            ids.set(name, (id = `${connection}/status:${name}`));
            return id;
        },
        records: () => [...ids].map(([name, id]) => ({ id, name, categoryRaw: null, ...categoryOf(name, map, byActivity()) })),
    };
}
function categoryOf(name, map, byActivity) {
    const lower = name.toLowerCase();
    if (Object.hasOwn(map, lower))
        return { category: map[lower], categoryBasis: "as the user's status map says" };
    const { category, basis, isGuess } = categoriseByName(name);
    if (isGuess && byActivity)
        return { category: "active", categoryBasis: "an activity of an event log with no known word in its name: taken as work" };
    return { category, categoryBasis: basis };
}
function categoriseByName(name) {
    const { category, basis } = categorise(name, null);
    return { category, basis, isGuess: basis.endsWith(TAKEN_AS_NOT_STARTED) };
}
/** The end of the basis that `categorise` gives where no word was known. */
const TAKEN_AS_NOT_STARTED = "taken as not started";
