/** How a pull request was found to belong to a piece of work, the surest first. */
export const WORK_REFERENCE_BASES = ["closing-reference", "connected", "key-in-branch", "key-in-title", "key-in-body"];
export const REVIEW_STATES = ["approved", "changes-requested", "commented", "dismissed"];
