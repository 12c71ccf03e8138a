/** Entries kept in memory; beyond that the cache starts anew. Codes never change, so forgetting them costs only look-ups. */
const CACHE_SIZE = 500_000;
export function openDictionary(database) {
    const find = database.prepare("SELECT code FROM term WHERE text = ?");
    find.setReturnArrays(true);
    const add = database.prepare("INSERT INTO term (text) VALUES (?)");
    const cache = new Map();
    const code = (text) => {
        const cached = cache.get(text);
        if (cached !== undefined)
            return cached;
        const row = find.get(text);
        const stored = row === undefined ? Number(add.run(text).lastInsertRowid) : row[0];
        if (cache.size >= CACHE_SIZE)
            cache.clear();
        cache.set(text, stored);
        return stored;
    };
    return { code, codeOrNull: (text) => (text === null ? null : code(text)), forget: () => cache.clear() };
}
