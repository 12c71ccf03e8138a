import type { Comparison } from "../../model/comparison.ts";
import { escapedJson } from "../json.ts";
import { comparisonSchema } from "./schema.ts";

/** The comparison as one object, keys in the order of `schemas/comparison.schema.json`, a newline at the end. */
export function renderComparisonJson(comparison: Comparison): string {
  return `${safeComparisonJson(comparison, 2)}\n`;
}

export function safeComparisonJson(comparison: Comparison, indent = 0): string {
  const parsed = comparisonSchema.safeParse(comparison);
  return escapedJson(parsed.success ? parsed.data : comparison, indent);
}
