import type { ActorRecord } from "../../src/model/actor.ts";
import { knownActor } from "../actors/known-actors.ts";
import type { LinearUser } from "./schema.ts";
import type { LinearBot } from "./shapes.ts";
import type { Site } from "./site.ts";

/** Account names that no account has, for what acts without one. */
const SYSTEM = "linear:system";
const botAccount = ({ type, subType }: LinearBot) => `linear:bot:${type}${subType ? `:${subType}` : ""}`;

export function userRecord(user: LinearUser, hashes: Pick<Site, "pseudonym" | "identity">): ActorRecord {
  const of = (kind: ActorRecord["kind"], kindBasis: string): ActorRecord => ({
    id: hashes.pseudonym(user.id),
    kind,
    kindBasis,
    active: user.active ?? null,
    identities: identitiesOf(user, hashes),
  });
  if (user.app === true) {
    return user.supportsAgentSessions === true
      ? of("ai-agent", "linear user app=true supportsAgentSessions=true")
      : of("integration", "linear user app=true");
  }
  return user.app === false ? of("human", "linear user app=false") : of("unknown", "linear user app not told");
}

/** By what the account is known elsewhere: Linear lets nobody in without having verified their address. Those of apps are made up. */
function identitiesOf({ id, app, email }: LinearUser, { identity }: Pick<Site, "identity">): readonly string[] {
  const account = identity(`account:linear/${id}`);
  return app === false && email?.includes("@") === true ? [account, identity(`email:${email}`)] : [account];
}

/** A type that is not in the table, such as one that Linear adds later, stays unknown. */
function botRecord(bot: LinearBot, pseudonym: Site["pseudonym"]): ActorRecord {
  const type = bot.type.toLowerCase().slice(0, 40);
  const kind = knownActor("linear", { id: type })?.kind ?? "unknown";
  return { id: pseudonym(botAccount(bot)), kind, kindBasis: `linear botActor type=${type}`, active: null };
}

/** Who acts, as pseudonyms, and what has to be recorded of those whom the list of users does not describe. */
export interface Actors {
  /** Somebody with an account. */
  user(id: string | null | undefined): string | null;
  /** Who made a history entry: an account, a bot, or with neither Linear itself. */
  author(entry: { readonly actorId?: string | null | undefined; readonly botActor?: LinearBot | null | undefined }): string;
  bot(bot: LinearBot | null | undefined): string | null;
  /** Records that are new since the last call. */
  take(): readonly ActorRecord[];
}

export function createActors({ users, pseudonym }: Pick<Site, "users" | "pseudonym">): Actors {
  const known = new Set<string>();
  let records: ActorRecord[] = [];
  const once = (account: string, record: () => ActorRecord): string => {
    if (!known.has(account)) {
      known.add(account);
      records.push(record());
    }
    return pseudonym(account);
  };
  const user = (id: string | null | undefined): string | null => {
    if (id === null || id === undefined || id === "") return null;
    if (users.has(id)) return pseudonym(id);
    const record = (): ActorRecord => ({
      id: pseudonym(id),
      kind: "unknown",
      kindBasis: "linear no longer lists this account",
      active: null,
    });
    return once(id, record);
  };
  const bot = (value: LinearBot | null | undefined): string | null =>
    value === null || value === undefined ? null : once(botAccount(value), () => botRecord(value, pseudonym));
  const system = (): ActorRecord => ({
    id: pseudonym(SYSTEM),
    kind: "automation-rule",
    kindBasis: "linear history without actor and botActor: Linear itself",
    active: null,
  });
  return {
    user,
    bot,
    author: ({ actorId, botActor }) => user(actorId) ?? bot(botActor) ?? once(SYSTEM, system),
    take() {
      const taken = records;
      records = [];
      return taken;
    },
  };
}
