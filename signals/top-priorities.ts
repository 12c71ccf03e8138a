import { KIND, type EventLog } from "../src/event-log/columns.ts";
import { oncePerLog } from "../src/event-log/once-per-log.ts";

/** First and second place of the priority scales in use: Jira's two default schemes, Linear's, P-numbers and severities. */
const TOP = /^(?:highest|high|blocker|critical|urgent|emergency|p-?0|p-?1|s-?0|s-?1|sev-?0|sev-?1)$/i;
/** Where nothing stands above them, these are second places too. */
const TOP_WITHOUT_ZERO = /^(?:p-?2|s-?2|sev-?2)$/i;
const ZERO = /^(?:p|s|sev)-?0$/i;
/** Carried by more than this share of the items, a top priority is what everything has. */
const COMMON_SHARE = 0.5;

export interface TopPriorities {
  /** Codes of `log.texts`. */
  readonly codes: ReadonlySet<number>;
  readonly warnings: readonly string[];
}

/** Priorities that say "this is promised": the two highest by name, unless most items carry one. Names of other scales and languages are not recognised. */
export function topPriorities(log: EventLog, items: ArrayLike<number>): TopPriorities {
  const { first, code } = prioritiesOf(log);
  const carried = new Map<number, number>();
  let withTop = 0;
  const names = new Set<number>();
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    for (let n = first[item]!; n < first[item + 1]!; n++) if (code[n]! >= 0) names.add(code[n]!);
  }
  const hasZero = [...names].some((name) => ZERO.test(log.texts[name]!));
  const codes = new Set(
    [...names].filter((name) => TOP.test(log.texts[name]!) || (!hasZero && TOP_WITHOUT_ZERO.test(log.texts[name]!))),
  );
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    const last = first[item] === first[item + 1] ? -1 : code[first[item + 1]! - 1]!;
    if (last >= 0) carried.set(last, (carried.get(last) ?? 0) + 1);
    if (codes.has(last)) withTop++;
  }
  const total = [...carried.values()].reduce((sum, count) => sum + count, 0);
  if (total > 0 && withTop > COMMON_SHARE * total) {
    const percent = Math.round((100 * withTop) / total);
    return { codes: new Set(), warnings: [`${percent} % of the items carry a top priority: it is not taken for a commitment.`] };
  }
  return { codes, warnings: [] };
}

/** Every priority of every item by time: those of item i stand in `code` from `first[i]` up to, not including, `first[i + 1]`. */
const prioritiesOf = oncePerLog(({ items, events }) => {
  const first = new Uint32Array(items.count + 1);
  for (let e = 0; e < events.count; e++) if (events.kind[e] === KIND.priority) first[events.item[e]! + 1]!++;
  for (let i = 1; i <= items.count; i++) first[i]! += first[i - 1]!;
  const code = new Int32Array(first[items.count]!);
  let n = 0;
  for (let e = 0; e < events.count; e++) if (events.kind[e] === KIND.priority) code[n++] = events.to[e]!;
  return { first, code };
});
