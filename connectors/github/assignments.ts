import type { Actors } from "./actors.ts";
import type { Change } from "../history/change.ts";
import { keyed } from "./changes.ts";
import { accountOf, nodesOf, own, type GithubIssue, type TimelineNode } from "./shapes.ts";

export interface Assignments {
  readonly changes: readonly Change[];
  /** Who owns it now, and which agent it is handed to; ids of actors. */
  readonly owner: string | null;
  readonly delegate: string | null;
  /** Changes end at what holds now. */
  readonly isWhole: boolean;
}

/**
 * GitHub lets an issue have many assignees. The owner is the one who was assigned first and still is; others come and go as `other`. Agents
 * are no owners: handing an issue to one is a delegation.
 */
export function assignmentsOf(actors: Actors, issue: GithubIssue, nodes: readonly TimelineNode[]): Assignments {
  const own_ = nodes.filter(({ __typename }) => __typename === "AssignedEvent" || __typename === "UnassignedEvent");
  const whoOf = (node: TimelineNode) => actors.account(accountOf(own(node, "assignee")));
  // Where bots can be assigned, only the longer list has them.
  const listed = own(issue, "assignedActors") ?? own(issue, "assignees");
  const present = nodesOf(listed).map((account) => actors.account(accountOf(account)));

  // Who was assigned at the creation: the present list with the history undone.
  const held = new Set(present);
  for (const node of own_.toReversed()) {
    if (node.__typename === "AssignedEvent") held.delete(whoOf(node));
    else held.add(whoOf(node));
  }
  const isAgent = (id: string) => actors.kind(id) === "ai-agent";
  const ownerOf = () => [...held].find((id) => !isAgent(id)) ?? null;
  const delegateOf = () => [...held].find(isAgent) ?? null;

  const changes: Change[] = [];
  for (const node of own_) {
    const who = whoOf(node);
    const isAdded = node.__typename === "AssignedEvent";
    const [owner, delegate] = [ownerOf(), delegateOf()];
    if (isAdded) held.add(who);
    else held.delete(who);
    const [nextOwner, nextDelegate] = [ownerOf(), delegateOf()];
    const values = [
      ...(owner === nextOwner ? [] : [{ kind: "assignee" as const, from: owner, to: nextOwner }]),
      ...(delegate === nextDelegate ? [] : [{ kind: "delegate" as const, from: delegate, to: nextDelegate }]),
    ];
    const others = [{ kind: "other" as const, from: null, to: null, detail: isAdded ? "another assignee" : "one assignee less" }];
    const actor = actors.account(accountOf(own(node, "actor")));
    changes.push(...keyed(node, values.length > 0 ? values : others, actor, false));
  }
  const isWhole = held.size === new Set(present).size && present.every((id) => held.has(id));
  return { changes, owner: ownerOf(), delegate: delegateOf(), isWhole };
}
