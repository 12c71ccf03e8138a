import type { Facts } from "../src/event-log/facts.ts";
import { DAY_MS, HOUR_MS, type Window } from "../src/model/window.ts";
import { connectionOf } from "../src/model/work-item.ts";

/** How limits that boards declare now were kept in a window. */
export interface LimitUse {
  /** Columns with a limit, and days on which anything stood in one of them (at noon, UTC), added up. */
  readonly columns: number;
  readonly days: number;
  readonly daysWithin: number;
  /** 1 = the item stood in a limited column in the window. As long as the items that were asked for. */
  readonly passed: Uint8Array;
}

/** Null where no board of these items declares a limit. Which limits were in force earlier is not recorded: those of now are asked. */
export function limitUse(facts: Pick<Facts, "log" | "visits">, items: ArrayLike<number>, window: Window): LimitUse | null {
  const { log, visits } = facts;
  const limits: number[] = [];
  const columnOf = columnsByProject(log, limits);
  if (limits.length === 0) return null;
  const count = Math.floor((window.endAt - window.startAt) / DAY_MS);
  /** Items that came into and left a column by noon of each day, as differences. */
  const moves = limits.map(() => new Int32Array(count + 1));
  const used = new Uint8Array(limits.length);
  const passed = new Uint8Array(items.length);
  const dayAt = (at: number): number => Math.min(Math.max(Math.ceil((at - window.startAt - 12 * HOUR_MS) / DAY_MS), 0), count);
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    const columns = columnOf[log.items.project[item]!];
    if (columns === undefined) continue;
    for (let v = visits.first[item + 1]! - 1; v >= visits.first[item]!; v--) {
      if (visits.leftAt[v]! <= window.startAt) break;
      const column = columns.get(visits.status[v]!);
      if (column === undefined || visits.enteredAt[v]! >= window.endAt) continue;
      passed[i] = 1;
      used[column] = 1;
      moves[column]![dayAt(visits.enteredAt[v]!)]!++;
      if (!Number.isNaN(visits.leftAt[v]!)) moves[column]![dayAt(visits.leftAt[v]!)]!--;
    }
  }
  let days = 0;
  let daysWithin = 0;
  limits.forEach((limit, column) => {
    if (used[column] === 0) return;
    let standing = 0;
    for (let day = 0; day < count; day++) {
      standing += moves[column]![day]!;
      // An empty column keeps every limit.
      if (standing === 0) continue;
      days++;
      if (standing <= limit) daysWithin++;
    }
  });
  const columns = used.reduce((sum, one) => sum + one, 0);
  return columns === 0 ? null : { columns, days, daysWithin, passed };
}

/** For each project: limited column by status. A column without items of the scope is nobody's. */
function columnsByProject(log: Facts["log"], limits: number[]): readonly (ReadonlyMap<number, number> | undefined)[] {
  const statusIndex = new Map(log.statuses.map(({ id }, index) => [id, index]));
  const found: (Map<number, number> | undefined)[] = log.projects.map(() => undefined);
  for (const { id, projectKeys, columns } of log.boards) {
    for (const { statuses, wipLimit } of columns) {
      if (wipLimit === null) continue;
      const column = limits.push(wipLimit) - 1;
      log.projects.forEach((key, project) => {
        if (!projectKeys.includes(key) || log.projectConnection[project] !== connectionOf(id)) return;
        const own = (found[project] ??= new Map<number, number>());
        for (const status of statuses) {
          const index = statusIndex.get(status);
          // A board of its own may show one status again: the first that was declared stands.
          if (index !== undefined && !own.has(index)) own.set(index, column);
        }
      });
    }
  }
  return found;
}
