import type { EventLog } from "./columns.ts";

/** Makes something out of a log when it is first asked for and keeps it as long as the log: several scopes ask for the same. */
export function oncePerLog<T, More extends readonly unknown[]>(
  make: (log: EventLog, ...more: More) => T,
): (log: EventLog, ...more: More) => T {
  const known = new WeakMap<EventLog, { readonly value: T }>();
  return (log, ...more) => {
    let found = known.get(log);
    if (found === undefined) known.set(log, (found = { value: make(log, ...more) }));
    return found.value;
  };
}
