import type { Page } from "./model/page.ts";
import type { SyncInput, SyncProgress } from "./sync.ts";

/** Turns pages and waits into progress. Rates are over this run and this stream alone. */
export function createMeter({ now, onProgress }: Pick<SyncInput, "now" | "onProgress">) {
  let stream = "preflight";
  let total: number | null = null;
  let fetched = 0;
  let knowsTotal = false;
  let beganAt = now();
  let requests = () => 0;
  const report = (waiting: SyncProgress["waiting"]) => {
    const seconds = (now() - beganAt) / 1000;
    const ratePerSecond = fetched > 0 && seconds > 0 ? fetched / seconds : null;
    const left = total === null ? null : Math.max(0, total - fetched);
    const etaMs = left === null || ratePerSecond === null ? null : Math.round((left / ratePerSecond) * 1000);
    onProgress?.({ stream, fetched, total, ratePerSecond, etaMs, waiting, requests: requests() });
  };
  return {
    count(read: () => number) {
      requests = read;
    },
    begin(next: string, isWhole: boolean) {
      [stream, total, fetched, beganAt, knowsTotal] = [next, null, 0, now(), isWhole];
      report(null);
    },
    page(page: Page, count: number) {
      fetched = count;
      if (knowsTotal) total = page.vendorTotal ?? total;
      report(null);
    },
    wait(waiting: NonNullable<SyncProgress["waiting"]>) {
      report(waiting);
    },
  };
}
