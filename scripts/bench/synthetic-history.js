import { EMPTY_BATCH } from "../../src/model/batch.ts";
import { DAY_MS, HOUR_MS, WEEK_MS } from "../../src/model/window.ts";
import { seededRandom } from "../../src/statistics/random.ts";
export const AS_OF = Date.UTC(2026, 5, 30);
export const TEAMS = 8;
const PEOPLE = 12;
const WEEKS = 104;
const STATUSES = {
    Open: "backlog",
    Ready: "ready",
    "In Progress": "active",
    Review: "review",
    Waiting: "wait",
    Blocked: "blocked",
    Done: "done",
};
/** Eight teams, their people and their statuses. */
export function syntheticTables() {
    const teams = Array.from({ length: TEAMS }, (_, t) => t);
    return {
        ...EMPTY_BATCH,
        statuses: Object.entries(STATUSES).map(([name, category]) => ({
            id: `t/${name}`,
            name,
            category,
            categoryRaw: null,
            categoryBasis: "bench",
        })),
        teams: teams.map((t) => ({ id: `team${t}`, name: `Team ${t}`, basis: "bench" })),
        projects: teams.map((t) => ({ key: `P${t}`, name: `P${t}`, team: `team${t}` })),
        actors: [
            ...teams.flatMap((t) => Array.from({ length: PEOPLE }, (_, p) => ({
                id: `a${t}.${p}`,
                kind: "human",
                kindBasis: "bench",
                active: true,
            }))),
            { id: "rule", kind: "automation-rule", kindBasis: "bench", active: true },
        ],
    };
}
/** Made-up items with about ten events each, oldest first, over two years. */
export function* syntheticItems(count) {
    const random = seededRandom("bench");
    /** Working instants only: Monday to Friday, 8 to 17. */
    const workday = (at) => {
        const day = Math.floor(at / DAY_MS);
        const weekday = (day + 3) % 7;
        return (weekday > 4 ? day + 7 - weekday : day) * DAY_MS + 8 * HOUR_MS + Math.floor(random.next() * 9 * HOUR_MS);
    };
    for (let i = 0; i < count; i++) {
        const team = i % TEAMS;
        const person = () => `a${team}.${random.below(PEOPLE)}`;
        const id = `t/${1_000_000 + i}`;
        const createdAt = workday(AS_OF - WEEKS * WEEK_MS * (1 - i / count));
        const creator = person();
        const events = [];
        let at = createdAt;
        let status = "Open";
        let owner = null;
        const add = (kind, actor, from, to, detail = null) => {
            events.push({
                item: id,
                key: `h${i * 32 + events.length}:0`,
                at,
                kind,
                origin: actor === null ? "initial" : "history",
                actor,
                from,
                to,
                fromRaw: null,
                toRaw: null,
                detail,
                viaAutomation: false,
            });
        };
        const pass = (days) => {
            at = workday(at + days * DAY_MS * Math.exp(random.normal()));
        };
        const move = (to, actor) => {
            add("status", actor, `t/${status}`, `t/${to}`);
            status = to;
        };
        const assign = (to, by) => {
            add("assignee", by, owner, to);
            owner = to;
        };
        add("created", creator, null, null);
        add("status", null, null, "t/Open");
        add("priority", null, null, ["High", "Medium", "Low"][random.below(3)]);
        if (random.next() < 0.3)
            add("due-date", null, null, "2026-05-01");
        pass(3);
        if (random.next() < 0.3)
            add("label", random.next() < 0.5 ? "rule" : person(), null, `label${random.below(20)}`);
        assign(person(), person());
        pass(1);
        move("In Progress", owner);
        if (i > 100 && random.next() < 0.1)
            add("link", owner, null, `t/${1_000_000 + i - 8 * (1 + random.below(10))}`, "is-blocked-by");
        pass(1);
        add("comment", person(), null, null);
        if (random.next() < 0.1) {
            add("flag", person(), null, "flagged");
            pass(2);
            add("flag", person(), "flagged", null);
        }
        pass(1);
        if (random.next() < 0.8) {
            move("Review", random.next() < 0.2 ? "rule" : owner);
            assign(person(), owner);
            pass(1);
            if (random.next() < 0.2)
                move("In Progress", owner);
            pass(1);
        }
        if (random.next() < 0.95)
            move("Done", owner);
        if (random.next() < 0.05) {
            pass(3);
            move("In Progress", owner);
        }
        yield {
            item: {
                id,
                key: `P${team}-${i}`,
                url: `https://tracker.example/browse/P${team}-${i}`,
                title: `Something to be done, number ${i}`,
                projectKey: `P${team}`,
                typeRaw: i % 3 === 0 ? "Bug" : "Story",
                type: i % 3 === 0 ? "bug" : "story",
                createdAt,
                updatedAt: at,
                creator,
                reporter: creator,
                status: `t/${status}`,
                resolution: null,
                resolvedAt: null,
                description: { length: random.below(400), headingsHash: null, emptySectionRatio: null, pointsElsewhere: false },
                structuredIntake: null,
                minhash: null,
                historyComplete: true,
            },
            events,
        };
    }
}
