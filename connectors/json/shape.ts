import type { ShortStrings } from "./short-strings.ts";
import type { Source } from "./source.ts";

/**
 * What is wanted of a JSON text. Everything else is checked as strictly and never becomes an object.
 * A value of another kind than its shape says (a text where an object was expected) is kept whole, so that whoever checks it sees it.
 */
export type JsonShape = WholeShape | OwnShape | ObjectShape | ListShape;

/** The value as `JSON.parse` gives it. */
export interface WholeShape {
  readonly kind: "whole";
}

/** An object that somebody else knows to read faster. */
export interface OwnShape {
  readonly kind: "own";
  /**
   * Reads the object whose brace is next and leaves `source` behind it. Undefined = it cannot tell, then the object is read whole. Must accept
   * nothing that is no JSON. May throw `SyntaxError`.
   */
  readonly read: (source: Source, strings: ShortStrings) => object | undefined;
}

export interface ObjectShape {
  readonly kind: "object";
  /** The keys that are kept, in any order; the vendor's own order is the fastest. */
  readonly keys: Readonly<Record<string, JsonShape>>;
  /**
   * The same few objects come again and again (accounts, statuses): one that is byte for byte like an earlier one is not read a second time,
   * and is the same JavaScript object. They are told apart by the text of their first member.
   */
  readonly repeats: boolean;
  /**
   * Makes the object out of the values of `keys`, in their order, `undefined` for those that are absent. An object of a literal takes a fraction of
   * the time and room of one that is filled key by key. It must not keep the list. Null = key by key, and only the keys that are there.
   */
  readonly make: ((values: readonly unknown[]) => object) | null;
}

export interface ListShape {
  readonly kind: "list";
  readonly of: JsonShape;
}

export const whole: WholeShape = { kind: "whole" };

export function own(read: OwnShape["read"]): OwnShape {
  return { kind: "own", read };
}

export function object(keys: Readonly<Record<string, JsonShape>>): ObjectShape {
  return { kind: "object", keys, repeats: false, make: null };
}

export function repeated(keys: Readonly<Record<string, JsonShape>>): ObjectShape {
  return { kind: "object", keys, repeats: true, make: null };
}

/** For objects that come by the hundred thousand, see `ObjectShape.make`. */
export function record(keys: Readonly<Record<string, JsonShape>>, make: (values: readonly unknown[]) => object): ObjectShape {
  return { kind: "object", keys, repeats: false, make };
}

export function list(of: JsonShape): ListShape {
  return { kind: "list", of };
}
