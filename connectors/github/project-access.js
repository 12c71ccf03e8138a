import { WholeRefusedError } from "./client.ts";
import { codeOf } from "./graphql-errors.ts";
export function createProjectAccess(connection, warn) {
    let isOpen = true;
    return {
        get isOpen() {
            return isOpen;
        },
        refuse() {
            if (isOpen)
                warn(withoutProjects(connection));
            isOpen = false;
        },
    };
}
/** Asks with Projects, and without them where the token may not read them: everything else is worth having. */
export async function withoutRefused(access, ask) {
    if (!access.isOpen)
        return ask(false);
    try {
        const answer = await ask(true);
        if (!answer.missing.some(isRefusedProjects))
            return answer;
    }
    catch (error) {
        if (codeOf(error) !== "forbidden" || error instanceof WholeRefusedError)
            throw error;
        // If it is something else that is forbidden, this says so.
        const answer = await ask(false);
        access.refuse();
        return answer;
    }
    access.refuse();
    return ask(false);
}
/** The token may read no Project at all: the whole list of them is missing. */
function isRefusedProjects({ kind, path }) {
    return kind === "forbidden" && (path.length === 0 || path.at(-1) === "projectItems");
}
const TODO = "Give the token the organisation permission Projects: read (a classic token: read:project), and run again with --full.";
function withoutProjects(connection) {
    return {
        code: "forbidden",
        connection,
        stream: "issues",
        page: null,
        what: "The token may not read Projects, so columns, iterations, estimates and dates kept in them are not seen: issues are open or closed, and work is taken as started when somebody is assigned.",
        todo: TODO,
    };
}
/** What a connection without Projects shows less of. */
export const NARROWED_WITHOUT_PROJECTS = {
    "status-history": {
        level: "partial",
        sentence: "The token may not read Projects: issues are open or closed, unless a clear family of labels says more, and work is taken as started at the first assignment or linked pull request.",
    },
    sprints: {
        level: "partial",
        sentence: "The token may not read Projects, so their iterations are not seen; milestones are, with every change.",
    },
    estimates: { level: "partial", sentence: "The token may not read Projects; only estimates in issue fields are seen." },
    "due-dates": { level: "partial", sentence: "The token may not read Projects; only dates in issue fields are seen." },
    "declared-workflow": { level: "none", sentence: "The token may not read Projects, so no columns are known." },
};
