import type { Drift } from "../src/model/batch.ts";

/** Counts surprises. */
export function createDrift() {
  const counts = new Map<string, Drift>();
  return {
    see(path: string, value: string, count = 1) {
      const name = `${path}\n${value}`;
      if (count > 0) counts.set(name, { path, value, count: (counts.get(name)?.count ?? 0) + count });
    },
    take: (): readonly Drift[] => [...counts.values()],
  };
}
