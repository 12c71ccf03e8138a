import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../src/model/window.ts";

/** What a tracker holds, in no tracker's words. Everything a user could do to it is a `Command`. */
export interface World {
  readonly projects: readonly string[];
  /** Projects that the token may not see at present. */
  readonly hidden: Set<string>;
  readonly issues: WorldIssue[];
  /** Added to the tracker's clock; servers of one vendor differ by minutes at most. */
  driftMs: number;
  serial: number;
}

export interface WorldIssue {
  readonly number: number;
  readonly createdAt: number;
  updatedAt: number;
  /** Newest comment or link: some trackers count it as an update of the issue, others do not. */
  touchedAt: number;
  project: string;
  /** Index into `STATUSES`. */
  status: number;
  /** 1 or 2. */
  priority: number;
  isDeleted: boolean;
  /** It was moved into, or was in, a project that was hidden then: from outside that cannot be told from a deletion. */
  vanished: boolean;
  readonly changes: WorldChange[];
  readonly comments: { readonly id: number; readonly at: number }[];
  readonly links: {
    readonly id: number;
    readonly at: number;
    readonly to: number;
    readonly fromKey: string;
    readonly toKey: string;
  }[];
}

/** As it is at present; it changes when an issue is moved. */
export const keyOf = ({ project, number }: WorldIssue): string => `${project}-${number}`;

export interface WorldChange {
  readonly id: number;
  readonly at: number;
  readonly kind: "status" | "priority" | "project";
  readonly from: string;
  readonly to: string;
}

export const STATUSES = ["todo", "doing", "done"] as const;
/** Creation of the first issue, well before any scan. */
export const START = Date.UTC(2026, 0, 5, 9);
/** When the first scan begins. */
export const FIRST_SCAN = START + 30 * DAY_MS;

export type Command =
  | { readonly do: "create"; readonly project: number }
  | { readonly do: "edit" | "transition" | "comment" | "delete"; readonly issue: number }
  | { readonly do: "move"; readonly issue: number; readonly project: number }
  | { readonly do: "link"; readonly issue: number; readonly to: number }
  | { readonly do: "hide" | "show"; readonly project: number }
  | { readonly do: "drift"; readonly ms: number };

/** The most that clocks inside one vendor are taken to differ: less than half of the shortest overlap of two reads, 5 minutes. */
export const MOST_DRIFT_MS = 2 * MINUTE_MS;

export function createWorld(projects: readonly string[], issues: number): World {
  const world: World = { projects, hidden: new Set(), issues: [], driftMs: 0, serial: 0 };
  for (let index = 0; index < issues; index++) {
    create(world, projects[index % projects.length]!, START + index * HOUR_MS);
    if (index % 2 === 1) change(world, world.issues[index]!, "status", STATUSES[1], START + index * HOUR_MS + MINUTE_MS);
  }
  return world;
}

function create(world: World, project: string, at: number): void {
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
function dated(issue: WorldIssue, at: number): number {
  return Math.max(issue.updatedAt + 1, issue.touchedAt + 1, at);
}

function change(world: World, issue: WorldIssue, kind: WorldChange["kind"], to: string, now: number): void {
  const at = (issue.updatedAt = dated(issue, now));
  const from = kind === "status" ? STATUSES[issue.status]! : kind === "priority" ? String(issue.priority) : issue.project;
  issue.changes.push({ id: ++world.serial, at, kind, from, to });
  if (kind === "status") issue.status = STATUSES.indexOf(to as (typeof STATUSES)[number]);
  else if (kind === "priority") issue.priority = Number(to);
  else issue.project = to;
}

/** Does a command at the tracker's time `at`. Indices count round, so that every command does something. */
export function apply(world: World, command: Command, at: number): void {
  const there = world.issues.filter(({ isDeleted }) => !isDeleted);
  const issueAt = (index: number) => there[index % there.length]!;
  const projectAt = (index: number) => world.projects[index % world.projects.length]!;
  if (there.length === 0 && "issue" in command) return;
  switch (command.do) {
    case "create":
      return create(world, projectAt(command.project), at);
    case "edit":
      return change(world, issueAt(command.issue), "priority", String(3 - issueAt(command.issue).priority), at);
    case "transition": {
      const issue = issueAt(command.issue);
      return change(world, issue, "status", STATUSES[(issue.status + 1) % STATUSES.length]!, at);
    }
    case "move": {
      const [issue, project] = [issueAt(command.issue), projectAt(command.project)];
      if (issue.project === project) return;
      change(world, issue, "project", project, at);
      if (world.hidden.has(project)) issue.vanished = true;
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
      if (issue === other || issue.links.some(({ to }) => to === other.number)) return;
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
        if (world.hidden.has(issue.project) && issue.changes.some(({ kind }) => kind === "project")) issue.vanished = true;
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
export function visible(world: World, scope: readonly string[]): readonly WorldIssue[] {
  return world.issues.filter(({ isDeleted, project }) => !isDeleted && !world.hidden.has(project) && scope.includes(project));
}
