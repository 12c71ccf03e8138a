import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../src/model/window.ts";
/** As it is at present; it changes when an issue is moved. */
export const keyOf = ({ project, number }) => `${project}-${number}`;
export const STATUSES = ["todo", "doing", "done"];
/** Creation of the first issue, well before any scan. */
export const START = Date.UTC(2026, 0, 5, 9);
/** When the first scan begins. */
export const FIRST_SCAN = START + 30 * DAY_MS;
/** The most that clocks inside one vendor are taken to differ: less than half of the shortest overlap of two reads, 5 minutes. */
export const MOST_DRIFT_MS = 2 * MINUTE_MS;
export function createWorld(projects, issues) {
    const world = { projects, hidden: new Set(), issues: [], driftMs: 0, serial: 0 };
    for (let index = 0; index < issues; index++) {
        create(world, projects[index % projects.length], START + index * HOUR_MS);
        if (index % 2 === 1)
            change(world, world.issues[index], "status", STATUSES[1], START + index * HOUR_MS + MINUTE_MS);
    }
    return world;
}
function create(world, project, at) {
    world.issues.push({
        number: ++world.serial,
        createdAt: at,
        updatedAt: at,
        touchedAt: at,
        project,
        status: 0,
        priority: 1,
        isDeleted: false,
        vanished: false,
        changes: [],
        comments: [],
        links: [],
    });
}
/** A tracker never dates a change before the one that it follows. */
function dated(issue, at) {
    return Math.max(issue.updatedAt + 1, issue.touchedAt + 1, at);
}
function change(world, issue, kind, to, now) {
    const at = (issue.updatedAt = dated(issue, now));
    const from = kind === "status" ? STATUSES[issue.status] : kind === "priority" ? String(issue.priority) : issue.project;
    issue.changes.push({ id: ++world.serial, at, kind, from, to });
    if (kind === "status")
        issue.status = STATUSES.indexOf(to);
    else if (kind === "priority")
        issue.priority = Number(to);
    else
        issue.project = to;
}
/** Does a command at the tracker's time `at`. Indices count round, so that every command does something. */
export function apply(world, command, at) {
    const there = world.issues.filter(({ isDeleted }) => !isDeleted);
    const issueAt = (index) => there[index % there.length];
    const projectAt = (index) => world.projects[index % world.projects.length];
    if (there.length === 0 && "issue" in command)
        return;
    switch (command.do) {
        case "create":
            return create(world, projectAt(command.project), at);
        case "edit":
            return change(world, issueAt(command.issue), "priority", String(3 - issueAt(command.issue).priority), at);
        case "transition": {
            const issue = issueAt(command.issue);
            return change(world, issue, "status", STATUSES[(issue.status + 1) % STATUSES.length], at);
        }
        case "move": {
            const [issue, project] = [issueAt(command.issue), projectAt(command.project)];
            if (issue.project === project)
                return;
            change(world, issue, "project", project, at);
            if (world.hidden.has(project))
                issue.vanished = true;
            return;
        }
        case "comment": {
            const issue = issueAt(command.issue);
            issue.touchedAt = dated(issue, at);
            issue.comments.push({ id: ++world.serial, at: issue.touchedAt });
            return;
        }
        case "link": {
            const [issue, other] = [issueAt(command.issue), issueAt(command.to)];
            if (issue === other || issue.links.some(({ to }) => to === other.number))
                return;
            issue.touchedAt = other.touchedAt = Math.max(dated(issue, at), dated(other, at));
            // Two: a tracker may write it into the histories of both.
            world.serial += 2;
            const [fromKey, toKey] = [keyOf(issue), keyOf(other)];
            issue.links.push({ id: world.serial, at: issue.touchedAt, to: other.number, fromKey, toKey });
            return;
        }
        case "delete": {
            const issue = issueAt(command.issue);
            issue.isDeleted = true;
            issue.updatedAt = dated(issue, at);
            return;
        }
        case "hide":
            world.hidden.add(projectAt(command.project));
            // Of what has just been moved there a scan may not have heard.
            for (const issue of world.issues)
                if (world.hidden.has(issue.project) && issue.changes.some(({ kind }) => kind === "project"))
                    issue.vanished = true;
            return;
        case "show":
            world.hidden.delete(projectAt(command.project));
            return;
        case "drift":
            world.driftMs = command.ms;
            return;
    }
}
/** Issues that a token sees within `scope`. */
export function visible(world, scope) {
    return world.issues.filter(({ isDeleted, project }) => !isDeleted && !world.hidden.has(project) && scope.includes(project));
}
