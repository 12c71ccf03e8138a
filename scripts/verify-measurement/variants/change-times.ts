import type { RecordedIssue, RecordedOrganisation } from "../../../fixtures/demo-organisation/recorded.ts";

/** Moves every instant of the recorded history. `moved` must not turn the order of two instants around. */
export function changeTimes(organisation: RecordedOrganisation, moved: (at: number) => number): RecordedOrganisation {
  const { work } = organisation;
  return {
    ...organisation,
    work: { ...work, endAt: moved(work.endAt), teams: work.teams.map((team) => ({ ...team, sprints: team.sprints.map(moved) })) },
    issues: organisation.issues.map((issue): RecordedIssue => ({
      ...issue,
      createdAt: moved(issue.createdAt),
      changes: issue.changes.map((change) => ({ ...change, at: moved(change.at) })),
      comments: issue.comments.map((comment) => ({ ...comment, at: moved(comment.at) })),
    })),
    pullRequests: organisation.pullRequests.map((request) => ({
      ...request,
      firstCommitAt: moved(request.firstCommitAt),
      createdAt: moved(request.createdAt),
      mergedAt: request.mergedAt === null ? null : moved(request.mergedAt),
      reviews: request.reviews.map((review) => ({ ...review, at: moved(review.at) })),
    })),
  };
}
