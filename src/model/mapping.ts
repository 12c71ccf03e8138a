import type { StateCategory } from "./category.ts";

/** What a status means here, whatever its tool or its name suggest. */
export interface StatusRule {
  /** Name of the status; capitals do not matter. */
  readonly name: string;
  /** Connection it belongs to; null = any. */
  readonly connection: string | null;
  readonly category: StateCategory;
}

/** Which work belongs to a team: what is in one of the projects, or carries one of the labels or components. Never who works on it. */
export interface TeamRule {
  readonly name: string;
  /** Keys of projects, or `<connection>:<key>`; capitals do not matter. */
  readonly projects: readonly string[];
  readonly labels: readonly string[];
  readonly components: readonly string[];
}
