import type { Instant } from "../../src/model/window.ts";
import { ProblemError } from "../../src/model/problem.ts";
import { columnTitle } from "./columns.ts";
import { eventKey, type BadRow, type FileEvent, type ItemFields, type ReadRow } from "./rows.ts";

/** Everything that a file says of one item. */
export interface FileItem {
  readonly id: string;
  /** By key, so that a row that stands twice counts once; in the order of the file. */
  readonly events: Map<string, FileEvent>;
  /** On its `created` row: values at the creation. Null = there is no such row. */
  atCreation: ItemFields | null;
  /** In an items file or on other rows: values now. */
  present: ItemFields;
  createdAt: Instant | null;
}

export interface Collected {
  readonly items: ReadonlyMap<string, FileItem>;
  readonly rows: number;
  readonly bad: number;
  readonly duplicates: number;
  /** Null = every row could be read. */
  readonly firstBad: string | null;
}

export interface Collector {
  add(row: ReadRow): void;
  /** Counts a row that could not be read; the first one is told of. `why` must not hold anything from the file. */
  bad(row: number, why: string): void;
  result(): Collected;
}

/** A million rows took 1 GB at their peak (a XES log of 328 MB): what fits into the memory of an ordinary machine. */
const MOST_ROWS = 3_000_000;

export function createCollector(): Collector {
  const items = new Map<string, FileItem>();
  let rows = 0;
  let bad = 0;
  let duplicates = 0;
  let firstBad: string | null = null;
  const count = () => {
    if (++rows <= MOST_ROWS) return;
    throw new ProblemError({
      code: "too-large",
      what: `The file has more than ${MOST_ROWS / 1e6} million rows.`,
      todo: "Split it by team or project into several files, each a connection of its own.",
    });
  };
  return {
    add({ item: id, event, fields }) {
      count();
      let item = items.get(id);
      if (item === undefined) {
        // A piece of a larger text would keep all of that text in memory.
        const own = Buffer.from(id).toString();
        item = { id: own, events: new Map(), atCreation: null, present: {}, createdAt: null };
        items.set(own, item);
      }
      if (event?.kind === "created") {
        if (item.createdAt === null || event.at < item.createdAt) item.createdAt = event.at;
        item.atCreation = { ...fields, ...item.atCreation };
      } else {
        for (const _ in fields) {
          // The last row that says something is the one that holds now.
          item.present = { ...item.present, ...fields };
          break;
        }
      }
      if (event === null) return;
      const key = event.kind === "created" ? "created" : eventKey(event);
      if (item.events.has(key)) duplicates++;
      else item.events.set(key, event);
    },
    bad(row, why) {
      count();
      bad++;
      firstBad ??= `row ${row} ${why}`;
    },
    result: () => ({ items, rows, bad, duplicates, firstBad }),
  };
}

const WHY: Readonly<Record<BadRow["why"], string>> = {
  empty: "is empty",
  "no-date": "is no date in ISO 8601 and no number of seconds or milliseconds since 1970",
  "no-zone": "is a date without a zone; say where with --zone, e.g. --zone +01:00",
  "not-plain": "is an object, not a plain value",
  "too-long": "is longer than 200 letters",
};

/** E.g. `column timestamp is empty`, for `Collector.bad`. */
export function inColumn({ column, why }: BadRow): string {
  return `column \`${columnTitle(column)}\` ${WHY[why]}`;
}
