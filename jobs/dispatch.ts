import type { OperationsStore } from "../src/store/operations.ts";
import type { JobQueue } from "./queue.ts";

/** So many at once, so that one transaction stays short. */
const A_BATCH = 500;

/**
 * Hands what stands in the outbox to the queue. A row is taken out only when the queue has its job; whoever is killed in between leaves it, and it is handed over
 * again under the same id. Gives the number of jobs.
 */
export async function dispatch(store: OperationsStore, queue: JobQueue): Promise<number> {
  let sent = 0;
  for (;;) {
    const rows = await store.outbox(A_BATCH);
    if (rows.length === 0) return sent;
    await queue.enqueue(rows.map(({ jobId, notBefore }) => ({ id: jobId, notBefore })));
    await store.dispatched(rows.map(({ jobId }) => jobId));
    sent += rows.length;
    if (rows.length < A_BATCH) return sent;
  }
}
