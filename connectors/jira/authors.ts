import type { Directory } from "./actors.ts";
import type { JiraHistory } from "./shapes.ts";

/** Who acted in `histories`, and whom they name as assignees. */
export function meetAuthors(directory: Directory, histories: readonly JiraHistory[]): void {
  for (const { author, items } of histories) {
    directory.see(author);
    for (const item of items) {
      if (item.fieldId !== "assignee" && item.field.toLowerCase() !== "assignee") continue;
      directory.mention(item.from);
      directory.mention(item.to);
    }
  }
}
