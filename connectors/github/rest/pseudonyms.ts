import { createActors, type Actors } from "../actors.ts";
import { accountOf, own, type TimelineNode } from "../shapes.ts";
import type { Site } from "../site.ts";

/** Stands where the kind of an account stands; GitHub's own kinds are a closed list, so that nobody else can write it. */
const PSEUDONYM = "Pseudonym";

/** Actors, and events whose accounts are replaced by their pseudonyms: what waits in a cursor until its issue is read names nobody. */
export interface PseudonymousActors extends Actors {
  hide(node: TimelineNode): TimelineNode;
  /** Pseudonyms of AI agents that were met: their kind has to outlive a run with the events that name them. */
  readonly agents: readonly string[];
}

export function createPseudonymousActors(
  hashes: Pick<Site, "host" | "pseudonym" | "identity">,
  agentsBefore: readonly string[],
): PseudonymousActors {
  const actors = createActors(hashes);
  const agents = new Set(agentsBefore);
  const kind = (id: string) => (agents.has(id) ? "ai-agent" : actors.kind(id));
  const hidden = (value: unknown) => {
    const id = actors.account(accountOf(value));
    if (actors.kind(id) === "ai-agent") agents.add(id);
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
