import { EMPTY_BATCH, type Batch } from "../../src/model/batch.ts";
import type { Json, Page, StreamState } from "../../src/model/page.ts";
import { ProblemError, type Problem } from "../../src/model/problem.ts";
import type { ProjectRecord, SprintRecord, TeamRecord } from "../../src/model/workflow.ts";
import type { ConnectorContext, FileReader } from "../connector.ts";
import { createActors } from "./actors.ts";
import type { Collected, FileItem } from "./collect.ts";
import type { FileConfig } from "./config.ts";
import { createIntern } from "./intern.ts";
import { normaliseItem, projectTeam, type ItemContext, type NormalisedItem } from "./items.ts";
import { narrowingOf } from "./provides.ts";
import { readFiles } from "./read.ts";
import type { Seen } from "./rows.ts";
import { createStatuses } from "./statuses.ts";

const STREAM = "issues";
/** A transaction of this size is quick, and a progress line moves. */
const ITEMS_A_PAGE = 500;
const EVENTS_A_PAGE = 20_000;
/** Part of the fingerprint: a version that reads a file otherwise reads it again. */
const READER_VERSION = 1;

export interface PagesIn {
  readonly files: FileReader;
  readonly config: FileConfig;
  readonly context: ConnectorContext;
}

/**
 * The file as pages of items. A file that has not changed since it was read to its end without a fault is not opened; one that has is read
 * whole, and items that are no longer in it are gone once all of it was read.
 */
export async function* itemPages({ files, config, context }: PagesIn, state: StreamState): AsyncGenerator<Page> {
  const { connection } = context;
  const before = await looks(files, config);
  const known = parseFingerprint(state.fingerprint);
  if (state.watermark !== null && known?.looks === before)
    return yield { ...EMPTY_PAGE, watermark: state.watermark, fingerprint: state.fingerprint! };

  const seen = new Set<Seen>();
  const actors = createActors((name) => context.pseudonym(name));
  const statuses = createStatuses(connection, config.statusMap, () => !seen.has("kinds"));
  const reading = await readFiles(
    files,
    config,
    {
      zone: config.zone,
      keepTitles: context.keepTitles,
      actors,
      statuses,
      connection,
      intern: createIntern(),
      seen: (what) => void seen.add(what),
    },
    context.signal,
  );
  if ((await looks(files, config)) !== before) throw changedMeanwhile();
  const { collected } = reading;
  const contents = reading.files.map(({ body }) => body.sha256).join("+");
  const fingerprint = JSON.stringify({ version: READER_VERSION, looks: before, contents });
  if (state.watermark !== null && known?.contents === contents)
    return yield { ...EMPTY_PAGE, watermark: state.watermark, fingerprint };
  if (collected.items.size === 0) throw nothingReadable(collected);

  const itemContext = itemContextOf(connection, collected, statuses.see, !seen.has("kinds"));
  const ids = [...collected.items.keys()].sort();
  const resumed = resumeAfter(state.cursor, contents);
  const rest = resumed === null ? ids : ids.filter((id) => id > resumed);
  const problem = leftOut(connection, collected);
  let page: NormalisedItem[] = [];
  let events = 0;
  const named = new Set<string>();
  let isFirst = true;
  const flush = (after: string): Page => {
    const own = batchOf(connection, page, named);
    // Who and what the events name, before the first of them: a read may end early.
    const batch = isFirst ? { ...own, statuses: statuses.records(), actors: actors.records() } : own;
    const first = isFirst ? { bodies: reading.files.map(({ body }) => body) } : {};
    const cursor: Json = { contents, after };
    const made: Page = {
      ...EMPTY_PAGE,
      ...first,
      batch,
      done: false,
      cursor,
      fetched: page.length,
      vendorTotal: ids.length,
      replacesItems: true,
    };
    isFirst = false;
    page = [];
    events = 0;
    return made;
  };
  for (const id of rest) {
    const normalised = normaliseItem(collected.items.get(id)!, itemContext);
    page.push(normalised);
    events += normalised.events.length;
    if (page.length >= ITEMS_A_PAGE || events >= EVENTS_A_PAGE) yield flush(id);
  }
  if (page.length > 0) yield flush(rest.at(-1)!);

  const records = statuses.records();
  if (!records.some(({ category }) => category === "done")) context.onWarning?.(nothingDone(connection, records.length));
  if (collected.duplicates > 0) context.onWarning?.(twice(connection, collected.duplicates));
  // An item whose rows could not be read is not known to be gone.
  const live = collected.bad > 0 || context.liveItems === undefined ? [] : await context.liveItems();
  const listed = new Set(ids.map((id) => `${connection}/${id}`));
  yield {
    ...EMPTY_PAGE,
    batch: { ...EMPTY_BATCH, statuses: records },
    watermark: context.now(),
    vendorTotal: ids.length,
    gone: live.filter((id) => !listed.has(id)).map((item) => ({ item, basis: "deleted" as const })),
    problem,
    narrowing: narrowingOf(
      seen,
      records.some(({ category }) => category === "blocked"),
    ),
    ...(problem === null ? { fingerprint } : {}),
  };
}

const EMPTY_PAGE: Page = {
  batch: EMPTY_BATCH,
  cursor: null,
  done: true,
  watermark: null,
  fetched: 0,
  vendorTotal: null,
  bodies: [],
  gone: [],
  problem: null,
};

/** Size and time of change, which tell without opening a file whether it may have changed. */
async function looks(files: FileReader, { path, items }: FileConfig): Promise<string> {
  const parts: string[] = [];
  for (const one of items === null ? [path] : [path, items]) {
    const { bytes, changedAt } = await files.stat(one);
    parts.push(`${bytes}@${changedAt}`);
  }
  return parts.join("+");
}

function parseFingerprint(text: string | undefined): { readonly looks: string; readonly contents: string } | null {
  if (text === undefined) return null;
  const value = JSON.parse(text) as { version?: unknown; looks: string; contents: string };
  return value.version === READER_VERSION ? value : null;
}

/** The last item that an interrupted read of the same contents has stored; null = start anew. */
function resumeAfter(cursor: Json, contents: string): string | null {
  if (typeof cursor !== "object" || cursor === null || !("after" in cursor) || cursor["contents"] !== contents) return null;
  return typeof cursor["after"] === "string" ? cursor["after"] : null;
}

function itemContextOf(
  connection: string,
  { items }: Collected,
  statusId: (name: string) => string,
  isPlainLog: boolean,
): ItemContext {
  const byKey = new Map<string, string>();
  const keyOf = ({ atCreation, present }: FileItem) => present.key ?? atCreation?.key;
  for (const item of items.values()) {
    const key = keyOf(item);
    if (key !== undefined) byKey.set(key, item.id);
  }
  const itemId = (name: string) => {
    const own = items.has(name) ? name : byKey.get(name);
    return own === undefined ? `${connection}/key:${name}` : `${connection}/${own}`;
  };
  return { connection, project: connection, isPlainLog, statusId, itemId };
}

/** Records of a page, with the projects, teams and sprints that it names first. */
function batchOf(connection: string, page: readonly NormalisedItem[], named: Set<string>): Batch {
  const teams: TeamRecord[] = [];
  const projects: ProjectRecord[] = [];
  const sprints: SprintRecord[] = [];
  const isNew = (name: string) => !named.has(name) && named.add(name).size > 0;
  const team = (id: string, name: string, basis: string) => {
    if (isNew(`team ${id}`)) teams.push({ id, name, basis });
  };
  const project = (key: string) => {
    if (!isNew(`project ${key}`)) return;
    const own = projectTeam(connection, key);
    projects.push({ key, name: key, team: own });
    team(own, key, `project of the file`);
  };
  for (const { item, events } of page) {
    project(item.projectKey);
    for (const { kind, from, to } of events) {
      for (const value of [from, to]) {
        if (value === null) continue;
        if (kind === "team") team(value, value.slice(`${connection}/team:`.length), "team of the file");
        else if (kind === "project") project(value);
        else if (kind === "sprint" && isNew(`sprint ${value}`))
          sprints.push({
            id: value,
            name: value.slice(`${connection}/sprint:`.length),
            startAt: null,
            endAt: null,
            completedAt: null,
          });
      }
    }
  }
  return {
    ...EMPTY_BATCH,
    items: page.map(({ item }) => item),
    events: page.flatMap(({ events }) => events),
    teams,
    projects,
    sprints,
  };
}

function leftOut(connection: string, { bad, rows, firstBad }: Collected): Problem | null {
  if (bad === 0) return null;
  return {
    code: "unexpected-shape",
    connection,
    stream: STREAM,
    page: null,
    what: `${bad} of ${rows} rows could not be read and were left out; the first: ${firstBad}.`,
    todo: "Mend the rows or export again; the next scan reads the file anew.",
  };
}

function nothingReadable({ bad, firstBad }: Collected): ProblemError {
  if (bad === 0) return new ProblemError({ code: "empty", what: "The file has a header and no rows.", todo: "Export it again." });
  return new ProblemError({
    code: "unexpected-shape",
    what: `None of the ${bad} rows could be read; the first: ${firstBad}.`,
    todo: "See docs/file-import.md for what each column holds.",
  });
}

function changedMeanwhile(): ProblemError {
  return new ProblemError({
    code: "connection-lost",
    what: "The file was changed while it was read; nothing of it was stored.",
    todo: "Scan again when it is written to its end.",
  });
}

function nothingDone(connection: string, statuses: number): Problem {
  return {
    code: "history-incomplete",
    connection,
    stream: STREAM,
    page: null,
    what: `None of the ${statuses} statuses or activities of the file reads as finished, so nothing counts as done.`,
    todo: "Say which do, e.g. --status-map done=Closed,Resolved;cancelled=Rejected, with the same --id.",
  };
}

function twice(connection: string, duplicates: number): Problem {
  return {
    code: "counts-differ",
    connection,
    stream: STREAM,
    page: null,
    what: `${duplicates} ${duplicates === 1 ? "row says" : "rows say"} what another row says to the word, and counted once.`,
    todo: "Nothing need be done if they were exported twice.",
  };
}
