import { assert, integer, property, shuffledSubarray } from "fast-check";
import { describe, expect, test } from "vitest";
import { EventLogBuilder } from "../../../src/event-log/builder.ts";
import { KIND, LINK } from "../../../src/event-log/columns.ts";
import { createFacts } from "../../../src/event-log/create-facts.ts";
import { cutAt } from "../../../src/event-log/cut.ts";
import { countJoins, joinsOf } from "../../../src/event-log/joins/joins-of.ts";
import { planJoins } from "../../../src/event-log/joins/plan.ts";
import { DAY_MS } from "../../../src/model/window.ts";
import { spellOut } from "../../store/contents.ts";
const DAY = (n) => Date.parse("2026-03-01T00:00Z") + n * DAY_MS;
function item(id, key, fields = {}) {
    return {
        ...{ id, key, url: `https://tracker.example/${id}`, title: null, projectKey: "ENG", typeRaw: "Task", type: "task" },
        ...{ createdAt: DAY(1), updatedAt: DAY(1), creator: null, reporter: null, status: `${id.split("/")[0]}/todo` },
        ...{ resolution: null, resolvedAt: null, structuredIntake: null, minhash: null, historyComplete: true },
        description: { length: 0, headingsHash: null, emptySectionRatio: null, pointsElsewhere: false },
        ...fields,
    };
}
function pull(n, work, fields = {}) {
    return {
        ...{ id: `github/pr/${n}`, key: `acme/shop#${n}`, url: `https://github.com/acme/shop/pull/${n}`, title: null },
        ...{ projectKey: "acme/shop", createdAt: DAY(5), firstCommitAt: DAY(4), mergedAt: DAY(9), closedAt: DAY(9) },
        ...{ updatedAt: DAY(9), author: "author", mergedBy: "merger", reviewsComplete: true, work },
        reviews: [
            { actor: "second", at: DAY(8), state: "approved" },
            { actor: "first", at: DAY(6), state: "changes-requested" },
        ],
        ...fields,
    };
}
const byKey = (key, basis = "key-in-branch") => ({ item: null, key, basis });
const refusal = (a, b) => ({ kind: "work", a, b, declared: false, refused: true, at: 1 });
function build({ items, pulls = [], decisions = [], accounts = [], links = [] }, asOf = DAY(30)) {
    const builder = new EventLogBuilder();
    for (const { id, kind } of accounts)
        builder.addActor({ id, kind, kindBasis: "story", active: true });
    for (const one of items)
        builder.addItem(one, { deletedAt: null });
    for (const one of pulls)
        builder.addPullRequest(one);
    for (const [of, target, day] of links)
        builder.addEvent(builder.itemNumber(of), DAY(day), KIND.link, 0, null, null, target, "pull-request", false);
    builder.join(planJoins({ accounts, teams: [], decisions }), decisions);
    return builder.finish(asOf);
}
const linksOf = (log) => joinsOf(log).map(({ a, b, basis, state }) => `${a} ${b} ${basis}${state === "applied" ? "" : ` ${state}`}`);
const linkEvents = (log) => spellOut(log).items.flatMap(({ key, events }) => events
    .filter(({ detail, kind }) => kind === "link" && detail === LINK["pull-request"])
    .map(({ at, actor }) => [key, at, actor]));
describe("pull requests and the work they belong to", () => {
    test("a key in any case belongs to the item of whichever tool has it, a key that nobody has to nothing", () => {
        const items = [item("jira/1", "ACME-7"), item("linear/1", "ENG-3")];
        const log = build({ items, pulls: [pull(1, [byKey("acme-7"), byKey("ENG-3", "key-in-title"), byKey("NOPE-1")])] });
        expect(linksOf(log)).toEqual(["github/pr/1 jira/1 key-in-branch", "github/pr/1 linear/1 key-in-title"]);
        expect(countJoins(log)).toEqual([
            { kind: "work", basis: "key-in-branch", count: 1 },
            { kind: "work", basis: "key-in-title", count: 1 },
        ]);
    });
    test("a key that two tools use belongs to nothing, unless both mean the same work", () => {
        const items = [item("jira/1", "ENG-3"), item("linear/1", "ENG-3")];
        expect(linksOf(build({ items, pulls: [pull(1, [byKey("ENG-3")])] }))).toEqual([]);
        const same = { kind: "work", a: "jira/1", b: "linear/1", declared: true, refused: false, at: 1 };
        expect(linksOf(build({ items, pulls: [pull(1, [byKey("ENG-3")])], decisions: [same] }))).toHaveLength(3);
    });
    test("an attached address, whatever its case and tail; the surest basis is told", () => {
        const target = "linear/url:github.com/acme/shop/pull/1";
        const pulls = [pull(1, [byKey("ENG-3", "key-in-body")], { url: "https://GitHub.com/acme/Shop/pull/1/" })];
        const log = build({ items: [item("linear/1", "ENG-3")], pulls, links: [["linear/1", target, 7]] });
        expect(linksOf(log)).toEqual(["github/pr/1 linear/1 attached"]);
        // The item says so itself; it is not told twice.
        expect(linkEvents(log)).toEqual([["ENG-3", DAY(7), null]]);
    });
    test("a link that the item does not carry becomes one, from the later creation on and by the author; a mention in the text does not", () => {
        const items = [item("jira/1", "ACME-7"), item("jira/2", "ACME-8", { createdAt: DAY(6) }), item("jira/3", "ACME-9")];
        const work = [byKey("ACME-7"), byKey("ACME-8", "key-in-title"), byKey("ACME-9", "key-in-body")];
        expect(linkEvents(build({ items, pulls: [pull(1, work)] }))).toEqual([
            ["ACME-7", DAY(5), "author"],
            ["ACME-8", DAY(6), "author"],
        ]);
    });
    test("two connections that show one pull request show it once", () => {
        const twice = pull(1, [byKey("ACME-7")], { id: "ghe/pr/1", updatedAt: DAY(10), mergedAt: DAY(10) });
        const log = build({ items: [item("jira/1", "ACME-7")], pulls: [pull(1, []), twice] });
        expect(log.pullRequests.id).toEqual(["ghe/pr/1"]);
        expect(log.pullRequests.mergedAt[0]).toBe(DAY(10));
        expect(linksOf(log)).toEqual(["ghe/pr/1 jira/1 key-in-branch"]);
    });
    test("nothing is later than asOf: merge, reviews, items", () => {
        const items = [item("jira/1", "ACME-7"), item("jira/2", "ACME-8", { createdAt: DAY(8) })];
        const told = { items, pulls: [pull(1, [byKey("ACME-7"), byKey("ACME-8")])] };
        const then = build(told, DAY(7)).pullRequests;
        expect([...then.mergedAt, ...then.closedAt]).toEqual([NaN, NaN]);
        expect([...then.mergedBy]).toEqual([-1]);
        expect([...then.reviewAt]).toEqual([DAY(6)]);
        expect([...then.workItem]).toEqual([0]);
        expect(build(told, DAY(5)).pullRequests.count).toBe(0);
        const whole = build(told).pullRequests;
        expect([...whole.reviewAt]).toEqual([DAY(6), DAY(8)]);
        expect([...whole.mergedAt]).toEqual([DAY(9)]);
    });
    test("a refused link is none, on whatever basis, and leaves no event", () => {
        const told = { items: [item("jira/1", "ACME-7")], pulls: [pull(1, [byKey("ACME-7")])] };
        const log = build({ ...told, decisions: [refusal("github/pr/1", "jira/1")] });
        expect(linksOf(log)).toEqual([]);
        expect(spellOut(log).items).toEqual(spellOut(build({ items: told.items, pulls: [pull(1, [])] })).items);
    });
    test("cutting equals building, whatever the instant and the order of the records", () => {
        const items = [item("jira/1", "ACME-7"), item("linear/1", "ENG-3", { createdAt: DAY(6) }), item("linear/2", "ENG-4")];
        const pulls = [pull(1, [byKey("ACME-7"), byKey("ENG-3")]), pull(2, [byKey("ENG-4")], { createdAt: DAY(7) })];
        const links = [["linear/2", "linear/url:github.com/acme/shop/pull/1", 8]];
        assert(property(integer({ min: 0, max: 12 }), shuffledSubarray(items, { minLength: 3 }), shuffledSubarray(pulls, { minLength: 2 }), (day, someItems, somePulls) => {
            const told = { items: someItems, pulls: somePulls, links };
            const { pullRequests, ...rest } = cutAt(build(told), DAY(day));
            const built = build({ items, pulls, links }, DAY(day));
            expect(pullRequests).toEqual(built.pullRequests);
            expect(spellOut({ ...rest, pullRequests })).toEqual(spellOut(built));
        }), { numRuns: 40 });
    });
});
describe("items that are one piece of work", () => {
    const moved = (log) => [...createFacts(log).population.isWork];
    test("shown by two connections under one address: counted once, and undone completely", () => {
        const items = [item("jira/1", "A-1", { url: "https://x/A-1" }), item("jira2/1", "A-1", { url: "https://x/A-1" })];
        const log = build({ items });
        expect(linksOf(log)).toEqual(["jira/1 jira2/1 same-address"]);
        expect(moved(log)).toEqual([1, 0]);
        expect([...createFacts(log).population.partOf]).toEqual([-1, 0]);
        const undone = build({ items, decisions: [refusal("jira/1", "jira2/1")] });
        expect(moved(undone)).toEqual([1, 1]);
        expect(linksOf(undone)).toEqual(["jira/1 jira2/1 same-address undone"]);
    });
    test("one address for several items of a connection names none of them", () => {
        const items = ["jira/1", "jira/2", "linear/1"].map((id) => item(id, id, { url: "https://x/board" }));
        expect(linksOf(build({ items }))).toEqual([]);
    });
    test("an earlier look does not see the copy that came later", () => {
        const url = "https://x/A-1";
        const items = [item("jira/1", "A-1", { url }), item("linear/1", "E-1", { url, createdAt: DAY(9) })];
        const log = build({ items });
        expect([...cutAt(log, DAY(5)).items.sameWork]).toEqual([-1]);
        expect([...log.items.sameWork]).toEqual([0, 0]);
    });
});
test("one person in two tools is one actor, whose kind is the one that is known", () => {
    const account = (id, kind) => ({
        ...{ id, connection: id, kind, identities: ["mail"], seenAt: null },
    });
    const accounts = [account("author", "unknown"), account("zoe", "human")];
    const log = build({ accounts, items: [item("jira/1", "A-1", { creator: "zoe" })], pulls: [pull(1, [])] });
    expect(log.actors.id).toEqual(["author", "first", "merger", "second"]);
    expect(log.items.creator[0]).toBe(log.pullRequests.author[0]);
    expect(spellOut(log).actors[0]).toMatchObject({ id: "author", kind: 0, active: 1 });
});
