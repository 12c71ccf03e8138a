import { knownActor, knownBasis } from "../actors/known-actors.ts";
/** Kind of an account. `appType` stands on user endpoints only, so apps are looked up there once. */
export function actorRecord(user, hashes) {
    const { accountId, accountType, appType } = user;
    const of = (kind, kindBasis) => ({
        id: hashes.pseudonym(accountId),
        kind,
        kindBasis,
        active: user.active ?? null,
        identities: identitiesOf(user, hashes),
    });
    const known = knownActor("jira", { id: accountId });
    if (known !== null)
        return of(known.kind, knownBasis(known));
    switch (accountType) {
        case "atlassian":
        case "customer":
            return of("human", `jira accountType=${accountType}`);
        case "app":
            if (appType === "agent")
                return of("ai-agent", "jira accountType=app appType=agent");
            return of("integration", `jira accountType=app appType=${appType === "service" ? "service" : "not told"}`);
        default:
            return of("unknown", `jira accountType=${accountType === "unknown" ? "unknown" : "not told"}`);
    }
}
/**
 * By what the account is known elsewhere. Atlassian gives one account id for all of its sites, and has verified the address that it shows of a
 * person; what an app says its address is, nobody has.
 */
function identitiesOf({ accountId, accountType, emailAddress }, { identity }) {
    const account = identity(`account:atlassian/${accountId}`);
    return showsAddress({ accountId, accountType, emailAddress }) ? [account, identity(`email:${emailAddress}`)] : [account];
}
function showsAddress({ accountType, emailAddress }) {
    const isPerson = accountType === "atlassian" || accountType === "customer";
    return isPerson && emailAddress?.includes("@") === true;
}
export function createDirectory(hashes) {
    const known = new Map();
    const waiting = new Set();
    const apps = new Map();
    const addressed = new Set();
    let records = [];
    const wait = (accountId) => {
        if (known.has(accountId))
            return;
        known.set(accountId, "waiting");
        waiting.add(accountId);
    };
    return {
        see(user) {
            if (user === null || user === undefined)
                return;
            const { accountId, accountType, appType } = user;
            if (known.get(accountId) === "settled") {
                // Not every endpoint shows the address of an account; the record that has it is the better one.
                if (!showsAddress(user) || addressed.has(accountId))
                    return;
                addressed.add(accountId);
                records.push(actorRecord(user, hashes));
                return;
            }
            if (showsAddress(user))
                addressed.add(accountId);
            const mayTellMore = accountType === null ||
                accountType === undefined ||
                (accountType === "app" && (appType === null || appType === undefined));
            if (mayTellMore && knownActor("jira", { id: accountId }) === null) {
                if (accountType === "app")
                    apps.set(accountId, user);
                return wait(accountId);
            }
            known.set(accountId, "settled");
            waiting.delete(accountId);
            records.push(actorRecord(user, hashes));
        },
        mention(accountId) {
            if (accountId !== null && accountId !== undefined && accountId !== "")
                wait(accountId);
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
                if (user === undefined || known.get(accountId) === "settled")
                    continue;
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
