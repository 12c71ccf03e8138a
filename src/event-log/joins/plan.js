import { joinId, orderedPair } from "../../model/join.ts";
import { compareTexts } from "../text-table.ts";
import { Groups } from "./groups.ts";
const REFUSED = "Two of the records that this would make one were said to be different.";
const KINDS = "The accounts that this would make one are of different kinds.";
const TWO_ACCOUNTS = "This would make two accounts of one connection one, which only a declared join does.";
/** More holders of one identifier than this are no person: their pairs are told as a chain. */
const PAIRS_UP_TO = 8;
/**
 * Declared joins first, then equal verified identifiers, and of either only what cannot contradict itself: everything that hangs together is one, or,
 * where it holds a refused pair, accounts of different kinds, or (identifiers) two accounts of one connection, nothing of it is. So no join depends
 * on the order in which connections were made or read.
 */
export function planJoins({ accounts, teams, decisions }) {
    const refused = new Set(decisions.flatMap(({ kind, a, b, refused }) => (refused ? [joinId(kind, a, b)] : [])));
    const joins = new Map();
    const say = (kind, one, other, rest) => {
        const [a, b] = orderedPair(one, other);
        const id = joinId(kind, a, b);
        // The surer basis was said first.
        if (!joins.has(id))
            joins.set(id, { id, kind, a, b, ...rest });
    };
    const isApart = (kind, members) => {
        const inside = new Set(members);
        return decisions.some((one) => one.refused && one.kind === kind && inside.has(one.a) && inside.has(one.b));
    };
    /** Unites what was declared; answers the groups that hold. */
    const declared = (kind, whyNot) => {
        const wanted = new Groups();
        const own = decisions.filter((one) => one.kind === kind && one.declared);
        for (const { a, b, refused } of own)
            if (!refused)
                wanted.unite(a, b);
        const reasons = new Map();
        for (const members of wanted.all()) {
            const reason = isApart(kind, members) ? REFUSED : whyNot(members);
            if (reason !== null)
                reasons.set(wanted.of(members[0]), reason);
        }
        const held = new Groups();
        for (const { a, b, refused, at } of own) {
            const reason = refused ? "Undone." : (reasons.get(wanted.of(a)) ?? null);
            say(kind, a, b, {
                basis: "declared",
                since: at,
                state: refused ? "undone" : reason === null ? "applied" : "conflict",
                reason,
            });
            if (reason === null)
                held.unite(a, b);
        }
        return held;
    };
    const byId = new Map(accounts.map((account) => [account.id, account]));
    const kindsDiffer = (members) => {
        const kinds = new Set();
        for (const id of members)
            kinds.add(byId.get(id)?.kind ?? "unknown");
        kinds.delete("unknown");
        return kinds.size > 1;
    };
    const people = declared("person", (members) => (kindsDiffer(members) ? KINDS : null));
    uniteByIdentifiers();
    return {
        actorOf: standIns(people, new Set(byId.keys())),
        teamOf: standIns(declared("team", () => null), new Set(teams)),
        joins: [...joins.values()].sort((a, b) => compareTexts(a.id, b.id)),
    };
    function uniteByIdentifiers() {
        const holders = new Map();
        for (const { id, connection, identities } of accounts) {
            if (connection === null)
                continue;
            for (const identity of new Set(identities)) {
                // A login: it can pass to somebody else.
                if (identity.startsWith("~"))
                    continue;
                const known = holders.get(identity);
                if (known === undefined)
                    holders.set(identity, [id]);
                else
                    known.push(id);
            }
        }
        const wanted = new Groups();
        const pairs = [];
        for (const ids of holders.values()) {
            if (ids.length < 2)
                continue;
            ids.sort(compareTexts);
            const own = ids.flatMap((a, n) => (ids.length > PAIRS_UP_TO ? ids.slice(n + 1, n + 2) : ids.slice(n + 1)).map((b) => [a, b]));
            pairs.push(...own);
            // A refused pair alone is simply no join; inside of something larger it is a contradiction.
            if (ids.length === 2 && refused.has(joinId("person", ids[0], ids[1])))
                continue;
            for (const [a, b] of own)
                wanted.unite(a, b);
        }
        // Whoever is one by declaration is one here too.
        for (const { id } of accounts)
            wanted.unite(people.of(id), id);
        const reasons = new Map();
        for (const members of wanted.all()) {
            const reason = isApart("person", members)
                ? REFUSED
                : hasTwoOfOne(members)
                    ? TWO_ACCOUNTS
                    : kindsDiffer(members)
                        ? KINDS
                        : null;
            if (reason !== null)
                reasons.set(wanted.of(members[0]), reason);
        }
        const isOneAlready = (a, b) => people.of(a) === people.of(b);
        const applied = [];
        for (const [a, b] of pairs) {
            const isUndone = refused.has(joinId("person", a, b));
            const reason = isUndone ? "Undone." : isOneAlready(a, b) ? null : (reasons.get(wanted.of(a)) ?? null);
            const since = latest(byId.get(a).seenAt, byId.get(b).seenAt);
            const state = isUndone ? "undone" : reason === null ? "applied" : "conflict";
            say("person", a, b, { basis: "verified-identifier", since, state, reason });
            if (state === "applied")
                applied.push([a, b]);
        }
        for (const [a, b] of applied)
            people.unite(a, b);
    }
    function hasTwoOfOne(members) {
        const groupOf = new Map();
        for (const id of members) {
            const connection = byId.get(id)?.connection ?? null;
            if (connection === null)
                continue;
            const group = people.of(id);
            if ((groupOf.get(connection) ?? group) !== group)
                return true;
            groupOf.set(connection, group);
        }
        return false;
    }
}
function latest(one, other) {
    return one === null || other === null ? null : Math.max(one, other);
}
/** For each known member of a group but the smallest, that one. Names that nothing stored goes by stand for nobody. */
function standIns(groups, known) {
    return new Map(groups.all().flatMap((members) => {
        const [first, ...others] = members.filter((id) => known.has(id));
        return others.map((id) => [id, first]);
    }));
}
