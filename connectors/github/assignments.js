import { keyed } from "./changes.ts";
import { accountOf, nodesOf, own } from "./shapes.ts";
/**
 * GitHub lets an issue have many assignees. The owner is the one who was assigned first and still is; others come and go as `other`. Agents
 * are no owners: handing an issue to one is a delegation.
 */
export function assignmentsOf(actors, issue, nodes) {
    const own_ = nodes.filter(({ __typename }) => __typename === "AssignedEvent" || __typename === "UnassignedEvent");
    const whoOf = (node) => actors.account(accountOf(own(node, "assignee")));
    // Where bots can be assigned, only the longer list has them.
    const listed = own(issue, "assignedActors") ?? own(issue, "assignees");
    const present = nodesOf(listed).map((account) => actors.account(accountOf(account)));
    // Who was assigned at the creation: the present list with the history undone.
    const held = new Set(present);
    for (const node of own_.toReversed()) {
        if (node.__typename === "AssignedEvent")
            held.delete(whoOf(node));
        else
            held.add(whoOf(node));
    }
    const isAgent = (id) => actors.kind(id) === "ai-agent";
    const ownerOf = () => [...held].find((id) => !isAgent(id)) ?? null;
    const delegateOf = () => [...held].find(isAgent) ?? null;
    const changes = [];
    for (const node of own_) {
        const who = whoOf(node);
        const isAdded = node.__typename === "AssignedEvent";
        const [owner, delegate] = [ownerOf(), delegateOf()];
        if (isAdded)
            held.add(who);
        else
            held.delete(who);
        const [nextOwner, nextDelegate] = [ownerOf(), delegateOf()];
        const values = [
            ...(owner === nextOwner ? [] : [{ kind: "assignee", from: owner, to: nextOwner }]),
            ...(delegate === nextDelegate ? [] : [{ kind: "delegate", from: delegate, to: nextDelegate }]),
        ];
        const others = [{ kind: "other", from: null, to: null, detail: isAdded ? "another assignee" : "one assignee less" }];
        const actor = actors.account(accountOf(own(node, "actor")));
        changes.push(...keyed(node, values.length > 0 ? values : others, actor, false));
    }
    const isWhole = held.size === new Set(present).size && present.every((id) => held.has(id));
    return { changes, owner: ownerOf(), delegate: delegateOf(), isWhole };
}
