import { DAY_MS, HOUR_MS } from "../../src/model/window.ts";
import { seededRandom } from "../../src/statistics/random.ts";
const END = Date.UTC(2026, 5, 30);
const PEOPLE = 120;
const PROJECTS = 8;
const WORDS = "order invoice customer export import field page slow wrong empty error after login report total sum filter list button date time zone user right role mail sent twice never again cache index queue job retry limit token session open close draft review release note test data old new".split(" ");
const STATUSES = [
    { id: "10000", name: "To Do", statusCategory: { id: 2, key: "new", name: "To Do" } },
    { id: "10001", name: "Selected for Development", statusCategory: { id: 2, key: "new", name: "To Do" } },
    { id: "3", name: "In Progress", statusCategory: { id: 4, key: "indeterminate", name: "In Progress" } },
    { id: "10002", name: "In Review", statusCategory: { id: 4, key: "indeterminate", name: "In Progress" } },
    { id: "10003", name: "Done", statusCategory: { id: 3, key: "done", name: "Done" } },
];
const TYPES = [
    { id: "10101", name: "Story", subtask: false, hierarchyLevel: 0 },
    { id: "10102", name: "Bug", subtask: false, hierarchyLevel: 0 },
    { id: "10103", name: "Task", subtask: false, hierarchyLevel: 0 },
];
const PRIORITIES = ["Highest", "High", "Medium", "Low", "Lowest"].map((name, index) => ({ id: String(index + 1), name }));
const SPRINT_FIELD = "customfield_10020";
const POINTS_FIELD = "customfield_10016";
const FLAG_FIELD = "customfield_10021";
const jiraDate = (at) => new Date(at).toISOString().replace("Z", "+0000");
/** A site of made-up issues with `histories` changelog entries each, on average. */
export function largeDataset(count, histories) {
    const random = seededRandom("bench: jira");
    const users = Array.from({ length: PEOPLE }, (_, index) => ({
        accountId: `712020:0000${String(index).padStart(4, "0")}-5b10-4c20-8a21-0be9bb3f0a${String(index).padStart(3, "0")}`,
        accountType: index < 2 ? "app" : "atlassian",
        active: index % 9 !== 0,
        displayName: `Person ${String(index).padStart(3, "0")} (synthetic)`,
    }));
    const projects = Array.from({ length: PROJECTS }, (_, index) => ({
        id: String(10_000 + index),
        key: `BENCH${String.fromCharCode(65 + index)}`,
        name: `Bench project ${index + 1}`,
    }));
    const sprints = Array.from({ length: 52 }, (_, index) => ({
        id: 100 + index,
        boardId: 1,
        name: `Sprint ${index + 1}`,
        state: "closed",
        startDate: jiraDate(END - (52 - index) * 14 * DAY_MS),
        endDate: jiraDate(END - (51 - index) * 14 * DAY_MS),
        completeDate: jiraDate(END - (51 - index) * 14 * DAY_MS),
    }));
    const world = { random, users, projects, sprints, nextHistory: 1_000_000, nextComment: 500_000 };
    return {
        site: { name: "Bench", timeZone: "Europe/Berlin" },
        users,
        me: users[5].accountId,
        projects,
        statuses: STATUSES,
        priorities: PRIORITIES,
        resolutions: [{ id: "10000", name: "Done" }],
        issueTypes: TYPES,
        fields: [
            field(SPRINT_FIELD, "Sprint", "com.pyxis.greenhopper.jira:gh-sprint"),
            field(POINTS_FIELD, "Story point estimate", "com.pyxis.greenhopper.jira:jsw-story-points"),
            field(FLAG_FIELD, "Flagged", "com.atlassian.jira.plugin.system.customfieldtypes:multicheckboxes"),
        ],
        workflows: [],
        boards: [{ id: 1, name: "Board", type: "scrum", projectKey: projects[0].key, columns: [] }],
        sprints,
        issues: Array.from({ length: count }, (_, index) => issueOf(world, index, count, histories)),
    };
}
function field(id, name, custom) {
    return { id, name, custom: true, schema: { type: "array", custom } };
}
function sentence({ random }, words) {
    const text = Array.from({ length: words }, () => WORDS[random.below(WORDS.length)]).join(" ");
    return `${text[0].toUpperCase()}${text.slice(1)}.`;
}
function document(paragraphs) {
    const text = (line) => ({ type: "text", text: line });
    return {
        type: "doc",
        version: 1,
        content: paragraphs.flatMap((line, index) => index % 2 === 0
            ? [{ type: "heading", attrs: { level: 2 }, content: [text(["Context", "Done when", "Notes"][(index / 2) % 3])] }]
            : [{ type: "paragraph", content: [text(line)] }]),
    };
}
function issueOf(world, index, count, histories) {
    const { random, users, projects, sprints } = world;
    const anyone = () => users[2 + random.below(PEOPLE - 2)];
    const createdAt = END - 720 * DAY_MS + Math.floor((index / count) * 690 * DAY_MS);
    const project = projects[index % PROJECTS];
    const type = TYPES[random.below(TYPES.length)];
    const state = { status: 0, assignee: null, priority: 2, sprint: -1, points: 0, labels: "", description: "" };
    const list = [];
    const length = histories - 5 + random.below(11);
    let at = createdAt;
    for (let n = 0; n < length; n++) {
        at += Math.floor(-Math.log(1 - random.next()) * 20 * HOUR_MS);
        const author = random.next() < 0.05 ? users[0] : anyone();
        list.push({
            id: String(world.nextHistory++),
            author: author.accountId,
            created: jiraDate(at),
            items: itemsOf(world, state, n === length - 1, anyone),
        });
    }
    const comments = Array.from({ length: random.below(6) }, (_, n) => ({
        id: String(world.nextComment++),
        author: anyone().accountId,
        created: jiraDate(createdAt + (n + 1) * 7 * HOUR_MS),
        body: `${sentence(world, 8 + random.below(30))}\n${sentence(world, 12)}`,
    }));
    const isDone = state.status === STATUSES.length - 1;
    const other = Math.max(0, index - 1 - random.below(40));
    return {
        id: String(200_000 + index),
        key: `${project.key}-${index + 1}`,
        fields: {
            summary: sentence(world, 8),
            description: document(["", sentence(world, 40), "", sentence(world, 30), "", sentence(world, 25)]),
            issuetype: type,
            project,
            status: STATUSES[state.status],
            priority: PRIORITIES[state.priority],
            assignee: state.assignee,
            reporter: anyone(),
            creator: anyone(),
            created: jiraDate(createdAt),
            updated: jiraDate(Math.max(at, createdAt + 40 * HOUR_MS)),
            resolution: isDone ? { id: "10000", name: "Done" } : null,
            resolutiondate: isDone ? jiraDate(at) : null,
            duedate: index % 5 === 0 ? "2026-05-01" : null,
            labels: state.labels === "" ? [] : [state.labels],
            components: [{ id: String(30_000 + (index % 12)), name: `Component ${index % 12}` }],
            fixVersions: index % 3 === 0 ? [{ id: String(40_000 + (index % 9)), name: `1.${index % 9}` }] : [],
            issuelinks: index % 4 === 1
                ? [
                    {
                        id: String(60_000 + index),
                        type: { id: "10000", name: "Blocks", inward: "is blocked by", outward: "blocks" },
                        inwardIssue: {
                            id: String(200_000 + other),
                            key: `${projects[other % PROJECTS].key}-${other + 1}`,
                            fields: { summary: sentence(world, 8), status: STATUSES[2], priority: PRIORITIES[2], issuetype: type },
                        },
                    },
                ]
                : [],
            timeoriginalestimate: null,
            [SPRINT_FIELD]: state.sprint < 0 ? null : [sprints[state.sprint]],
            [POINTS_FIELD]: state.points === 0 ? null : state.points,
            [FLAG_FIELD]: null,
        },
        histories: list,
        comments,
    };
}
function item(name, fieldId, from, to) {
    const fieldtype = fieldId.startsWith("customfield") ? "custom" : "jira";
    return { field: name, fieldtype, fieldId, from: from[0], fromString: from[1], to: to[0], toString: to[1] };
}
/** One change, and the items that Jira writes along with it. */
function itemsOf(world, state, isLast, anyone) {
    const { random, sprints } = world;
    const none = [null, null];
    const draw = random.next();
    if (isLast || draw < 0.32) {
        const from = STATUSES[state.status];
        state.status = isLast ? STATUSES.length - 1 : (state.status + 1 + random.below(2)) % (STATUSES.length - 1);
        const to = STATUSES[state.status];
        const change = item("status", "status", [from.id, from.name], [to.id, to.name]);
        return isLast ? [item("resolution", "resolution", none, ["10000", "Done"]), change] : [change];
    }
    if (draw < 0.52) {
        const before = state.assignee;
        state.assignee = anyone();
        const from = before === null ? none : [before.accountId, before.displayName];
        return [item("assignee", "assignee", from, [state.assignee.accountId, state.assignee.displayName])];
    }
    if (draw < 0.68)
        return [item("Rank", "customfield_10019", ["", ""], ["", "Ranked higher"])];
    if (draw < 0.76) {
        const before = state.sprint;
        state.sprint = random.below(sprints.length);
        const [from, to] = [sprints[before], sprints[state.sprint]];
        return [item("Sprint", SPRINT_FIELD, from === undefined ? ["", ""] : [String(from.id), from.name], [String(to.id), to.name])];
    }
    if (draw < 0.83) {
        const before = state.labels;
        state.labels = `label-${random.below(30)}`;
        return [item("labels", "labels", [null, before], [null, state.labels])];
    }
    if (draw < 0.88) {
        const before = state.description;
        state.description = `${sentence(world, 40)} ${sentence(world, 30)}`;
        return [item("description", "description", [null, before], [null, state.description])];
    }
    if (draw < 0.93) {
        const from = PRIORITIES[state.priority];
        state.priority = random.below(PRIORITIES.length);
        const to = PRIORITIES[state.priority];
        return [item("priority", "priority", [from.id, from.name], [to.id, to.name])];
    }
    if (draw < 0.97) {
        const before = state.points;
        state.points = 1 + random.below(8);
        return [item("Story point estimate", POINTS_FIELD, before === 0 ? none : [null, `${before}.0`], [null, `${state.points}.0`])];
    }
    return [item("Fix Version", "fixVersions", none, [`${40_000 + random.below(9)}`, `1.${random.below(9)}`])];
}
