import { readFileSync, utimesSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { levelSpec } from "../../../fixtures/demo-organisation/levels.ts";
import { simulateOrganisation } from "../../../fixtures/demo-organisation/organisation.ts";
import { csvOf, exportRows, type ExportRow } from "../../../fixtures/demo-organisation/render-file.ts";
import { spellOut } from "../../store/contents.ts";
import { EVENTS_FILE, fileBench, type FileBench } from "../../support/scan-file.ts";

/** Detail of events that have none, as columns hold it. */
const NONE = -1;
const NOW = Date.parse("2026-07-01T00:00:00Z");

let bench: FileBench;
beforeEach(async () => {
  bench = await fileBench(NOW);
});
afterEach(() => bench.dispose());

async function imported(content: string | Uint8Array, settings?: Readonly<Record<string, unknown>>) {
  await bench.write(EVENTS_FILE, content);
  await bench.connect(settings);
  return bench.sync();
}
const log = async () => spellOut(await bench.store.load(NOW));
const item = async (key: string) => (await log()).items.find((one) => one.key === key)!;
const movesOf = async (key: string) =>
  (await item(key)).events
    .filter(({ kind }) => kind === "status")
    .map(({ at, origin, from, to }) => [new Date(at).toISOString(), origin, from, to]);

const LOG = `Case ID,Activity,Complete Timestamp,Resource
7,Register,2026-01-05T08:00:00Z,ada@acme.example
8,Register,2026-01-05T09:00:00Z,ada@acme.example
7,Check,2026-01-06T08:00:00Z,bob
7,Closed,2026-01-07T08:00:00Z,bob
`;

describe("a plain log of cases", () => {
  test("activities are statuses, and a case begins with its first one", async () => {
    const outcome = await imported(LOG);
    expect(outcome).toMatchObject({ status: "complete", problems: [], fetched: { issues: 2 } });
    expect(await movesOf("7")).toEqual([
      ["2026-01-05T08:00:00.000Z", "initial", null, "file/status:Register"],
      ["2026-01-06T08:00:00.000Z", "history", "file/status:Register", "file/status:Check"],
      ["2026-01-07T08:00:00.000Z", "history", "file/status:Check", "file/status:Closed"],
    ]);
    expect((await item("7")).historyComplete).toBe(1);
    const { statuses, actors } = await log();
    expect(Object.fromEntries(statuses.map(({ name, category }) => [name, category]))).toEqual({
      Register: "active",
      Check: "active",
      Closed: "done",
    });
    expect(actors.map(({ basis }) => basis)).toEqual(Array.from(actors, () => "the file names no kind: taken for a person"));
  });

  test("names of people are nowhere in the store", async () => {
    await imported(LOG.replaceAll("bob", "Robert Tables"));
    const stored = readFileSync(bench.storePath).toString("latin1");
    for (const name of ["ada@acme", "Robert"]) expect(stored.includes(name), name).toBe(false);
  });

  test("the user says what activities mean, and which column is which", async () => {
    const renamed = LOG.replace("Case ID,Activity", "Vorgang,Schritt");
    expect((await imported(renamed)).problems[0]).toMatchObject({
      code: "unexpected-shape",
      what: expect.stringContaining("`item`") as string,
    });
    const outcome = await imported(renamed, {
      columns: ["item=Vorgang", "activity=Schritt"],
      statusMap: "done=check,Closed;backlog=Register",
    });
    expect(outcome.status).toBe("complete");
    const categories = (await log()).statuses.map(({ name, category }) => [name, category]);
    expect(Object.fromEntries(categories)).toEqual({ Register: "backlog", Check: "done", Closed: "done" });
  });

  test("nothing that reads as finished is said, with what to do", async () => {
    const { warnings } = await imported(LOG.replace("Closed", "Archivado"));
    expect(warnings).toMatchObject([
      { what: expect.stringContaining("reads as finished") as string, todo: expect.stringContaining("--status-map") as string },
    ]);
  });

  test("only what the lifecycle says was entered moves a case", async () => {
    await imported(`case,activity,lifecycle:transition,timestamp
1,A,schedule,2026-01-05T08:00:00Z
1,A,START,2026-01-05T09:00:00Z
1,A,COMPLETE,2026-01-05T10:00:00Z
1,Done,complete,2026-01-05T11:00:00Z
`);
    expect((await movesOf("1")).map(([at, , , to]) => [at!.slice(11, 16), to])).toEqual([
      ["09:00", "file/status:A"],
      ["11:00", "file/status:Done"],
    ]);
  });

  test("XES gives what the same log gives as CSV, packed or not", async () => {
    await imported(LOG);
    const expected = await log();
    const xes = `<log>${["7", "8"]
      .map(
        (id) =>
          `<trace><string key="concept:name" value="${id}"/>${LOG.trim()
            .split("\n")
            .filter((line) => line.startsWith(`${id},`))
            .map((line) => line.split(","))
            .map(
              ([, activity, at, who]) =>
                `<event><string key="concept:name" value="${activity}"/><date key="time:timestamp" value="${at}"/><string key="org:resource" value="${who}"/></event>`,
            )
            .join("")}</trace>`,
      )
      .join("")}</log>`;
    for (const content of [xes, gzipSync(xes)]) {
      expect((await imported(content)).status).toBe("complete");
      expect(await log()).toEqual(expected);
    }
  });
});

const EVENTS = `item,key,timestamp,event,from,to,actor,actor kind,detail,text,title,type,status,due date,labels,parent,url
1,A-1,2026-01-01T00:00:00Z,created,,,ada,human,,,Epic of all,Epic,Open,,,,
2,A-2,2026-01-02T00:00:00Z,created,,,ada,human,,,A title,Story,Open,2026-03-01,red;blue,1,https://x.example/2
2,,2026-01-03T00:00:00Z,status,Open,In Progress,bob,human,,,,,,,,,
2,,2026-01-03T00:00:00Z,assignee,,bob,bob,human,,,,,,,,,
2,,2026-01-04T00:00:00Z,label,red,green,bot,automation,,,,,,,,,
2,,2026-01-05T00:00:00Z,link,,A-1,ada,human,is blocked by,,,,,,,,
2,,2026-01-06T00:00:00Z,comment,,,ada,human,,Any update on this or on BE-7?,,,,,,,
2,,2026-01-07T00:00:00Z,due date,2026-03-01,2026-04-01,ada,human,,,,,,,,,
2,,2026-01-08T00:00:00Z,status,In Progress,Done,bob,human,,,,,,,,,
`;

describe("a table of events", () => {
  test("every kind of row is what it says", async () => {
    expect((await imported(EVENTS)).problems).toEqual([]);
    const { events, title, createdAt, typeRaw } = await item("A-2");
    expect({ title, createdAt, typeRaw }).toEqual({ title: "A title", createdAt: Date.parse("2026-01-02"), typeRaw: "Story" });
    const short = events.map(({ kind, origin, from, to, detail }) => [kind, origin, from, to, detail]);
    const person = (await log()).actors[0]!.id.length;
    expect(short).toContainEqual(["created", "history", null, null, NONE]);
    expect(short).toContainEqual(["status", "initial", null, "file/status:Open", NONE]);
    expect(short).toContainEqual(["status", "history", "file/status:In Progress", "file/status:Done", NONE]);
    expect(short).toContainEqual(["label", "initial", null, "red", NONE]);
    expect(short).toContainEqual(["label", "initial", null, "blue", NONE]);
    expect(short).toContainEqual(["label", "history", "red", null, NONE]);
    expect(short).toContainEqual(["label", "history", null, "green", NONE]);
    expect(short).toContainEqual(["due-date", "initial", null, "2026-03-01", NONE]);
    expect(short).toContainEqual(["due-date", "history", "2026-03-01", "2026-04-01", NONE]);
    expect(short).toContainEqual(["parent", "initial", null, "file/1", NONE]);
    expect(short.filter(([kind]) => kind === "link").map(([, , , to]) => to)).toEqual(["file/1"]);
    expect(short.filter(([kind]) => kind === "assignee").map(([, , , to]) => String(to).length)).toEqual([person]);
    expect(short.filter(([kind]) => kind === "comment").map(([, , , , detail]) => detail)).not.toEqual([NONE]);
    expect(short.filter(([kind]) => kind === "comment").map(([, , , to]) => to)).toEqual(["BE-7"]);
  });

  test("the order of the rows changes nothing", async () => {
    const [header = "", ...rows] = EVENTS.trim().split("\n");
    await imported(EVENTS);
    const expected = await log();
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (shuffled) => {
        await imported([header, ...shuffled].join("\r\n"));
        expect(await log()).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  });

  test("present values of a second file are rolled back through the events", async () => {
    await bench.write(
      "items.csv",
      "id,title,created,status,priority,assignee\n5,The title,2026-01-01T00:00:00Z,Done,High,ada\n6,Other,2026-01-02T00:00:00Z,Open,,\n",
    );
    await imported(
      "issue,field,from,to,time,author\n5,status,Doing,Done,2026-01-09T00:00:00Z,ada\n5,status,Open,Doing,2026-01-08T00:00:00Z,ada\n5,priority,Low,High,2026-01-08T00:00:00Z,ada\n",
      { items: "items.csv" },
    );
    expect((await item("5")).events.filter(({ origin }) => origin === "initial").map(({ kind, to }) => [kind, to])).toEqual(
      expect.arrayContaining([
        ["status", "file/status:Open"],
        ["priority", "Low"],
      ]) as unknown,
    );
    expect((await item("5")).historyComplete).toBe(1);
    expect((await movesOf("6")).map(([, origin, , to]) => [origin, to])).toEqual([["initial", "file/status:Open"]]);
  });

  test("an item whose beginning is not in the file is not taken for whole", async () => {
    await imported(
      "issue,field,from,to,time\n5,status,Open,Doing,2026-01-08T00:00:00Z\n5,status,Review,Done,2026-01-09T00:00:00Z\n",
    );
    expect((await item("5")).historyComplete).toBe(0);
  });

  test("two moves at one instant follow the values, else the file", async () => {
    const at = "2026-01-08T00:00:00Z";
    await imported(
      `issue,field,from,to,time\n5,created,,,2026-01-01T00:00:00Z\n5,status,B,C,${at}\n5,status,A,B,${at}\n6,created,,,2026-01-01T00:00:00Z\n6,status,,X,${at}\n6,status,,Y,${at}\n`,
    );
    expect((await movesOf("5")).map(([, , , to]) => to)).toEqual(["A", "B", "C"].map((name) => `file/status:${name}`));
    expect((await movesOf("6")).map(([, , , to]) => to)).toEqual(["X", "Y"].map((name) => `file/status:${name}`));
  });

  test("an organisation's export as JSON lines is its export as CSV", async () => {
    const rows = exportRows(simulateOrganisation({ ...levelSpec(3), firstDate: "2026-05-01" }, "file")).slice(0, 3_000);
    await imported(csvOf(rows));
    const expected = await log();
    expect(expected.items.length).toBeGreaterThan(50);
    const filled = (row: ExportRow) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ""));
    await imported(rows.map((row) => JSON.stringify(filled(row))).join("\n"));
    expect(await log()).toEqual(expected);
  });
});

describe("what a file does not show", () => {
  test("makes signals not supported, with the sentence that says what is missing", async () => {
    await imported(LOG.replaceAll(/,[^,\n]*$/gm, ""));
    const { signals, provenance } = await bench.judge();
    expect(provenance.connections[0]!.provides["assignee-history"]).toMatchObject({ level: "none" });
    expect(provenance.connections[0]!.provides.actors.level).toBe("none");
    const signal = signals.find(({ id }) => id === "assignee-coverage-at-start")!;
    expect(signal).toMatchObject({ outcome: "not-supported", reason: expect.stringContaining("`assignee`") as string });
  });

  test("is seen again when the file is exported with more columns", async () => {
    await imported(LOG);
    await imported(EVENTS);
    const { provenance } = await bench.judge();
    expect(provenance.connections[0]!.provides["assignee-history"].level).toBe("full");
    expect(provenance.connections[0]!.provides.sprints.level).toBe("none");
  });
});

describe("reading again", () => {
  const touch = (seconds: number) => utimesSync(bench.path(EVENTS_FILE), seconds, seconds);

  test("a file that has not changed is not opened", async () => {
    await imported(LOG);
    const before = bench.opened.length;
    const outcome = await bench.sync();
    // The preflight looks at the header.
    expect(bench.opened.length - before).toBe(1);
    expect(outcome).toMatchObject({ status: "complete", fetched: { issues: 0 } });
    expect((await bench.store.streamReports())[0]).toMatchObject({ status: "complete", stored: 2, vendorTotal: 2 });
  });

  test("one that was only touched stores nothing", async () => {
    await imported(LOG);
    const { count } = await bench.store.pages();
    touch(1_700_000_000);
    expect(await bench.sync()).toMatchObject({ status: "complete", fetched: { issues: 0 } });
    expect((await bench.store.pages()).count).toBe(count);
  });

  test("one that has changed is read whole: what is no longer in it is gone, rows and items", async () => {
    await imported(LOG);
    await bench.write(
      EVENTS_FILE,
      LOG.replace("8,Register,2026-01-05T09:00:00Z,ada@acme.example\n", "").replace("7,Check,2026-01-06T08:00:00Z,bob\n", ""),
    );
    expect((await bench.sync()).status).toBe("complete");
    expect((await movesOf("7")).map(([, , , to]) => to)).toEqual(["file/status:Register", "file/status:Closed"]);
    expect((await bench.store.load(NOW + 1)).items.deletedAt.filter((at) => !Number.isNaN(at)).length).toBe(1);
    expect(await bench.store.liveItems("file")).toEqual(["file/7"]);
    await bench.write(EVENTS_FILE, LOG);
    await bench.sync();
    expect(await bench.store.liveItems("file")).toEqual(["file/7", "file/8"]);
  });

  test("rows that cannot be read leave what was stored alone, and the file is read again", async () => {
    await imported(LOG);
    await bench.write(EVENTS_FILE, LOG.replace("8,Register,2026-01-05T09:00:00Z", "8,Register,yesterday"));
    expect(await bench.sync()).toMatchObject({ status: "incomplete" });
    expect(await bench.store.liveItems("file")).toEqual(["file/7", "file/8"]);
    expect((await bench.store.streamReports())[0]!.status).toBe("partial");
    expect(await bench.sync()).toMatchObject({ status: "incomplete" });
  });
});

describe("faults", () => {
  test("bad rows are counted, and told by row and column, never by what stood there", async () => {
    const { problems } = await imported(`${LOG}9,Register,Ms Secret,x\n,Register,2026-01-05T08:00:00Z,x\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.what).toBe(
      "2 of 6 rows could not be read and were left out; the first: row 6 column `timestamp` is no date in ISO 8601 and no number of seconds or milliseconds since 1970.",
    );
    expect(JSON.stringify(problems)).not.toContain("Secret");
    expect((await bench.store.streamReports())[0]!.status).toBe("partial");
  });

  test("rows that are there twice count once, and are told of", async () => {
    const { warnings, status } = await imported(`${LOG}7,Check,2026-01-06T08:00:00Z,bob\n`);
    expect(status).toBe("complete");
    expect(warnings).toMatchObject([{ what: expect.stringContaining("1 row says") as string }]);
    expect(await movesOf("7")).toHaveLength(3);
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ["UTF-16", Buffer.from(`\uFEFF${LOG}`, "utf16le"), /UTF-16/],
    ["UTF-16 without its mark", Buffer.from(LOG, "utf16le"), /UTF-16/],
    ["Latin-1", Buffer.from(LOG.replace("Check", "Pr\u00FCfung"), "latin1"), /not UTF-8/],
    ["a workbook", Buffer.from("PK\u0003\u0004rest"), /workbook/],
    ["one JSON list", '[{"a":1}]', /JSON list/],
    ["a cut archive", gzipSync(LOG).subarray(0, 60), /damaged or cut/],
    ["a bomb", gzipSync(Buffer.alloc(70_000_000, "x")), /longer than a million|far more than/],
    ["nothing", "", /empty/],
    ["a header alone", LOG.split("\n")[0]!, /no rows/],
    ["no column for the time", "case,activity\n1,A\n", /`timestamp`/],
    ["nothing that can be read", "case,activity,timestamp\n1,A,x\n2,B,y\n", /None of the 2 rows/],
    ["no zone", "case,activity,timestamp\n1,A,2026-01-01 10:00\n", /--zone/],
    [
      "a text where statuses should be",
      `case,activity,timestamp\n${Array.from({ length: 600 }, (_, n) => `1,t${n},1700000000`).join("\n")}`,
      /more than 500/,
    ],
  ])("%s ends with a sentence, nothing is stored", async (_, content, sentence) => {
    const { problems, status } = await imported(content);
    expect(status).toBe("incomplete");
    expect(`${problems[0]!.what} ${problems[0]!.todo}`).toMatch(sentence);
    expect(problems[0]!.code).not.toBe("internal");
    expect(await bench.store.liveItems("file")).toEqual([]);
  });

  test("a byte order mark and line ends of Windows are nothing to speak of", async () => {
    expect(await imported(`\uFEFF${LOG.replaceAll("\n", "\r\n")}`)).toMatchObject({ status: "complete" });
    expect(await movesOf("7")).toHaveLength(3);
  });

  test("whatever stands in the rows, a read ends as it should and names no prototype", async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom("__proto__", "constructor", "2026-01-01T00:00:00Z", "created", "status", "A", ""),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { maxLength: 6 }), async (rows) => {
        const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;
        await bench.write(
          EVENTS_FILE,
          ["item,event,timestamp,from,to,actor", ...rows.map((row) => row.map(quoted).join(","))].join("\n"),
        );
        await bench.connect();
        const { problems } = await bench.sync();
        expect(problems.filter(({ code }) => code === "internal")).toEqual([]);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
