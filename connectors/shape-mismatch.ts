import type { z } from "zod";

/** Path of the first place at which an answer is not as it should be, for a sentence; never its value. */
export function placeOfMismatch(error: z.ZodError): string {
  const first = error.issues[0];
  if (first === undefined || first.path.length === 0) return "the whole answer";
  return `\`${first.path.map(String).join(".").slice(0, 80)}\``;
}
