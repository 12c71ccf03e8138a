import { initialValues, isChain } from "../history/roll-back.ts";
import { fromLines } from "../text/plain-text.ts";
import { descriptionFacts, minhash } from "../text/text-facts.ts";
import { workTypeOf } from "../text/work-types.ts";
import { assignmentsOf } from "./assignments.ts";
import { changesOf, reasonOf } from "./changes.ts";
import { instantOf } from "./schema.ts";
import { accountOf, idOf, nameOf, nodesOf, numberOf, own, textOf } from "./shapes.ts";
import { NO_SETUP, recordId, sprintId } from "./site.ts";
import { fieldValuesOf, projectOf, statusHistory } from "./statuses.ts";
import { fieldValue, issueFields, isBlockedLabel, kindOfField, priorityOfLabel } from "./words.ts";
const NOTHING = { from: null, fromRaw: null, to: null, toRaw: null, detail: null, viaAutomation: false };
/** Lists of an issue that come in one piece. */
const LISTS = [
    "labels",
    "assignees",
    "assignedActors",
    "subIssues",
    "blockedBy",
    "blocking",
    "closedByPullRequestsReferences",
    "issueFieldValues",
    "projectItems",
];
/** Pure but for `actors`, which remembers whom it met: the same issue gives the same records. Null when its dates cannot be read. */
export function normaliseIssue(site, actors, raw, unknown) {
    const { issue } = raw;
    const createdAt = instantOf(issue.createdAt);
    const updatedAt = instantOf(issue.updatedAt);
    if (createdAt === null || updatedAt === null)
        return null;
    const id = recordId(site, issue.id);
    const projectKey = textOf(own(own(issue, "repository"), "nameWithOwner")) ?? "";
    const key = `${projectKey}#${issue.number}`;
    const nodes = inOrder(raw.timeline).filter((node) => !isOfCreation(issue, node));
    const status = statusHistory(site, issue, nodes);
    const assignments = assignmentsOf(actors, issue, nodes);
    const isClosed = issue.state === "CLOSED";
    const reasonNow = isClosed ? textOf(own(issue, "stateReason"), 40) : null;
    const closing = new Set(nodesOf(own(issue, "closedByPullRequestsReferences")).flatMap((one) => idOf(one) ?? []));
    const changes = [
        ...changesOf({ site, actors, issue, projectKey, key, nodes, moves: status.moves, closing, reasonNow, unknown }),
        ...assignments.changes,
    ].sort((a, b) => a.at - b.at);
    const creator = actors.account(accountOf(own(issue, "author")));
    const cut = LISTS.filter((name) => own(own(own(issue, name), "pageInfo"), "hasNextPage") === true);
    for (const name of cut)
        unknown(`issue.${name}`, "longer than was read");
    // Values at creation are the present ones with the history undone, so they need them all.
    const isWhole = raw.historyComplete && cut.length === 0;
    const labels = labelsOf(issue);
    const present = presentOf(site, { issue, projectKey, labels, isClosed, reasonNow, assignments });
    const events = [
        { ...NOTHING, item: id, key: "created", at: createdAt, kind: "created", origin: "history", actor: creator },
    ];
    const counts = new Map();
    const initial = (kind, origin, { value, raw: words, detail }) => {
        const count = (counts.get(kind) ?? 0) + 1;
        counts.set(kind, count);
        const own_ = count === 1 ? `initial:${kind}` : `initial:${kind}:${count}`;
        const actor = origin === "initial" ? creator : null;
        events.push({ ...NOTHING, item: id, key: own_, at: createdAt, kind, origin, actor, to: value, toRaw: words, detail });
    };
    const standing = { single: { status: held(status.now.id, status.now.name) }, several: {} };
    for (const { kind, origin, value } of initialValues(standing, changes, isWhole && status.isWhole))
        initial(kind, origin, value);
    for (const { kind, origin, value } of initialValues(present, changes, isWhole))
        initial(kind, origin, value);
    for (const [kind, value] of snapshotsOf(site, issue, nodes, present.single))
        initial(kind, "snapshot", value);
    for (const change of changes)
        events.push({ item: id, origin: "history", ...change });
    const description = fromLines(textOf(own(issue, "body"), 200_000) ?? "");
    const isPart = isPartOf(own(issue, "parent"));
    const typeRaw = typeOf(issue, labels, isPart);
    const item = {
        id,
        key,
        url: issue.url.slice(0, 500),
        title: site.keepTitles ? issue.title.slice(0, 300) : null,
        projectKey,
        typeRaw,
        type: isPart ? "sub-task" : workTypeOf({ name: typeRaw }),
        createdAt,
        updatedAt,
        creator,
        reporter: null,
        status: status.now.id,
        resolution: isClosed ? reasonOf(reasonNow) : null,
        resolvedAt: isClosed ? instantOf(textOf(own(issue, "closedAt"))) : null,
        description: descriptionFacts(description),
        structuredIntake: intakeOf(site, issue, description),
        minhash: minhash(`${issue.title} ${description.text}`),
        historyComplete: isWhole && status.isWhole && assignments.isWhole && isChain(changes, "status", status.now.id),
    };
    return { item, events, statuses: statusesOf(status) };
}
/** Labels, people and fields that whoever creates an issue gives it with the form come as events right after it; GitHub dates in whole seconds. */
const WITH_THE_FORM_MS = 2_000;
const OF_THE_FORM = new Set([
    "LabeledEvent",
    "AssignedEvent",
    "MilestonedEvent",
    "IssueTypeAddedEvent",
    "IssueFieldAddedEvent",
]);
/** What an issue was created with is no change of it: left out of its history, it is found again in the values at creation. */
function isOfCreation(issue, node) {
    const author = accountOf(own(issue, "author"));
    return (OF_THE_FORM.has(node.__typename) &&
        author !== null &&
        Date.parse(node.createdAt) - Date.parse(issue.createdAt) <= WITH_THE_FORM_MS &&
        accountOf(own(node, "actor"))?.login === author.login);
}
/** By time; what happened in the same second stays in GitHub's order. An item that came twice counts once. */
function inOrder(timeline) {
    const unique = [...new Map(timeline.map((node) => [node.id, node])).values()];
    return unique.sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
}
function statusesOf({ moves, now }) {
    return [...new Map([now, ...moves.flatMap(({ from, to }) => [from, to])].map((status) => [status.id, status])).values()];
}
function labelsOf(issue) {
    return nodesOf(own(issue, "labels")).flatMap((label) => nameOf(label) ?? []);
}
/** The type that the organisation gave it, else a label named like one, the first in the order of GitHub's answer. */
function typeOf(issue, labels, isPart) {
    const typed = nameOf(own(issue, "issueType")) ?? labels.find((name) => workTypeOf({ name }) !== "other");
    return typed ?? (isPart ? "Sub-issue" : "Issue");
}
/** A child of an epic is ordinary work, as in other trackers; a child of anything else is a part of it. A parent that is not shown is no epic. */
function isPartOf(parent) {
    if (idOf(parent) === null)
        return false;
    const type = nameOf(own(parent, "issueType"));
    return type === null
        ? !labelsOf(parent).some((label) => EPIC.test(label.slice(0, 100)))
        : workTypeOf({ name: type }) !== "container";
}
/** Other words for containers, such as theme, mean something else on labels. */
const EPIC = /\b(?:epic|initiative)\b/i;
/** The headings of a template show that it was used; their lack shows nothing, since texts can be rewritten. */
function intakeOf(site, issue, { headings }) {
    const { templates } = site.setups.get(idOf(own(issue, "repository")) ?? "") ?? NO_SETUP;
    return headings.length > 0 && templates.has(headingLines(headings)) ? true : null;
}
export function headingLines(headings) {
    return headings.map((heading) => heading.trim().toLowerCase()).join("\n");
}
const held = (value, raw = null, detail = null) => value === null ? null : { value, raw, detail };
/** What an issue holds now of what has a history, in the words of events, but for its status. */
function presentOf(site, { issue, projectKey, labels, isClosed, reasonNow, assignments }) {
    const fields = issueFields(issue);
    const priority = labels.map(priorityOfLabel).find((level) => level !== null) ?? null;
    const links = (name, detail) => nodesOf(own(issue, name)).flatMap((one) => held(refer(idOf(one)), null, detail) ?? []);
    const refer = (id) => (id === null ? null : recordId(site, id));
    const several = (values) => values.flatMap((value) => held(value) ?? []);
    return {
        single: {
            assignee: held(assignments.owner),
            delegate: held(assignments.delegate),
            priority: held(fields.get("priority") ?? priority),
            estimate: held(fields.get("estimate") ?? null),
            "due-date": held(fields.get("due-date") ?? null),
            type: held(nameOf(own(issue, "issueType"))),
            resolution: isClosed ? held(reasonOf(reasonNow)) : null,
            project: held(projectKey),
            parent: held(refer(idOf(own(issue, "parent")))),
            flag: labels.some(isBlockedLabel) ? held("blocked") : null,
        },
        several: {
            label: several(labels),
            milestone: several([textOf(own(own(issue, "milestone"), "title"))]),
            link: [...links("subIssues", "parent-of"), ...links("blockedBy", "is-blocked-by"), ...links("blocking", "blocks")],
        },
    };
}
/** Fields of a project have no history: what they hold now is all that is known, and not since when. */
function snapshotsOf(site, issue, nodes, known) {
    const project = projectOf(site, issue, nodes);
    if (project === null)
        return [];
    const found = new Map();
    for (const value of fieldValuesOf(issue, project)) {
        const iteration = textOf(own(value, "iterationId"), 100);
        if (iteration !== null)
            found.set("sprint", { value: sprintId(site, project.id, iteration), raw: null, detail: null });
        const field = own(value, "field");
        const kind = kindOfField(nameOf(field));
        if (kind === null || idOf(field) === project.statusField || (known[kind] ?? null) !== null)
            continue;
        const said = numberOf(own(value, "number")) ?? textOf(own(value, "date")) ?? textOf(own(value, "name"));
        const text = fieldValue(kind, said);
        if (text !== null)
            found.set(kind, { value: text, raw: null, detail: null });
    }
    return [...found];
}
