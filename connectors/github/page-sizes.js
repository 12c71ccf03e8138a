/**
 * Issues a request, each with the first 100 items of its timeline. GitHub stops at ten seconds whatever was asked for, so the size is found by
 * trying: half at once, more when that was quick, less when it was too much.
 */
export const ISSUE_SIZES = [100, 50, 25, 10, 5, 1];
/** Timelines that do not end on their issue's page: this many issues a request. */
export const REST_SIZES = [50, 25, 10, 5, 1];
/** Pull requests a request, with their reviews and the issues they close. */
export const PULL_REQUEST_SIZES = [100, 50, 25, 10, 5, 1];
/** Ids or counts only: as many as GitHub gives. */
export const MOST = 100;
/** Repositories asked for by name in one request. */
export const REPOSITORIES = 50;
/** The rung to begin with: the second. */
export const FIRST_RUNG = 1;
/** An answer within this time leaves room for one of twice the size within GitHub's ten seconds. */
export const QUICK_MS = 3_000;
