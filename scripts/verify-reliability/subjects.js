import { readFileSync } from "node:fs";
import { sharedPath } from "../../test/support/shared.ts";
import { githubSubject } from "./github-subject.ts";
import { jiraSubject } from "./jira-subject.ts";
import { linearSubject } from "./linear-subject.ts";
/** Servers that execute their vendor's schema, which lies beside the checkout. */
const WITH_SCHEMA = {
    linear: { path: "schemas/linear.graphql", make: linearSubject },
    github: { path: "schemas/github.graphql", make: githubSubject },
};
/** Every connector that reads over the network and whose server is at hand. */
export function subjects(only) {
    const found = [jiraSubject()];
    const missing = [];
    for (const [name, { path, make }] of Object.entries(WITH_SCHEMA)) {
        const schema = sharedPath(path);
        if (schema === null)
            missing.push(name);
        else
            found.push(make(readFileSync(schema, "utf8")));
    }
    return { subjects: found.filter(({ id }) => only === null || id === only), missing };
}
