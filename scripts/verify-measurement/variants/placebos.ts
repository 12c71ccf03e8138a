import type {
  FieldChange,
  IssueFields,
  RecordedIssue,
  RecordedOrganisation,
} from "../../../fixtures/demo-organisation/recorded.ts";
import { IMPORT_ACTOR } from "../../../fixtures/demo-organisation/recorded.ts";
import { DAY_MS } from "../../../src/model/window.ts";
import { insertIssues } from "../../../fixtures/demo-organisation/insert-issues.ts";
import { changeTimes } from "./change-times.ts";

const IMPORTED = 500;
const SHUTDOWN_DAYS = 14;
/** Statuses that take the place of others, with the old one's meaning. */
const NEW_NAMES: Readonly<Record<string, string>> = { "In Progress": "Doing", "In Review": "Peer Review" };

/** 500 items that were closed elsewhere come in on one evening, 12 weeks before the end. */
export function importClosed(organisation: RecordedOrganisation): RecordedOrganisation {
  const at = organisation.work.endAt - 84 * DAY_MS;
  const teams = organisation.workflows.length;
  const imported = Array.from({ length: IMPORTED }, (_, n): RecordedIssue => {
    const team = n % teams;
    return {
      team,
      work: -1,
      type: "Task",
      createdAt: at + n * 400,
      creator: IMPORT_ACTOR,
      reporter: IMPORT_ACTOR,
      subject: 4_000_000 + n,
      description: "prose",
      parent: -1,
      component: null,
      initial: { ...EMPTY, status: organisation.workflows[team]!.done, resolution: "Done" },
      changes: [],
      comments: [],
    };
  });
  return insertIssues(organisation, imported);
}

const EMPTY: IssueFields = {
  status: "",
  assignee: null,
  priority: "Medium",
  labels: [],
  dueDate: null,
  points: null,
  sprints: [],
  flagged: false,
  release: null,
  resolution: null,
};

/** Nobody does anything for two weeks, 10 weeks before the end; all of it goes on afterwards as it would have. */
export function addShutdown(organisation: RecordedOrganisation): RecordedOrganisation {
  const from = organisation.work.endAt - 70 * DAY_MS;
  return changeTimes(organisation, (at) => (at < from ? at : at + SHUTDOWN_DAYS * DAY_MS));
}

/** The statuses of work in progress are replaced by others 13 weeks before the end; open items are moved by whoever leads, all at once. */
export function renameStatuses(organisation: RecordedOrganisation): RecordedOrganisation {
  const at = organisation.work.endAt - 91 * DAY_MS;
  const after = (status: string) => NEW_NAMES[status] ?? status;
  return {
    ...organisation,
    workflows: organisation.workflows.map((workflow) => ({
      ...workflow,
      statuses: workflow.statuses.map(after),
      transitions: workflow.transitions.map(({ from, to }) => ({ from: from === null ? null : after(from), to: after(to) })),
    })),
    issues: organisation.issues.map((issue, index) =>
      renamedIssue(issue, at + index * 40, organisation.work.teams[issue.team]!.lead),
    ),
  };

  function renamedIssue(issue: RecordedIssue, movedAt: number, lead: number): RecordedIssue {
    if (issue.createdAt >= movedAt)
      return {
        ...issue,
        initial: { ...issue.initial, status: after(issue.initial.status) },
        changes: issue.changes.map((change) => ({ ...change, items: change.items.map((item) => renamedItem(item, true, true)) })),
      };
    const before = issue.changes.filter((change) => change.at < movedAt);
    const rest = issue.changes.filter((change) => change.at >= movedAt);
    const status = before.flatMap(({ items }) => items).findLast((item) => item.field === "status")?.to ?? issue.initial.status;
    const isMoved = after(status) !== status;
    const move: FieldChange = { field: "status", from: status, to: after(status) };
    return {
      ...issue,
      changes: [
        ...before,
        ...(isMoved ? [{ at: movedAt, actor: lead, items: [move] }] : []),
        ...rest.map((change) => ({ ...change, items: change.items.map((item) => renamedItem(item, true, true)) })),
      ],
    };
  }

  function renamedItem<T extends { readonly field: string }>(item: T, from: boolean, to: boolean): T {
    if (item.field !== "status") return item;
    const change = item as unknown as Extract<FieldChange, { readonly field: "status" }>;
    return { ...item, from: from ? after(change.from) : change.from, to: to ? after(change.to) : change.to };
  }
}
