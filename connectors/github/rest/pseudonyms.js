import { createActors } from "../actors.ts";
import { accountOf, own } from "../shapes.ts";
/** Stands where the kind of an account stands; GitHub's own kinds are a closed list, so that nobody else can write it. */
const PSEUDONYM = "Pseudonym";
export function createPseudonymousActors(hashes, agentsBefore) {
    const actors = createActors(hashes);
    const agents = new Set(agentsBefore);
    const kind = (id) => (agents.has(id) ? "ai-agent" : actors.kind(id));
    const hidden = (value) => {
        const id = actors.account(accountOf(value));
        if (actors.kind(id) === "ai-agent")
            agents.add(id);
        return { __typename: PSEUDONYM, login: id };
    };
    return {
        account: (account) => (account?.__typename === PSEUDONYM ? account.login : actors.account(account)),
        kind,
        take: () => actors.take(),
        hide: (node) => ({
            ...node,
            actor: hidden(own(node, "actor")),
            ...(Object.hasOwn(node, "assignee") ? { assignee: hidden(own(node, "assignee")) } : {}),
        }),
        get agents() {
            return [...agents];
        },
    };
}
