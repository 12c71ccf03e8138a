import type {
  FieldChange,
  RecordedChange,
  RecordedIssue,
  RecordedOrganisation,
} from "../../../fixtures/demo-organisation/recorded.ts";
import { DAY_MS } from "../../../src/model/window.ts";
import type { Random } from "../../../src/statistics/random.ts";

/** When things happened to an item is drawn anew between its creation and the end of its history, in the order in which they happened. */
export function shuffleTimes(organisation: RecordedOrganisation, random: Random): RecordedOrganisation {
  return {
    ...organisation,
    issues: organisation.issues.map((issue) => {
      // An item that was open for minutes has no room for other times.
      const endAt = Math.min(organisation.work.endAt - 1, Math.max(issue.createdAt + 60 * DAY_MS, issue.changes.at(-1)?.at ?? 0));
      const times = issue.changes
        .map(() => Math.round(issue.createdAt + 1000 + (endAt - issue.createdAt - 1000) * random.next()))
        .sort((a, b) => a - b);
      return { ...issue, changes: issue.changes.map((change, n) => ({ ...change, at: times[n]! })) };
    }),
  };
}

/** Who did things, wrote, reviewed, and who things were given to, is drawn anew from all people that did anything. */
export function shuffleActors(organisation: RecordedOrganisation, random: Random): RecordedOrganisation {
  const people = [
    ...new Set(organisation.issues.flatMap(({ changes }) => changes.flatMap(({ actor }) => (actor >= 0 ? [actor] : [])))),
  ];
  const anybody = () => people[random.below(people.length)]!;
  return {
    ...organisation,
    issues: organisation.issues.map((issue) => {
      const initial = { ...issue.initial, assignee: issue.initial.assignee === null ? null : anybody() };
      let assignee = initial.assignee;
      const shuffled = (change: RecordedChange): RecordedChange => ({
        ...change,
        actor: change.actor >= 0 ? anybody() : change.actor,
        items: change.items.map((item) => {
          if (item.field !== "assignee" || item.to === null || item.to < 0) return item;
          const next: FieldChange = { field: "assignee", from: assignee, to: anybody() };
          assignee = next.to;
          return next;
        }),
      });
      return {
        ...issue,
        initial,
        changes: issue.changes.map(shuffled),
        comments: issue.comments.map((comment) => ({ ...comment, actor: comment.actor >= 0 ? anybody() : comment.actor })),
      };
    }),
    pullRequests: organisation.pullRequests.map((request) => ({
      ...request,
      author: request.author >= 0 ? anybody() : request.author,
      reviews: request.reviews.map((review) => ({ ...review, actor: review.actor >= 0 ? anybody() : review.actor })),
    })),
  };
}

/** Links lead to items drawn at random. */
export function shuffleLinks(organisation: RecordedOrganisation, random: Random): RecordedOrganisation {
  const { issues } = organisation;
  return {
    ...organisation,
    issues: issues.map((issue) => ({
      ...issue,
      changes: issue.changes.map((change) => ({
        ...change,
        items: change.items.map((item) => (item.field === "link" ? { ...item, other: random.below(issues.length) } : item)),
      })),
    })),
  };
}

/** No process at all: as many items and changes as there were, from any status to any other, by anybody, at any time, and code that names none of them. */
export function randomProcess(organisation: RecordedOrganisation, random: Random): RecordedOrganisation {
  const { issues, work, workflows } = organisation;
  const startAt = issues[0]!.createdAt;
  const people = work.teams.flatMap(({ people }) => people);
  const anybody = () => people[random.below(people.length)]!;
  const within = (from: number) => Math.round(from + 1000 + (work.endAt - from - 2000) * random.next());
  const drawn = issues.map((issue): RecordedIssue => {
    const { statuses } = workflows[issue.team]!;
    const anywhere = () => statuses[random.below(statuses.length)]!;
    const createdAt = within(startAt);
    let status = anywhere();
    let assignee: number | null = null;
    const initial = {
      ...issue.initial,
      status,
      assignee,
      resolution: null,
      labels: [],
      dueDate: null,
      points: null,
      sprints: [],
      flagged: false,
    };
    const times = issue.changes.map(() => within(createdAt)).sort((a, b) => a - b);
    const changes = times.map((at): RecordedChange => {
      if (random.next() < 0.3) {
        const to = anybody();
        const item: FieldChange = { field: "assignee", from: assignee, to };
        assignee = to;
        return { at, actor: anybody(), items: [item] };
      }
      const to = anywhere();
      const item: FieldChange = { field: "status", from: status, to };
      status = to;
      return { at, actor: anybody(), items: [item] };
    });
    const who = anybody();
    return {
      ...issue,
      ...{ createdAt, initial, comments: [], parent: -1, description: random.next() < 0.5 ? "empty" : "stub" },
      ...{ creator: who, reporter: who },
      changes: changes.filter(
        ({ items: [item] }) => item!.field === "link" || (item as FieldChange).from !== (item as FieldChange).to,
      ),
    };
  });
  // Issues are no longer where code named them.
  const pullRequests = organisation.pullRequests.map((request) => ({ ...request, names: -1 }));
  return { ...organisation, issues: drawn.toSorted((a, b) => a.createdAt - b.createdAt), pullRequests };
}
