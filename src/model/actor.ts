/** Who or what acted. `unknown` is an answer: it never counts as automation and never as a human. */
export const ACTOR_KINDS = ["human", "automation-rule", "integration", "ai-agent", "unknown"] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** An actor as it is stored: no name, no address, only a pseudonym that means nothing outside its workspace. */
export interface ActorRecord {
  /** Keyed hash of connection and account id with the workspace's salt. */
  readonly id: string;
  readonly kind: ActorKind;
  /** How the kind was decided, e.g. `jira accountType=app appType=agent`. */
  readonly kindBasis: string;
  /** `null` where the tool does not say. */
  readonly active: boolean | null;
  /**
   * Keyed hashes (see `ConnectorContext.identity`) of identifiers that the tool itself has verified; equal ones in two tools are one actor.
   * Absent or empty = the tool shows none.
   */
  readonly identities?: readonly string[];
}
