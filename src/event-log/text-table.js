/** Every distinct text once, numbered in the order of first use. */
export class TextTable {
    #codes = new Map();
    texts = [];
    /** Code of a text, -1 for none. */
    code(text) {
        if (text === null)
            return -1;
        const known = this.#codes.get(text);
        if (known !== undefined)
            return known;
        const code = this.texts.length;
        this.#codes.set(text, code);
        this.texts.push(text);
        return code;
    }
    /** Code of a text that is in the table already, -1 otherwise. */
    find(text) {
        return this.#codes.get(text) ?? -1;
    }
}
/** A project as the tables of the builder name it: two tools may use one key. No text of a tool holds a NUL. */
export function projectName(connection, key) {
    return `${connection}\0${key}`;
}
/** Order of code units: the same on every machine, whatever its locale. */
export function compareTexts(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
