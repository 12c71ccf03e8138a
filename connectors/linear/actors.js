import { knownActor } from "../actors/known-actors.ts";
/** Account names that no account has, for what acts without one. */
const SYSTEM = "linear:system";
const botAccount = ({ type, subType }) => `linear:bot:${type}${subType ? `:${subType}` : ""}`;
export function userRecord(user, hashes) {
    const of = (kind, kindBasis) => ({
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
function identitiesOf({ id, app, email }, { identity }) {
    const account = identity(`account:linear/${id}`);
    return app === false && email?.includes("@") === true ? [account, identity(`email:${email}`)] : [account];
}
/** A type that is not in the table, such as one that Linear adds later, stays unknown. */
function botRecord(bot, pseudonym) {
    const type = bot.type.toLowerCase().slice(0, 40);
    const kind = knownActor("linear", { id: type })?.kind ?? "unknown";
    return { id: pseudonym(botAccount(bot)), kind, kindBasis: `linear botActor type=${type}`, active: null };
}
export function createActors({ users, pseudonym }) {
    const known = new Set();
    let records = [];
    const once = (account, record) => {
        if (!known.has(account)) {
            known.add(account);
            records.push(record());
        }
        return pseudonym(account);
    };
    const user = (id) => {
        if (id === null || id === undefined || id === "")
            return null;
        if (users.has(id))
            return pseudonym(id);
        const record = () => ({
            id: pseudonym(id),
            kind: "unknown",
            kindBasis: "linear no longer lists this account",
            active: null,
        });
        return once(id, record);
    };
    const bot = (value) => value === null || value === undefined ? null : once(botAccount(value), () => botRecord(value, pseudonym));
    const system = () => ({
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
