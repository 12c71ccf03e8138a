/** Every distinct text once, numbered in the order of first use. */
export class TextTable {
  readonly #codes = new Map<string, number>();
  readonly texts: string[] = [];

  /** Code of a text, -1 for none. */
  code(text: string | null): number {
    if (text === null) return -1;
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.texts.length;
    this.#codes.set(text, code);
    this.texts.push(text);
    return code;
  }

  /** Code of a text that is in the table already, -1 otherwise. */
  find(text: string): number {
    return this.#codes.get(text) ?? -1;
  }
}

/** A project as the tables of the builder name it: two tools may use one key. No text of a tool holds a NUL. */
export function projectName(connection: string, key: string): string {
  return `${connection}\0${key}`;
}

/** Order of code units: the same on every machine, whatever its locale. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
