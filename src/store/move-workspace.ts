import { isDeepStrictEqual } from "node:util";
import { ProblemError } from "../model/problem.ts";
import type { StoreHome } from "./store-home.ts";
import { digestOf, TRANSFER_TABLES, type TableDigest } from "./transfer.ts";

export interface Moved {
  /** True: an earlier move had done it already. */
  readonly wasThere: boolean;
  readonly tables: readonly TableDigest[];
}

/**
 * Carries a workspace over from one home to another, everything in it, and compares what arrived with what was read: number of rows and a hash of
 * every table. Nobody else may use it meanwhile. What was carried over stays where it was, too. Whatever ends it midway leaves nothing in the new place, and the
 * next call begins again. Throws `ProblemError` (`usage`) where a different workspace of that name is there.
 */
export function moveWorkspace(workspace: string, from: StoreHome, to: StoreHome): Promise<Moved> {
  return from.locked(workspace, "alone", () =>
    to.locked(workspace, "alone", async () => {
      const before = await from.read(workspace, digestOf);
      if ((await to.names()).includes(workspace)) {
        const there = await to.read(workspace, digestOf);
        if (isDeepStrictEqual(there, before)) return { wasThere: true, tables: there };
        throw new ProblemError({
          code: "usage",
          what: `There is another workspace "${workspace}" in ${to.place} already.`,
          todo: "Nothing was changed. Rename or remove one of the two.",
        });
      }
      await from.read(workspace, (source) =>
        to.receive(workspace, async (sink) => {
          for (const table of TRANSFER_TABLES) for await (const rows of source.rows(table)) await sink.add(table, rows);
        }),
      );
      const after = await to.read(workspace, digestOf);
      if (isDeepStrictEqual(after, before)) return { wasThere: false, tables: after };
      await to.remove(workspace);
      const differing = after.find((table, index) => !isDeepStrictEqual(table, before[index]))!;
      throw new ProblemError({
        code: "internal",
        what: `Table ${differing.name} of workspace "${workspace}" did not arrive as it was, so nothing was kept in ${to.place}.`,
        todo: "What was there before is untouched. Please report this.",
      });
    }),
  );
}
