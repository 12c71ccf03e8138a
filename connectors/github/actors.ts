import type { ActorKind, ActorRecord } from "../../src/model/actor.ts";
import { knownActor, knownBasis } from "../actors/known-actors.ts";
import type { GithubAccount } from "./shapes.ts";
import type { Site } from "./site.ts";

/** Stands for all accounts that were deleted; GitHub shows them as nobody. */
const GHOST = "github:ghost";

interface Kind {
  readonly kind: ActorKind;
  readonly kindBasis: string;
}

/** Logins of bots have a tail in one of GitHub's interfaces and none in the other. */
const bareLogin = (login: string): string => login.toLowerCase().replace(/\[bot\]$/, "");

export function kindOfAccount({ __typename, login, databaseId }: GithubAccount): Kind {
  const isBot = __typename === "Bot" || login.endsWith("[bot]");
  const known = knownActor("github", { id: databaseId === null ? null : String(databaseId), botLogin: isBot ? login : null });
  if (known !== null) return { kind: known.kind, kindBasis: knownBasis(known) };
  if (isBot) return { kind: "integration", kindBasis: "github Bot" };
  switch (__typename) {
    case "User":
    case "EnterpriseUserAccount":
      return { kind: "human", kindBasis: `github ${__typename}` };
    case "Mannequin":
      return { kind: "unknown", kindBasis: "github Mannequin: somebody of the tool that was imported from" };
    case "Organization":
      return { kind: "unknown", kindBasis: "github Organization: an organisation, not somebody" };
    default:
      return { kind: "unknown", kindBasis: "github shows an account of a kind that is not known" };
  }
}

/** The number where there is one; it outlives a change of name. */
function accountKey({ login, databaseId }: GithubAccount): string {
  return databaseId === null ? `login:${bareLogin(login)}` : `id:${databaseId}`;
}

/** What a user may mean: a number, or a login as it is now or was when the account was met. */
export function accountNames(
  host: string,
  given: string,
): { readonly accounts: readonly string[]; readonly identifiers: readonly string[] } {
  const name = given.replace(/^@/, "");
  return /^\d{1,20}$/.test(name)
    ? { accounts: [`id:${name}`], identifiers: [] }
    : { accounts: [`login:${bareLogin(name)}`], identifiers: [`login:${host}/${name}`] };
}

type Hashes = Pick<Site, "host" | "pseudonym" | "identity">;

/** `identities`: the number and the login of a person, by which another connection or the user may know the account. */
export function accountRecord(account: GithubAccount, { host, pseudonym, identity }: Hashes): ActorRecord {
  const { login, databaseId } = account;
  const kind = kindOfAccount(account);
  const own = [...(databaseId === null ? [] : [`account:${host}/${databaseId}`]), `login:${host}/${login}`];
  return {
    id: pseudonym(accountKey(account)),
    ...kind,
    active: null,
    identities: kind.kind === "human" ? own.map((name) => identity(name)) : [],
  };
}

/** Who acts, as pseudonyms, and what has to be recorded of those who were met. */
export interface Actors {
  /** Somebody with an account; nobody is somebody whose account was deleted. */
  account(account: GithubAccount | null): string;
  kind(id: string): ActorKind;
  /** Records that are new since the last call. */
  take(): readonly ActorRecord[];
}

export function createActors(hashes: Hashes): Actors {
  const known = new Map<string, ActorRecord>();
  const kinds = new Map<string, ActorKind>();
  let fresh: ActorRecord[] = [];
  const meet = (key: string, record: () => ActorRecord): string => {
    let found = known.get(key);
    if (found === undefined) {
      found = record();
      known.set(key, found);
      kinds.set(found.id, found.kind);
      fresh.push(found);
    }
    return found.id;
  };
  return {
    account: (account) =>
      account === null
        ? meet(GHOST, () => ({
            id: hashes.pseudonym(GHOST),
            kind: "unknown",
            kindBasis: "github shows nobody: the account was deleted",
            active: null,
          }))
        : meet(accountKey(account), () => accountRecord(account, hashes)),
    kind: (id) => kinds.get(id) ?? "unknown",
    take() {
      const taken = fresh;
      fresh = [];
      return taken;
    },
  };
}
