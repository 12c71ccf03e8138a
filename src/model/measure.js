export const OUTCOMES = ["measured", "insufficient-data", "not-supported", "not-applicable", "failed"];
/** Independent kinds of traces; a full rating needs two of them. */
export const EVIDENCE_FAMILIES = ["field", "event", "text", "scm", "config"];
export const DIMENSIONS = ["clarity", "coordination", "completion", "collaboration"];
