import { knownActor, knownBasis } from "../actors/known-actors.ts";
/**
 * Data Center has no kinds of accounts: a person, a script and an app all look like a user. Who is in no table of known automation and is not the
 * account of Jira's own rules is taken for a person, since nearly all are; that kinds cannot be seen is what the facet `actor-kinds` says, so that
 * nothing which asks for them is answered.
 */
export function actorRecord({ accountId, accountType, active }, pseudonym) {
    const known = knownActor("jira", { id: accountId });
    const of = (kind, kindBasis) => ({
        id: pseudonym(accountId),
        kind,
        kindBasis,
        active: active ?? null,
    });
    if (known !== null)
        return of(known.kind, knownBasis(known));
    if (accountType === "app")
        return of("automation-rule", "jira account of Automation for Jira, by its name");
    return of("human", "jira account; Data Center does not tell kinds apart");
}
export function createPeople(pseudonym) {
    const seen = new Set();
    const named = new Set();
    let records = [];
    return {
        see(user) {
            if (user === null || user === undefined || seen.has(user.accountId))
                return;
            seen.add(user.accountId);
            records.push(actorRecord(user, pseudonym));
        },
        mention(accountId) {
            if (accountId !== null && accountId !== undefined && accountId !== "")
                named.add(accountId);
        },
        take() {
            const taken = records;
            records = [];
            return taken;
        },
        rest: () => [...named].filter((accountId) => !seen.has(accountId)).map((accountId) => actorRecord({ accountId }, pseudonym)),
    };
}
