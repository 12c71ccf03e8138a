/** A key that an item of any tool may have, e.g. `ACME-12`; not a piece of a longer word or number, `_` may stand beside it. */
const KEY = /(?<![A-Za-z0-9])[A-Z][A-Z0-9]{1,9}-\d{1,9}(?![A-Za-z0-9])/g;
/** Letters of a text that are looked at, and keys that are taken from it: a list of all there is names nothing. */
const LOOKED_AT = 20_000;
const MOST_KEYS = 20;

/** Keys that stand in a text, each once, in their order. */
export function keysIn(text: string): readonly string[] {
  // Most texts have none, and a search for one letter is quick.
  if (!text.includes("-")) return [];
  return [...new Set(text.slice(0, LOOKED_AT).match(KEY) ?? [])].slice(0, MOST_KEYS);
}

/** The same but for `own`, with a space between them as events keep them; null = there are none. Whether an item has such a key is asked later. */
export function otherKeysIn(text: string, own: string): string | null {
  const keys = keysIn(text).filter((key) => key !== own);
  return keys.length === 0 ? null : keys.join(" ");
}
