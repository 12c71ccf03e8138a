/** What tells of an event. */
const EVENT_COLUMNS = {
    item: {
        names: [
            "item",
            "item id",
            "case id",
            "caseid",
            "case:concept:name",
            "case",
            "issue id",
            "ticket id",
            "issue",
            "ticket",
            "id",
        ],
        meaning: "What the row is about: any id that is the same in all rows of one work item. The only column that must be there.",
    },
    at: {
        names: ["timestamp", "time:timestamp", "time", "at", "date", "datetime", "event time", "complete timestamp", "changed at"],
        meaning: "When it happened: ISO 8601 with its zone (`2026-06-30T12:00:00+02:00`), or seconds or milliseconds since 1970.",
    },
    kind: {
        names: ["event", "event kind", "event type", "kind", "change", "field"],
        meaning: "What happened: one of the kinds below. Without this column every row is a move into the status that it names.",
    },
    activity: {
        names: ["activity", "concept:name", "activity name", "step"],
        meaning: "Of a plain event log: the activity, which is read as the status that the item is in from then on.",
    },
    lifecycle: {
        names: ["lifecycle:transition", "lifecycle transition", "lifecycle"],
        meaning: "Of a plain event log: `start`, `complete`, `resume` enter the activity; others (`schedule`, `withdraw`) move nothing.",
    },
    from: { names: ["from", "old value", "from value", "old", "before"], meaning: "The value before. May be empty or left out." },
    to: {
        names: ["to", "new value", "to value", "new", "after", "value"],
        meaning: "The value after; empty where it was taken away.",
    },
    actor: {
        names: ["actor", "org:resource", "resource", "user", "author", "changed by", "actor id", "performed by"],
        meaning: "Who did it. Kept as a pseudonym only.",
    },
    actorKind: {
        names: ["actor kind", "actor type", "resource type"],
        meaning: "`human`, `automation-rule`, `integration`, `ai-agent` or `unknown`. Without this column everybody counts as a person.",
    },
    detail: {
        names: ["detail", "link type", "relation"],
        meaning: "Of a link: its phrase seen from this item, e.g. `is blocked by`.",
    },
    text: { names: ["text", "comment", "body"], meaning: "Of a comment: its text, read in passing and never kept." },
};
/** What tells of an item: values at its creation on a `created` row, present values in an items file or on any other row. */
const ITEM_COLUMNS = {
    key: { names: ["key", "issue key", "item key"], meaning: "What people call it, e.g. `ACME-12`. The item's id when left out." },
    created: { names: ["created", "created at", "creation date"], meaning: "When it was created, where no `created` row says so." },
    title: { names: ["title", "summary", "name", "subject"], meaning: "Only to show examples; `--no-titles` leaves it out." },
    type: { names: ["type", "issue type", "item type", "case type"], meaning: "The tool's word for the kind of work, e.g. `Bug`." },
    project: { names: ["project", "project key", "queue"], meaning: "Project, which is a team unless `team` says otherwise." },
    team: { names: ["team", "squad"], meaning: "The team that the item belongs to." },
    status: { names: ["status", "state"], meaning: "Status." },
    assignee: { names: ["assignee", "owner", "assigned to"], meaning: "Who answers for it. Kept as a pseudonym only." },
    reporter: { names: ["reporter", "requester", "created by"], meaning: "Who asked for it. Kept as a pseudonym only." },
    priority: { names: ["priority", "severity"], meaning: "Priority." },
    dueDate: { names: ["due date", "duedate", "due"], meaning: "Due date, `2026-06-30`." },
    estimate: { names: ["estimate", "story points", "points"], meaning: "Estimate, in any unit." },
    resolution: { names: ["resolution"], meaning: "How it was closed, e.g. `Won't Do`." },
    sprint: { names: ["sprint", "iteration", "cycle"], meaning: "Sprints, several with `;` between them." },
    labels: { names: ["labels", "label", "tags"], meaning: "Labels, several with `;` between them." },
    components: { names: ["components", "component", "area"], meaning: "Components, several with `;` between them." },
    milestone: { names: ["milestone", "fix version", "release"], meaning: "Milestones, several with `;` between them." },
    parent: { names: ["parent", "parent id", "epic"], meaning: "Id or key of the item that this one is a part of." },
    url: { names: ["url", "link"], meaning: "Web address of the item, for examples." },
    description: {
        names: ["description"],
        meaning: "Its text, read in passing: only its length, sections and a hash of its words are kept.",
    },
    intake: {
        names: ["intake", "form", "template"],
        meaning: "`yes` where it came in by a form or template, `no` where it did not; empty where nobody knows.",
    },
};
export const COLUMNS = { event: EVENT_COLUMNS, item: ITEM_COLUMNS };
const ALL = { ...EVENT_COLUMNS, ...ITEM_COLUMNS };
export const COLUMN_NAMES = Object.keys(ALL);
/** How a column is called in messages. */
export function columnTitle(column) {
    return ALL[column].names[0];
}
export function noValues() {
    return Object.fromEntries(COLUMN_NAMES.map((column) => [column, null]));
}
/** Lower case, with single spaces for whatever stands between words. */
export function normalName(name) {
    return name
        .slice(0, 100)
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_.-]{1,10}/g, " ");
}
const BY_NAME = new Map(COLUMN_NAMES.flatMap((column) => ALL[column].names.map((name, rank) => [name, { column, rank: rank + 1 }])));
/** What a name stands for; null = nothing that is known. `own` are the user's names, which win. Event logs write `case:` before what is true of a whole case. */
export function understand(name, own) {
    const normal = normalName(name);
    const column = own.get(normal);
    if (column !== undefined)
        return { column, rank: 0 };
    const known = BY_NAME.get(normal);
    if (known !== undefined)
        return known;
    const inCase = normal.startsWith("case:") && normal !== "case:concept:name" ? BY_NAME.get(normal.slice("case:".length)) : undefined;
    // What is true of a case cannot tell of one of its events.
    return inCase !== undefined && Object.hasOwn(ITEM_COLUMNS, inCase.column) ? inCase : null;
}
