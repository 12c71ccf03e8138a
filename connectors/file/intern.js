/** Different texts that are remembered; beyond them each is its own copy. */
const MOST = 100_000;
/**
 * One copy of each text, cut loose from the piece of the file that it stands in: a part of a text keeps all of it in memory, and the same few
 * statuses and names stand in millions of rows.
 */
export function createIntern() {
    const known = new Map();
    return (text) => {
        let own = known.get(text);
        if (own === undefined) {
            own = Buffer.from(text).toString();
            if (known.size < MOST)
                known.set(own, own);
        }
        return own;
    };
}
