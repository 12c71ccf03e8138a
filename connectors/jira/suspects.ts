import type { Page } from "../../src/model/page.ts";
import { meetAuthors } from "./authors.ts";
import { historiesOf } from "./changelogs.ts";
import type { ChunkIn, Suspect } from "./chunk-in.ts";
import type { Answer } from "./client.ts";
import { inSight } from "./in-sight.ts";
import { normaliseIssues } from "./normalise.ts";

/** As many as `changelog/bulkfetch` takes at once. */
const AT_ONCE = 1_000;

/**
 * Settles as many suspects as one request takes, all of them when `isLast`. An issue without changes is left out of an answer, rightly, and in the
 * same way one that is not shown any more. So they are looked for, and the histories of the ones that are there asked for once more. Asked chunk
 * by chunk, that would cost two requests for each; waiting for a thousand of them it costs next to nothing.
 */
export async function* settle(chunkIn: ChunkIn, pageNumber: number, isLast: boolean): AsyncGenerator<Page> {
  const { suspects } = chunkIn;
  const least = isLast ? 1 : AT_ONCE;
  while (suspects.length >= least) yield await settled(chunkIn, suspects.splice(0, AT_ONCE), pageNumber);
}

async function settled(chunkIn: ChunkIn, suspects: readonly Suspect[], pageNumber: number): Promise<Page> {
  const { client, site, stream, directory, fetchChangelogs } = chunkIn;
  const bodies: Answer<unknown>["body"][] = [];
  const there = new Set(
    await inSight(
      client,
      suspects.map(({ id }) => id),
      stream,
    ),
  );
  const again = there.size === 0 ? null : await fetchChangelogs([...there], pageNumber);
  bodies.push(...(again?.bodies ?? []));
  if (again !== null) for (const { rows } of again.byIssue.values()) meetAuthors(directory, again.rows, rows);
  const batch = normaliseIssues(
    site,
    suspects.map(({ id, prepared, mustHaveChanged }) => {
      const hasHistory = again?.byIssue.has(id) === true;
      const isKnown = there.has(id) && again?.damaged.has(id) !== true && (hasHistory || !mustHaveChanged);
      return { prepared, histories: again === null ? [] : historiesOf(again, id), historyComplete: isKnown };
    }),
  );
  const rejected = again?.rejected ?? 0;
  return {
    batch: {
      ...batch,
      actors: directory.take(),
      drift: rejected === 0 ? [] : [{ path: "changelog.history", value: "unexpected shape", count: rejected }],
    },
    cursor: null,
    done: false,
    watermark: null,
    fetched: 0,
    vendorTotal: null,
    bodies,
    gone: [],
    problem: null,
  };
}
