import type { Result } from "../model/result.ts";

/** The result as one object, two spaces, a newline at the end. Follows `schemas/result.schema.json`. */
export function renderJson(result: Result): string {
  return `${JSON.stringify(result, null, 2)}\n`;
}
