import type { ActorRecord } from "../../src/model/actor.ts";
import { knownActor, knownBasis } from "../actors/known-actors.ts";
import type { JiraUser } from "./shapes.ts";
import type { Site } from "./site.ts";

type Hashes = Pick<Site, "pseudonym" | "identity">;

/** Kind of an account. `appType` stands on user endpoints only, so apps are looked up there once. */
export function actorRecord(user: JiraUser, hashes: Hashes): ActorRecord {
  const { accountId, accountType, appType } = user;
  const of = (kind: ActorRecord["kind"], kindBasis: string): ActorRecord => ({
    id: hashes.pseudonym(accountId),
    kind,
    kindBasis,
    active: user.active ?? null,
    identities: identitiesOf(user, hashes),
  });
  const known = knownActor("jira", { id: accountId });
  if (known !== null) return of(known.kind, knownBasis(known));
  switch (accountType) {
    case "atlassian":
    case "customer":
      return of("human", `jira accountType=${accountType}`);
    case "app":
      if (appType === "agent") return of("ai-agent", "jira accountType=app appType=agent");
      return of("integration", `jira accountType=app appType=${appType === "service" ? "service" : "not told"}`);
    default:
      return of("unknown", `jira accountType=${accountType === "unknown" ? "unknown" : "not told"}`);
  }
}

/**
 * By what the account is known elsewhere. Atlassian gives one account id for all of its sites, and has verified the address that it shows of a
 * person; what an app says its address is, nobody has.
 */
function identitiesOf({ accountId, accountType, emailAddress }: JiraUser, { identity }: Hashes): readonly string[] {
  const account = identity(`account:atlassian/${accountId}`);
  return showsAddress({ accountId, accountType, emailAddress }) ? [account, identity(`email:${emailAddress}`)] : [account];
}

function showsAddress({ accountType, emailAddress }: JiraUser): boolean {
  const isPerson = accountType === "atlassian" || accountType === "customer";
  return isPerson && emailAddress?.includes("@") === true;
}

/**
 * Everybody seen so far, and whom to ask Jira about. An account that was only seen as a value (an old assignee) has no type, an app no
 * `appType`; both are looked up in bulk. Records are given out once a run, and only when something is known: a worse one must
 * never replace a better one of an earlier run.
 */
export interface Directory {
  see(user: JiraUser | null | undefined): void;
  mention(accountId: string | null | undefined): void;
  /** Accounts to ask about, at most `most`; they count as asked. */
  toAsk(most: number): readonly string[];
  readonly waiting: number;
  /** What Jira said about `asked`. Apps it left out are settled by what they showed of themselves; others stay untold. */
  answer(asked: readonly string[], users: readonly JiraUser[]): void;
  /** Records that are new since the last call. */
  take(): readonly ActorRecord[];
}

export function createDirectory(hashes: Hashes): Directory {
  const known = new Map<string, "settled" | "asked" | "waiting">();
  const waiting = new Set<string>();
  const apps = new Map<string, JiraUser>();
  const addressed = new Set<string>();
  let records: ActorRecord[] = [];
  const wait = (accountId: string) => {
    if (known.has(accountId)) return;
    known.set(accountId, "waiting");
    waiting.add(accountId);
  };
  return {
    see(user) {
      if (user === null || user === undefined) return;
      const { accountId, accountType, appType } = user;
      if (known.get(accountId) === "settled") {
        // Not every endpoint shows the address of an account; the record that has it is the better one.
        if (!showsAddress(user) || addressed.has(accountId)) return;
        addressed.add(accountId);
        records.push(actorRecord(user, hashes));
        return;
      }
      if (showsAddress(user)) addressed.add(accountId);
      const mayTellMore =
        accountType === null ||
        accountType === undefined ||
        (accountType === "app" && (appType === null || appType === undefined));
      if (mayTellMore && knownActor("jira", { id: accountId }) === null) {
        if (accountType === "app") apps.set(accountId, user);
        return wait(accountId);
      }
      known.set(accountId, "settled");
      waiting.delete(accountId);
      records.push(actorRecord(user, hashes));
    },
    mention(accountId) {
      if (accountId !== null && accountId !== undefined && accountId !== "") wait(accountId);
    },
    toAsk(most) {
      const asked = [...waiting].slice(0, most);
      for (const accountId of asked) {
        waiting.delete(accountId);
        known.set(accountId, "asked");
      }
      return asked;
    },
    get waiting() {
      return waiting.size;
    },
    answer(asked, users) {
      const told = new Map(users.map((user) => [user.accountId, user]));
      for (const accountId of asked) {
        const user = told.get(accountId) ?? apps.get(accountId);
        apps.delete(accountId);
        if (user === undefined || known.get(accountId) === "settled") continue;
        known.set(accountId, "settled");
        records.push(actorRecord(user, hashes));
      }
    },
    take() {
      const taken = records;
      records = [];
      return taken;
    },
  };
}
