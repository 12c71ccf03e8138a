import type { Directory } from "./actors.ts";
import type { HistoryRows } from "./history-rows.ts";

/** Who acted in the entries of `rows`, and whom they name as assignees. */
export function meetAuthors(directory: Directory, rows: HistoryRows, entries: readonly number[]): void {
  for (const entry of entries) {
    directory.see(rows.authors[entry]);
    const first = rows.firstChanges[entry]!;
    for (let change = first; change < first + rows.changeCounts[entry]!; change++) {
      if (!isAssignee(rows, change)) continue;
      directory.mention(rows.from[change]);
      directory.mention(rows.to[change]);
    }
  }
}

function isAssignee({ fields, fieldIds }: HistoryRows, change: number): boolean {
  if (fieldIds[change] === "assignee") return true;
  const field = fields[change]!;
  return field.length === "assignee".length && field.toLowerCase() === "assignee";
}
