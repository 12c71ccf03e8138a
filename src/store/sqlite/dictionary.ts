import type { DatabaseSync } from "node:sqlite";

/** Entries kept in memory; beyond that the cache starts anew. Codes never change, so forgetting them costs only look-ups. */
const CACHE_SIZE = 500_000;

/** Texts as integers. Writes only inside a transaction that its caller holds. */
export interface Dictionary {
  /** Code of a text, given out when it is new. */
  code(text: string): number;
  codeOrNull(text: string | null): number | null;
  /** To be called when a transaction was rolled back: codes given out in it do not exist. */
  forget(): void;
}

export function openDictionary(database: DatabaseSync): Dictionary {
  const find = database.prepare("SELECT code FROM term WHERE text = ?");
  find.setReturnArrays(true);
  const add = database.prepare("INSERT INTO term (text) VALUES (?)");
  const cache = new Map<string, number>();
  const code = (text: string): number => {
    const cached = cache.get(text);
    if (cached !== undefined) return cached;
    const row = find.get(text) as unknown as [number] | undefined;
    const stored = row === undefined ? Number(add.run(text).lastInsertRowid) : row[0];
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(text, stored);
    return stored;
  };
  return { code, codeOrNull: (text) => (text === null ? null : code(text)), forget: () => cache.clear() };
}
