import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEntries, addRow } from "../../../connectors/jira/issue-entries.ts";
import {
  clearRows,
  createHistoryRows,
  oldestFirst,
  rowOf,
  type Histories,
  type HistoryRows,
} from "../../../connectors/jira/history-rows.ts";
import { instantOf } from "../../../connectors/jira/instants.ts";
import { ownText } from "../../../connectors/jira/schema.ts";
import { isHistory, type JiraHistory } from "../../../connectors/jira/shapes.ts";
import { changelogShape } from "../../../connectors/jira/wanted.ts";
import { createJsonReader, type JsonReader } from "../../../connectors/json/reader.ts";

const junk = fc.oneof(
  fc.constantFrom(null, "", "x", 0, 5, 1_700_000_000_000, true, [], {}, [{}], { accountId: 1 }),
  fc.jsonValue(),
);
const or = <T>(good: fc.Arbitrary<T>) => fc.oneof({ weight: 9, arbitrary: good }, junk);
const text = or(fc.constantFrom("status", "3", "To Do", "Größe", "", null));
const item = or(
  fc.record(
    { field: or(fc.constant("status")), fieldId: text, from: text, fromString: text, to: text, toString: text },
    { requiredKeys: ["field"] },
  ),
);
const entry = or(
  fc.record(
    {
      id: or(fc.nat(9).map(String)),
      author: or(fc.record({ accountId: or(fc.constant("a-1")), active: or(fc.boolean()) }, { requiredKeys: ["accountId"] })),
      created: or(fc.constantFrom(1_700_000_000_000, 1_700_000_000, "2026-06-30T12:00:00.000+0200", 0, -5_000)),
      items: or(fc.array(item, { maxLength: 4 })),
      historyMetadata: or(fc.record({ type: text })),
    },
    { requiredKeys: ["id", "created", "items"] },
  ),
);

/** What the records are made of. */
function meaning({ id, author, created, items, historyMetadata }: JiraHistory): unknown {
  return {
    id,
    author: author?.accountId ?? null,
    // Numbers of before 1973 come back as whole milliseconds; without a minus before zero.
    at: Math.trunc(instantOf(created)!) + 0,
    type: historyMetadata?.type ?? null,
    items: items.map((one) =>
      [one.field, one.fieldId, one.from, one.fromString, one.to, ownText(one, "toString")].map((value) => value ?? null),
    ),
  };
}

/** Entries in the order in which they are understood, each as it is while it is its turn. */
function inOrder(histories: Histories): unknown[] {
  const found: unknown[] = [];
  oldestFirst(histories, (history) => found.push(meaning(history)));
  return found;
}

function readEntries(reader: JsonReader, rows: HistoryRows, entries: readonly unknown[]): unknown[] {
  const body = Buffer.from(JSON.stringify({ issueChangeLogs: [{ issueId: "1", changeHistories: entries }] }));
  const { issueChangeLogs } = reader.read(body) as { issueChangeLogs: readonly { changeHistories: readonly unknown[] }[] };
  return issueChangeLogs[0]!.changeHistories.map((value) => {
    const row = rowOf(value);
    return row === null ? "refused" : inOrder({ rows, entries: [row] })[0];
  });
}

describe("entries of changelogs as rows", () => {
  test("say what they say as objects, and are refused where those are", () => {
    const rows = createHistoryRows();
    const reader = createJsonReader(changelogShape(rows));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (entries) => {
        clearRows(rows);
        const expected = (JSON.parse(JSON.stringify(entries)) as unknown[]).map((value) =>
          isHistory(value) && instantOf(value.created) !== null ? meaning(value) : "refused",
        );
        expect(readEntries(reader, rows, entries)).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  test("are understood in the order of their instants and ids, as objects are", () => {
    const rows = createHistoryRows();
    const reader = createJsonReader(changelogShape(rows));
    const good = fc.record({
      id: fc.nat(2_000).map(String),
      created: fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_009 }),
      items: fc.array(fc.record({ field: fc.constantFrom("status", "labels"), to: fc.string() }), { maxLength: 60 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(good, { selector: ({ id }) => id, maxLength: 8 }), (given) => {
        clearRows(rows);
        const body = Buffer.from(JSON.stringify({ issueChangeLogs: [{ issueId: "1", changeHistories: given }] }));
        const { issueChangeLogs } = reader.read(body) as { issueChangeLogs: [{ changeHistories: unknown[] }] };
        const entries = issueChangeLogs[0].changeHistories.map((value) => rowOf(value)!);
        const asObjects = given.map((history) => ({
          ...history,
          items: history.items.map((one) => Object.assign({ toString: null }, one)),
        }));
        expect(inOrder({ rows, entries })).toEqual(inOrder(asObjects as unknown as JiraHistory[]));
      }),
    );
  });

  test("are as many as come", () => {
    const rows = createHistoryRows();
    const entries = Array.from({ length: 40_000 }, (_, index) => ({
      id: String(index),
      created: 1_700_000_000_000 + index,
      items: [{ field: `f${index}` }],
    }));
    const read = readEntries(createJsonReader(changelogShape(rows)), rows, entries);
    expect(read).toHaveLength(40_000);
    expect(read.at(-1)).toMatchObject({ id: "39999", at: 1_700_000_039_999, items: [["f39999", null, null, null, null, null]] });
  });

  test("a list of changes that comes twice counts as its last one", () => {
    const rows = createHistoryRows();
    const body = Buffer.from(
      '{"issueChangeLogs":[{"issueId":"1","changeHistories":[{"id":"7","created":1700000000000,"items":[{"field":"a"},{"field":"b"}],"items":[{"field":"c"}]}]}]}',
    );
    const read = createJsonReader(changelogShape(rows)).read(body) as { issueChangeLogs: [{ changeHistories: [unknown] }] };
    const entries = [rowOf(read.issueChangeLogs[0].changeHistories[0])!];
    expect(inOrder({ rows, entries })).toMatchObject([{ items: [["c", null, null, null, null, null]] }]);
  });
});

test("property: an entry is kept the first time it comes", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(30).map(String), fc.constantFrom("", "a", "00"))), (ids) => {
      const entries = createEntries();
      const fresh = ids.filter((_, row) => addRow(entries, ids, row));
      expect(fresh).toEqual([...new Set(ids)]);
      expect(entries.rows.map((row) => ids[row])).toEqual(fresh);
    }),
  );
});
