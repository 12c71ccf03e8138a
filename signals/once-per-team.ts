import type { EventLog } from "../src/event-log/columns.ts";

/**
 * What is found about one team's items, kept as long as the log: a team is looked at by itself and again as a part of the whole, mostly with the very
 * same items. `make` must depend on nothing but these and the log.
 */
export function oncePerTeam<T>(): (log: EventLog, team: number, items: ArrayLike<number>, make: () => T) => T {
  const known = new WeakMap<EventLog, Map<number, { readonly items: ArrayLike<number>; readonly value: T }>>();
  return (log, team, items, make) => {
    let teams = known.get(log);
    if (teams === undefined) known.set(log, (teams = new Map()));
    const found = teams.get(team);
    if (found !== undefined && isSame(found.items, items)) return found.value;
    const value = make();
    teams.set(team, { items, value });
    return value;
  };
}

function isSame(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}
