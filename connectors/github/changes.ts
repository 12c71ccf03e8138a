import type { EventKind, LinkType } from "../../src/model/event.ts";
import { fromLines } from "../text/plain-text.ts";
import { otherKeysIn } from "../text/keys.ts";
import { commentFacts } from "../text/text-facts.ts";
import type { Change } from "../history/change.ts";
import type { Actors } from "./actors.ts";
import { accountOf, idOf, nameOf, nodesOf, own, textOf, type GithubIssue, type TimelineNode } from "./shapes.ts";
import { pullRequestId, recordId, type Site } from "./site.ts";
import type { StatusMove } from "./statuses.ts";
import { eventValue, fieldValue, isBlockedLabel, issueFields, kindOfField, priorityOfLabel } from "./words.ts";

export type Values = Pick<Change, "kind" | "from" | "to"> & Partial<Pick<Change, "fromRaw" | "toRaw" | "detail">>;

export interface ChangesIn {
  readonly site: Site;
  readonly actors: Actors;
  readonly issue: GithubIssue;
  /** `owner/name` where the issue is now, and `owner/name#12`. */
  readonly projectKey: string;
  readonly key: string;
  /** Oldest first. */
  readonly nodes: readonly TimelineNode[];
  readonly moves: readonly StatusMove[];
  /** Pull requests that close the issue, by GitHub's own account of it. */
  readonly closing: ReadonlySet<string>;
  /** Why the issue is closed now; for closings that do not say. */
  readonly reasonNow: string | null;
  unknown(path: string, value: string): void;
}

/** GitHub's words for why an issue was closed; old closings have none, which meant done. */
export function reasonOf(value: unknown): string {
  return (textOf(value, 40) ?? "COMPLETED").toLowerCase().replaceAll("_", " ");
}

/** The timeline of one issue as changes, oldest first, but for who is assigned (`assignments.ts`). */
export function changesOf(input: ChangesIn): readonly Change[] {
  const { actors, nodes, moves } = input;
  const moveOf = new Map(moves.map((move) => [move.node, move]));
  const read = reader(input);
  const changes: Change[] = [];
  for (const node of nodes) {
    const move = moveOf.get(node);
    const values: readonly Values[] = [
      ...(move === undefined
        ? []
        : [{ kind: "status" as const, from: move.from.id, to: move.to.id, fromRaw: move.from.name, toRaw: move.to.name }]),
      ...read(node),
    ];
    if (values.length === 0) continue;
    const actor = actors.account(accountOf(own(node, node.__typename === "IssueComment" ? "author" : "actor")));
    const viaAutomation = own(node, "wasAutomated") === true;
    changes.push(...keyed(node, values, actor, viaAutomation));
  }
  return changes;
}

/** Changes of one item of the timeline, each with a key of its own. */
export function keyed(node: TimelineNode, values: readonly Values[], actor: string | null, viaAutomation: boolean): Change[] {
  const at = Date.parse(node.createdAt);
  const positions = new Map<EventKind, number>();
  return values.map(({ kind, from, to, fromRaw = null, toRaw = null, detail = null }) => {
    const position = positions.get(kind) ?? 0;
    positions.set(kind, position + 1);
    const key = `e${node.id}:${kind}${position === 0 ? "" : `:${position}`}`;
    return { kind, key, at, actor, viaAutomation, from, to, fromRaw, toRaw, detail };
  });
}

function repositoryBefore(transfer: TimelineNode | undefined): string | null {
  return textOf(own(own(transfer, "fromRepository"), "nameWithOwner"));
}

/** Labels that the issue was created with: those it has now, with the history undone. */
function labelsAtFirst(issue: GithubIssue, nodes: readonly TimelineNode[]): readonly string[] {
  const held = new Set(nodesOf(own(issue, "labels")).map(nameOf));
  for (const node of nodes.toReversed()) {
    if (node.__typename === "LabeledEvent") held.delete(nameOf(own(node, "label")));
    else if (node.__typename === "UnlabeledEvent") held.add(nameOf(own(node, "label")));
  }
  return [...held].filter((name) => name !== null);
}

const other = (detail: string): readonly Values[] => [{ kind: "other", from: null, to: null, detail }];

function reader({ site, actors, issue, projectKey, key, nodes, moves, closing, reasonNow, unknown }: ChangesIn) {
  const moving = new Set(moves.map(({ node }) => node));
  const lastClosed = nodes.findLast(({ __typename }) => __typename === "ClosedEvent");
  const linked = new Set<string>();
  let resolution: string | null = null;
  const atFirst = labelsAtFirst(issue, nodes);
  // Where the organisation has a field for it, labels are only labels.
  const isField =
    issueFields(issue).has("priority") || nodes.some((node) => kindOfField(nameOf(own(node, "issueField"))) === "priority");
  let priority = isField ? null : (atFirst.map(priorityOfLabel).find((level) => level !== null) ?? null);
  let isBlocked = atFirst.some(isBlockedLabel);
  const transfers = nodes.filter(({ __typename }) => __typename === "TransferredEvent");
  const transferredTo = new Map(transfers.map((node, index) => [node, repositoryBefore(transfers[index + 1])]));

  const link = (reference: string | null, detail: LinkType, isAdded = true): readonly Values[] =>
    reference === null ? [] : [{ kind: "link", from: isAdded ? null : reference, to: isAdded ? reference : null, detail }];
  const ofIssue = (value: unknown) => {
    const id = idOf(value);
    return id === null ? null : recordId(site, id);
  };
  const both = (kind: EventKind, from: string | null, to: string | null): readonly Values[] =>
    from === to ? [] : [{ kind, from, to }];

  /** A pull request once, however often GitHub tells of it. */
  const pullRequest = (id: string, isAdded = true): readonly Values[] => {
    if (isAdded === linked.has(id)) return [];
    if (isAdded) linked.add(id);
    else linked.delete(id);
    return link(pullRequestId(site, id), "pull-request", isAdded);
  };

  const label = (node: TimelineNode, isAdded: boolean): readonly Values[] => {
    const name = nameOf(own(node, "label"));
    if (name === null) return [];
    const values: Values[] = [{ kind: "label", from: isAdded ? null : name, to: isAdded ? name : null }];
    const level = isField ? null : priorityOfLabel(name);
    if (level !== null && (isAdded || level === priority)) {
      values.push(...both("priority", isAdded ? priority : level, isAdded ? level : null));
      priority = isAdded ? level : null;
    }
    if (isBlockedLabel(name) && isAdded !== isBlocked) {
      isBlocked = isAdded;
      values.push({ kind: "flag", from: isAdded ? null : "blocked", to: isAdded ? "blocked" : null });
    }
    return values;
  };

  const connection = (node: TimelineNode, isAdded: boolean): readonly Values[] => {
    const sides = [own(node, "subject"), own(node, "source")];
    const request = sides.find((side) => own(side, "__typename") === "PullRequest");
    if (idOf(request) !== null) return pullRequest(idOf(request)!, isAdded);
    const partner = sides.find((side) => idOf(side) !== null && idOf(side) !== issue.id);
    return link(ofIssue(partner), "relates-to", isAdded);
  };

  const reference = (node: TimelineNode): readonly Values[] => {
    const source = own(node, "source");
    const id = idOf(source);
    if (id === null) return [];
    if (own(source, "__typename") !== "PullRequest") return link(recordId(site, id), "relates-to");
    return own(node, "willCloseTarget") === true || closing.has(id)
      ? pullRequest(id)
      : link(pullRequestId(site, id), "relates-to");
  };

  const duplicate = (node: TimelineNode, isAdded: boolean): readonly Values[] => {
    const canonical = own(node, "canonical");
    const copy = own(node, "duplicate");
    return idOf(canonical) === issue.id
      ? link(ofIssue(copy), "is-duplicated-by", isAdded)
      : link(ofIssue(canonical), "duplicates", isAdded);
  };

  const closed = (node: TimelineNode): readonly Values[] => {
    const said = own(node, "stateReason") ?? (node === lastClosed ? reasonNow : null);
    const from = resolution;
    resolution = reasonOf(said);
    const closer = own(node, "closer");
    const request = own(closer, "__typename") === "PullRequest" ? idOf(closer) : null;
    return [...both("resolution", from, resolution), ...(request === null ? [] : pullRequest(request))];
  };

  const reopened = (): readonly Values[] => {
    const from = resolution;
    resolution = null;
    return both("resolution", from, null);
  };

  const field = (node: TimelineNode, from: string | null, to: string | null): readonly Values[] => {
    const kind = kindOfField(nameOf(own(node, "issueField")));
    return kind === null ? other("issue field") : both(kind, fieldValue(kind, from), fieldValue(kind, to));
  };

  const comment = (node: TimelineNode): readonly Values[] => {
    const body = textOf(own(node, "body"), 10_000) ?? "";
    const author = actors.account(accountOf(own(node, "author")));
    const plain = fromLines(body);
    const facts = commentFacts(plain, key, !["human", "unknown"].includes(actors.kind(author)));
    return [
      { kind: "comment", from: null, to: otherKeysIn(plain.text, key), detail: facts.length === 0 ? null : facts.join(",") },
    ];
  };

  return (node: TimelineNode): readonly Values[] => {
    const typeName = (name: string) => nameOf(own(node, name));
    switch (node.__typename) {
      case "LabeledEvent":
        return label(node, true);
      case "UnlabeledEvent":
        return label(node, false);
      case "ClosedEvent":
        return closed(node);
      case "ReopenedEvent":
        return reopened();
      case "MilestonedEvent":
      case "DemilestonedEvent": {
        const title = textOf(own(node, "milestoneTitle"));
        const isAdded = node.__typename === "MilestonedEvent";
        return title === null ? [] : [{ kind: "milestone", from: isAdded ? null : title, to: isAdded ? title : null }];
      }
      case "RenamedTitleEvent":
        return [{ kind: "title", from: null, to: null }];
      case "TransferredEvent":
        return both("project", repositoryBefore(node), transferredTo.get(node) ?? projectKey);
      case "MarkedAsDuplicateEvent":
        return duplicate(node, true);
      case "UnmarkedAsDuplicateEvent":
        return duplicate(node, false);
      case "CrossReferencedEvent":
        return reference(node);
      case "ConnectedEvent":
        return connection(node, true);
      case "DisconnectedEvent":
        return connection(node, false);
      case "SubIssueAddedEvent":
        return link(ofIssue(own(node, "subIssue")), "parent-of");
      case "SubIssueRemovedEvent":
        return link(ofIssue(own(node, "subIssue")), "parent-of", false);
      case "ParentIssueAddedEvent":
        return both("parent", null, ofIssue(own(node, "parent")));
      case "ParentIssueRemovedEvent":
        return both("parent", ofIssue(own(node, "parent")), null);
      case "BlockedByAddedEvent":
        return link(ofIssue(own(node, "blockingIssue")), "is-blocked-by");
      case "BlockedByRemovedEvent":
        return link(ofIssue(own(node, "blockingIssue")), "is-blocked-by", false);
      case "BlockingAddedEvent":
        return link(ofIssue(own(node, "blockedIssue")), "blocks");
      case "BlockingRemovedEvent":
        return link(ofIssue(own(node, "blockedIssue")), "blocks", false);
      case "IssueTypeAddedEvent":
        return both("type", null, typeName("issueType"));
      case "IssueTypeChangedEvent":
        return both("type", typeName("prevIssueType"), typeName("issueType"));
      case "IssueTypeRemovedEvent":
        return both("type", typeName("issueType"), null);
      case "IssueFieldAddedEvent":
        return field(node, null, eventValue(node, "value", "options"));
      case "IssueFieldChangedEvent":
        return field(node, eventValue(node, "previousValue", "previousOptions"), eventValue(node, "newValue", "newOptions"));
      case "IssueFieldRemovedEvent":
        return field(node, eventValue(node, "value", "options"), null);
      case "IssueComment":
        return comment(node);
      case "AssignedEvent":
      case "UnassignedEvent":
        return [];
      case "ProjectV2ItemStatusChangedEvent":
        // A column that was left or entered while it did not say where the issue stood: closed, or another project.
        return moving.has(node) ? [] : other("project status");
      default: {
        const detail = OTHERS.get(node.__typename);
        if (detail === undefined) unknown("timeline.__typename", node.__typename.slice(0, 60));
        return other(detail ?? "unknown");
      }
    }
  };
}

const OTHERS: ReadonlyMap<string, string> = new Map([
  ["AddedToProjectV2Event", "added to project"],
  ["RemovedFromProjectV2Event", "removed from project"],
  ["ConvertedFromDraftEvent", "converted from draft"],
  ["ConvertedNoteToIssueEvent", "converted from note"],
  ["ConvertedToDiscussionEvent", "converted to discussion"],
  ["PinnedEvent", "pinned"],
  ["UnpinnedEvent", "unpinned"],
  ["LockedEvent", "locked"],
  ["UnlockedEvent", "unlocked"],
  ["CommentDeletedEvent", "comment deleted"],
]);
