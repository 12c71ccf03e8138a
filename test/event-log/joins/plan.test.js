import { array, assert, boolean, constantFrom, integer, property, record, shuffledSubarray, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { planJoins } from "../../../src/event-log/joins/plan.ts";
import { joinId, orderedPair } from "../../../src/model/join.ts";
const account = (id, identities = [], kind = "human") => ({
    id,
    connection: id.slice(0, id.indexOf(".")),
    kind,
    identities,
    seenAt: 5,
});
const decision = (one, other, rest = {}) => {
    const [a, b] = orderedPair(one, other);
    return { kind: "person", a, b, declared: true, refused: false, at: 9, ...rest };
};
const plan = (accounts, decisions = []) => planJoins({ accounts, teams: ["jira/team-a", "linear/team-a"], decisions });
const told = (accounts, decisions = []) => plan(accounts, decisions).joins.map(({ a, b, basis, state }) => `${a} ${b} ${basis} ${state}`);
describe("who is one in several tools", () => {
    test("equal verified identifiers of two connections", () => {
        const accounts = [account("jira.1", ["mail"]), account("linear.1", ["mail", "other"]), account("linear.2", ["third"])];
        expect([...plan(accounts).actorOf]).toEqual([["linear.1", "jira.1"]]);
        expect(plan(accounts).joins).toMatchObject([{ basis: "verified-identifier", since: 5, state: "applied", reason: null }]);
    });
    test("nobody by a login, which can pass to somebody else", () => {
        expect(told([account("github.1", ["~login"]), account("ghe.1", ["~login"])])).toEqual([]);
    });
    test("nobody without an identifier, and nobody whose connection is not known", () => {
        expect(told([account("jira.1"), account("linear.1")])).toEqual([]);
        expect(told([{ ...account("jira.1", ["mail"]), connection: null }, account("linear.1", ["mail"])])).toEqual([]);
    });
    test("never two accounts of one connection by identifiers, and nothing that hangs together with them", () => {
        const accounts = [account("jira.1", ["mail"]), account("jira.2", ["mail"]), account("linear.1", ["mail"])];
        expect(plan(accounts).actorOf.size).toBe(0);
        expect(told(accounts)).toEqual([
            "jira.1 jira.2 verified-identifier conflict",
            "jira.1 linear.1 verified-identifier conflict",
            "jira.2 linear.1 verified-identifier conflict",
        ]);
    });
    test("two accounts of one connection that were declared to be one are one for identifiers too", () => {
        const accounts = [account("jira.1", ["mail"]), account("jira.2", ["mail"]), account("linear.1", ["mail"])];
        expect(Object.fromEntries(plan(accounts, [decision("jira.1", "jira.2")]).actorOf)).toEqual({
            "jira.2": "jira.1",
            "linear.1": "jira.1",
        });
    });
    test("no surprise in the middle: a chain that would reach a second account of a connection joins nothing", () => {
        const accounts = [account("jira.1", ["x"]), account("github.1", ["x", "y"]), account("jira.2", ["y"])];
        expect(plan(accounts).actorOf.size).toBe(0);
        expect(plan(accounts).joins.every(({ state, reason }) => state === "conflict" && reason.length > 20)).toBe(true);
    });
    test("accounts of different kinds stay apart, declared or not; a known kind goes with an unknown one", () => {
        const accounts = [account("jira.1", ["x"]), account("linear.1", ["x"], "ai-agent"), account("github.1", ["z"], "unknown")];
        expect(told(accounts)).toEqual(["jira.1 linear.1 verified-identifier conflict"]);
        expect(told(accounts, [decision("jira.1", "linear.1"), decision("jira.1", "github.1")])).toContain("jira.1 linear.1 declared conflict");
        expect([...plan(accounts, [decision("jira.1", "github.1")]).actorOf]).toEqual([["jira.1", "github.1"]]);
    });
    test("a refusal wins over identifiers, and over what was declared", () => {
        const accounts = [account("jira.1", ["x"]), account("linear.1", ["x"])];
        const refusal = decision("jira.1", "linear.1", { declared: false, refused: true });
        expect(plan(accounts, [refusal]).actorOf.size).toBe(0);
        expect(told(accounts, [refusal])).toEqual(["jira.1 linear.1 verified-identifier undone"]);
        expect(told(accounts, [{ ...refusal, declared: true }])).toEqual(["jira.1 linear.1 declared undone"]);
    });
    test("a refused pair does not come back through a third account", () => {
        const accounts = [account("jira.1", ["x"]), account("linear.1", ["x", "y"]), account("github.1", ["x", "y"])];
        const refusal = decision("jira.1", "linear.1", { declared: false, refused: true });
        expect(plan(accounts, [refusal]).actorOf.size).toBe(0);
    });
    test("teams are one only where it was declared", () => {
        const joined = plan([], [decision("jira/team-a", "linear/team-a", { kind: "team" })]);
        expect([...joined.teamOf]).toEqual([["linear/team-a", "jira/team-a"]]);
        expect(plan([]).teamOf.size).toBe(0);
    });
});
const IDS = ["jira", "linear", "github"].flatMap((connection) => [1, 2, 3].map((n) => `${connection}.${n}`));
const world = record({
    accounts: tuple(...IDS.map((id) => record({
        identities: array(constantFrom("u", "v", "w", "x", "y", "z"), { maxLength: 2 }),
        kind: constantFrom("human", "human", "unknown", "ai-agent"),
    }).map((rest) => ({ ...account(id), ...rest })))),
    decisions: array(record({ one: integer({ min: 0, max: 8 }), other: integer({ min: 0, max: 8 }), declared: boolean(), refused: boolean() }), { maxLength: 4 }).map((said) => {
        const unique = new Map();
        for (const { one, other, declared, refused } of said) {
            if (one === other || (!declared && !refused))
                continue;
            const row = decision(IDS[one], IDS[other], { declared, refused });
            unique.set(joinId("person", row.a, row.b), row);
        }
        return [...unique.values()];
    }),
});
const groupsOf = (actorOf) => Map.groupBy(IDS, (id) => actorOf.get(id) ?? id);
describe("whatever the accounts and decisions", () => {
    test("the order of accounts and decisions changes nothing", () => {
        assert(property(world.chain((one) => tuple(shuffledSubarray(one.accounts, { minLength: 9 }), shuffledSubarray(one.decisions, { minLength: one.decisions.length })).map((shuffled) => ({ one, shuffled }))), ({ one, shuffled: [accounts, decisions] }) => {
            const usual = plan(one.accounts, one.decisions);
            const other = plan(accounts, decisions);
            expect(other.joins).toEqual(usual.joins);
            expect(Object.fromEntries(other.actorOf)).toEqual(Object.fromEntries(usual.actorOf));
        }));
    });
    test("no group holds a refused pair, two kinds, or two accounts of a connection that nobody declared to be one", () => {
        assert(property(world, ({ accounts, decisions }) => {
            const { actorOf } = plan(accounts, decisions);
            const declared = plan(accounts.map((one) => ({ ...one, identities: [] })), decisions).actorOf;
            for (const members of groupsOf(actorOf).values()) {
                const inside = new Set(members);
                expect(decisions.filter(({ refused, a, b }) => refused && inside.has(a) && inside.has(b))).toEqual([]);
                const kinds = new Set(accounts.filter(({ id, kind }) => inside.has(id) && kind !== "unknown").map(({ kind }) => kind));
                expect(kinds.size).toBeLessThan(2);
                for (const [, same] of Map.groupBy(members, (id) => id.slice(0, id.indexOf("."))))
                    expect(new Set(same.map((id) => declared.get(id) ?? id)).size).toBe(1);
            }
        }));
    });
    test("what is joined is what the list says is applied, and nothing else", () => {
        assert(property(world, ({ accounts, decisions }) => {
            const { actorOf, joins } = plan(accounts, decisions);
            const one = (id) => actorOf.get(id) ?? id;
            const applied = joins.filter(({ state }) => state === "applied");
            expect(applied.filter(({ a, b }) => one(a) !== one(b))).toEqual([]);
            expect(joins.filter(({ reason }) => reason === null)).toEqual(applied);
            expect(new Set(joins.map(({ id }) => id)).size).toBe(joins.length);
        }));
    });
    test("a join that was undone is as if it had never been found", () => {
        assert(property(world, ({ accounts, decisions }) => {
            const applied = plan(accounts, decisions).joins.filter(({ state }) => state === "applied");
            for (const { a, b } of applied) {
                const others = decisions.filter((said) => said.a !== a || said.b !== b);
                const { actorOf } = plan(accounts, [...others, decision(a, b, { declared: false, refused: true })]);
                expect(actorOf.get(a) ?? a).not.toBe(actorOf.get(b) ?? b);
            }
        }), { numRuns: 50 });
    });
});
