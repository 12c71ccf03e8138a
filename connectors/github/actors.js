import { knownActor, knownBasis } from "../actors/known-actors.ts";
/** Stands for all accounts that were deleted; GitHub shows them as nobody. */
const GHOST = "github:ghost";
/** Logins of bots have a tail in one of GitHub's interfaces and none in the other. */
const bareLogin = (login) => login.toLowerCase().replace(/\[bot\]$/, "");
export function kindOfAccount({ __typename, login, databaseId }) {
    const isBot = __typename === "Bot" || login.endsWith("[bot]");
    const known = knownActor("github", { id: databaseId === null ? null : String(databaseId), botLogin: isBot ? login : null });
    if (known !== null)
        return { kind: known.kind, kindBasis: knownBasis(known) };
    if (isBot)
        return { kind: "integration", kindBasis: "github Bot" };
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
function accountKey({ login, databaseId }) {
    return databaseId === null ? `login:${bareLogin(login)}` : `id:${databaseId}`;
}
/** What a user may mean: a number, or a login as it is now or was when the account was met. */
export function accountNames(host, given) {
    const name = given.replace(/^@/, "");
    return /^\d{1,20}$/.test(name)
        ? { accounts: [`id:${name}`], identifiers: [] }
        : { accounts: [`login:${bareLogin(name)}`], identifiers: [`login:${host}/${name}`] };
}
/** `identities`: the number and the login of a person, by which another connection or the user may know the account. */
export function accountRecord(account, { host, pseudonym, identity }) {
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
export function createActors(hashes) {
    const known = new Map();
    const kinds = new Map();
    let fresh = [];
    const meet = (key, record) => {
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
        account: (account) => account === null
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
