import { EMPTY_BATCH } from "../src/model/batch.ts";
import type { Page } from "../src/model/page.ts";

/** The page that ends a stream, with what it brings beside its end. */
export function lastPage(page: Partial<Page> & Pick<Page, "watermark">): Page {
  return {
    batch: EMPTY_BATCH,
    cursor: null,
    done: true,
    fetched: 0,
    vendorTotal: null,
    bodies: [],
    gone: [],
    problem: null,
    ...page,
  };
}
