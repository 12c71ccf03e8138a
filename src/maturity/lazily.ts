/** The same answer at every call, made at the first: what a question about the index alone never asks for is never drawn. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
