import type { ActorRecord } from "../../src/model/actor.ts";
import { knownActor, knownBasis } from "../actors/known-actors.ts";
import type { JiraUser } from "../jira/shapes.ts";

/**
 * Data Center has no kinds of accounts: a person, a script and an app all look like a user. Who is in no table of known automation and is not the
 * account of Jira's own rules is taken for a person, since nearly all are; that kinds cannot be seen is what the facet `actor-kinds` says, so that
 * nothing which asks for them is answered.
 */
export function actorRecord({ accountId, accountType, active }: JiraUser, pseudonym: (accountId: string) => string): ActorRecord {
  const known = knownActor("jira", { id: accountId });
  const of = (kind: ActorRecord["kind"], kindBasis: string): ActorRecord => ({
    id: pseudonym(accountId),
    kind,
    kindBasis,
    active: active ?? null,
  });
  if (known !== null) return of(known.kind, knownBasis(known));
  if (accountType === "app") return of("automation-rule", "jira account of Automation for Jira, by its name");
  return of("human", "jira account; Data Center does not tell kinds apart");
}

/** Everybody once a run. Who was only named as a value, an assignee of old, comes last, so that what an account shows of itself wins. */
export interface People {
  see(user: JiraUser | null | undefined): void;
  mention(accountId: string | null | undefined): void;
  /** Records that are new since the last call. */
  take(): readonly ActorRecord[];
  /** Records of those who were never seen. */
  rest(): readonly ActorRecord[];
}

export function createPeople(pseudonym: (accountId: string) => string): People {
  const seen = new Set<string>();
  const named = new Set<string>();
  let records: ActorRecord[] = [];
  return {
    see(user) {
      if (user === null || user === undefined || seen.has(user.accountId)) return;
      seen.add(user.accountId);
      records.push(actorRecord(user, pseudonym));
    },
    mention(accountId) {
      if (accountId !== null && accountId !== undefined && accountId !== "") named.add(accountId);
    },
    take() {
      const taken = records;
      records = [];
      return taken;
    },
    rest: () => [...named].filter((accountId) => !seen.has(accountId)).map((accountId) => actorRecord({ accountId }, pseudonym)),
  };
}
