import { createHash } from "node:crypto";
import type { Querier } from "./database.ts";

/** Entries kept in memory; beyond that the cache starts anew. Codes never change, so forgetting them costs only look-ups. */
const CACHE_SIZE = 500_000;
/** Bytes of SHA-256 that tell texts apart. */
const HASH_BYTES = 16;

export function termHash(text: string): Buffer {
  return createHash("sha256").update(text).digest().subarray(0, HASH_BYTES);
}

/** Texts as integers, of one workspace. */
export interface Dictionary {
  /**
   * Looks up the texts of a page, in a transaction that holds the lock on the workspace. New ones get a code, beginning with `next`, in the order of
   * the texts; its caller stores them.
   */
  prepare(querier: Querier, texts: ReadonlySet<string>, next: number): Promise<PreparedTerms>;
}

export interface PreparedTerms {
  /** Throws for a text that was not among those that were prepared. */
  code(text: string): number;
  codeOrNull(text: string | null): number | null;
  /** Texts that have their first code now. */
  readonly added: readonly string[];
  /** The first code that is free behind them. */
  readonly next: number;
  /** To be called when the transaction is committed. */
  keep(): void;
}

export function openDictionary(): Dictionary {
  const cache = new Map<string, number>();
  return {
    async prepare(querier, texts, next) {
      const unknown = [...texts].filter((text) => !cache.has(text));
      const found = new Map<string, number>();
      if (unknown.length > 0) {
        const rows = await querier.rows<[number, string]>("SELECT code, text FROM term WHERE hash = ANY($1)", [
          unknown.map(termHash),
        ]);
        for (const [code, text] of rows) found.set(text, code);
      }
      const added = unknown.filter((text) => !found.has(text));
      for (const [index, text] of added.entries()) found.set(text, next + index);
      const code = (text: string): number => {
        const known = found.get(text) ?? cache.get(text);
        if (known === undefined) throw new Error("a text was not prepared");
        return known;
      };
      return {
        code,
        codeOrNull: (text) => (text === null ? null : code(text)),
        added,
        next: next + added.length,
        keep() {
          if (cache.size + found.size > CACHE_SIZE) cache.clear();
          for (const [text, known] of found) cache.set(text, known);
        },
      };
    },
  };
}
