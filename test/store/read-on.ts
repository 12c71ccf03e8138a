import type { Page } from "../../src/model/page.ts";
import type { Lease, WorkspaceStore } from "../../src/store/store.ts";
import { CONNECTION, STREAM } from "./tracker.ts";

/** Reads the made-up tracker once, from where the store says that it stands. */
export async function readOn(store: WorkspaceStore, lease: Lease, pages: readonly Page[]): Promise<void> {
  const { cursor } = await store.streamState(CONNECTION, STREAM);
  const next = cursor === null ? 0 : (cursor as { readonly page: number }).page;
  await store.beginRead(lease, STREAM, 1);
  for (const page of pages.slice(next)) await store.commitPage(lease, STREAM, page, 1, 10);
}
