import { statSync } from "node:fs";
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from "../../model/window.ts";
import type { Result } from "../../model/result.ts";
import { KEYS_NOT_READ } from "../../event-log/named-keys.ts";
import { ITEM_STREAM } from "../../store/stream-status.ts";
import type { StoredConnection, WorkspaceStore } from "../../store/store.ts";
import { storeHealth } from "../../store/sqlite/health.ts";
import { plural, quantity, toolName } from "../../report/wording.ts";
import { problemText } from "../problem-text.ts";
import type { Finding } from "./finding.ts";

/** The file of a workspace: whole, how large, which version, and who can read it. */
export function fileFindings(path: string): readonly Finding[] {
  const { bytes, schema, newestSchema, whole } = storeHealth(path);
  const what = `${quantity(bytes / 1e6)} MB, schema ${schema} of ${newestSchema}`;
  const findings: Finding[] = [
    whole
      ? { state: "ok", text: `The store is whole: ${what}` }
      : {
          state: "bad",
          text: `SQLite finds damage in the store (${what}).`,
          fix: `Move ${path} away and scan again: everything in it can be read from the tracker.`,
        },
  ];
  if (process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0)
    findings.push({ state: "note", text: "Others on this machine can read the store.", fix: `Close it with: chmod 600 ${path}` });
  return findings;
}

/** What the last result found out about the history it was made from, and only a new read can mend. */
export function resultFindings(result: Pick<Result, "workspace" | "signals"> | null): readonly Finding[] {
  const said = result?.signals.some(({ reason, warnings }) =>
    [reason ?? "", ...warnings].some((one) => one.includes(KEYS_NOT_READ)),
  );
  return said === true
    ? [
        {
          state: "note",
          text: "No text that is stored names another item; most likely it was read before such keys were kept. S22 sees less for it.",
          fix: `Read everything again: wmmm scan ${result!.workspace} --full`,
        },
      ]
    : [];
}

/** Older than this, a result is about the past. */
const OLD_MS = 30 * DAY_MS;

/** What is stored of a connection: when it was last read whole, how much of what the vendor counts, what is missing, what was not understood. */
export async function storedFindings(
  store: WorkspaceStore,
  { id, kind }: StoredConnection,
  now: Instant,
): Promise<readonly Finding[]> {
  const { workspace } = store;
  const scan = `Run "wmmm scan ${workspace}".`;
  const streams = (await store.streamReports()).filter(({ connection }) => connection === id);
  const lastAt = await store.lastSyncedAt(id);
  const items = streams.find(({ stream }) => stream === ITEM_STREAM);
  const coverage =
    items === undefined
      ? ""
      : items.vendorTotal === null
        ? `, ${quantity(items.stored)} issues stored`
        : `, ${quantity(items.stored)} of ${quantity(items.vendorTotal)} issues that ${toolName(kind)} counts`;
  const findings: Finding[] = [
    lastAt === null
      ? { state: "note", text: `It was never read whole${coverage}.`, fix: scan }
      : now - lastAt > OLD_MS
        ? { state: "note", text: `Last read whole ${ago(now - lastAt)}${coverage}.`, fix: scan }
        : { state: "ok", text: `Last read whole ${ago(now - lastAt)}${coverage}` },
  ];
  for (const { stream, status, problem } of streams) {
    if (problem !== null)
      findings.push({
        state: problem.code === "interrupted" ? "note" : "late",
        text: problemText({ ...problem, connection: id }),
      });
    else if (status !== "complete")
      findings.push({ state: "note", text: `${stream} ${status === "never" ? "was never read" : `is ${status}`}.`, fix: scan });
  }
  const drift = (await store.drift()).filter(({ connection }) => connection === id);
  const times = drift.reduce((sum, { count }) => sum + count, 0);
  if (drift.length > 0) {
    const shown = drift.slice(0, 3).map(({ path, value }) => `${path} = ${JSON.stringify(value)}`);
    findings.push({
      state: "note",
      text: `${plural(drift.length, "value", "values")} that this version does not know came ${plural(times, "time", "times")} and ${drift.length === 1 ? "is" : "are"} kept: ${shown.join(", ")}${drift.length > 3 ? ", ..." : ""}.`,
      fix: "Update wmmm; if it is the newest version, please report them.",
    });
  }
  return findings;
}

function ago(ms: number): string {
  if (ms < 2 * MINUTE_MS) return "just now";
  if (ms < 2 * HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} minutes ago`;
  if (ms < 2 * DAY_MS) return `${Math.floor(ms / HOUR_MS)} hours ago`;
  return `${Math.floor(ms / DAY_MS)} days ago`;
}
