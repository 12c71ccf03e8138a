import type { Connection, Preflight } from "../connectors/connector.ts";
import type { Page } from "./model/page.ts";
import type { Problem } from "./model/problem.ts";
import { reconcile } from "./reconcile.ts";
import { ITEM_STREAM } from "./store/stream-status.ts";
import type { SyncInput } from "./sync.ts";
import { asProblem, StreamFailure } from "./sync-pages.ts";

interface GoneIn {
  readonly open: Connection;
  readonly preflight: Preflight | null;
  readonly gone: Page["gone"];
  readonly stream: string;
  readonly page: number;
  onWarning(problem: Problem): void;
}

/** What a page says is gone, compared with what is stored and what can be seen at this moment. */
export async function reconciledGone({ connection, store }: SyncInput, input: GoneIn): Promise<Page["gone"]> {
  const { gone } = input;
  if (gone.every(({ basis }) => basis !== "deleted")) return gone;
  const visible = await visibleProjects(connection.id, input);
  const found = reconcile(gone, await store.storedItems(connection.id), visible);
  for (const { items } of found.hidden) {
    input.onWarning({
      code: "counts-differ",
      connection: connection.id,
      stream: ITEM_STREAM,
      page: null,
      what: `All ${items} items of a project are no longer shown. They count as not permitted, not as deleted, and their history is kept.`,
      todo: "Check whether the token lost a right there; given back, the next scan shows them again.",
    });
  }
  return found.gone;
}

async function visibleProjects(connection: string, { open, preflight, stream, page }: GoneIn): Promise<readonly string[]> {
  try {
    return (await open.visibleProjects?.()) ?? preflight?.projects.map(({ key }) => key) ?? [];
  } catch (error) {
    throw new StreamFailure(asProblem(error).at({ connection, stream, page }).problem);
  }
}
