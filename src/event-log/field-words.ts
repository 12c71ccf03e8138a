/** Names of fields, and words of connectors for them, in events of kind `other`. */
const SERVICE_LEVEL = /^(?:sla|slas|service level|time to (?:first response|resolution|close|acknowledge))\b/i;
const HEALTH = /^(?:health|rag|traffic light|confidence|on track|project status|status update)\b/i;

/** A clock that runs against an agreed time: fields of Jira Service Management, service levels of Linear. */
export function speaksOfServiceLevel(field: string): boolean {
  return SERVICE_LEVEL.test(field);
}

/** Somebody said how the whole stands: on track, at risk, off track. */
export function speaksOfHealth(field: string): boolean {
  return HEALTH.test(field);
}
