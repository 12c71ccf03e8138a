import type { Trend } from "../../model/trend.ts";
import { escapedJson } from "../json.ts";
import { trendSchema } from "./schema.ts";

/** The trend as one object, keys in the order of `schemas/trend.schema.json`, a newline at the end. */
export function renderTrendJson(trend: Trend): string {
  return `${safeTrendJson(trend, 2)}\n`;
}

export function safeTrendJson(trend: Trend, indent = 0): string {
  const parsed = trendSchema.safeParse(trend);
  return escapedJson(parsed.success ? parsed.data : trend, indent);
}
