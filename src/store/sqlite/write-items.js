const COLUMNS = [
    "updated_at",
    "key",
    "url",
    "title",
    "project",
    "type_raw",
    "type",
    "created_at",
    "creator",
    "reporter",
    "status",
    "resolution",
    "resolved_at",
    "description_length",
    "headings_hash",
    "empty_section_ratio",
    "points_elsewhere",
    "structured_intake",
    "minhash",
    "history_complete",
];
/** 64 numbers as hex take half the room as bytes. Anything that would not come back the same stays text. */
function packHex(hex) {
    return hex !== null && hex.length % 2 === 0 && /^[0-9a-f]+$/.test(hex) ? Buffer.from(hex, "hex") : hex;
}
const asFlag = (value) => (value === null ? null : value ? 1 : 0);
export function openItemWriter(database, terms) {
    const find = database.prepare("SELECT code, updated_at, gone_at FROM item WHERE id = ?");
    find.setReturnArrays(true);
    const addName = database.prepare("INSERT INTO item (id, connection) VALUES (?, ?)");
    const set = database.prepare(`UPDATE item SET ${COLUMNS.map((name) => `${name} = ?`).join(", ")}, generation = coalesce(?, generation) WHERE code = ?`);
    const add = database.prepare(`INSERT INTO item (id, connection, ${COLUMNS.join(", ")}, generation) VALUES (?, ?, ${COLUMNS.map(() => "?").join(", ")}, coalesce(?, 0))`);
    const stamp = database.prepare("UPDATE item SET generation = ? WHERE code = ?");
    const revive = database.prepare("UPDATE item SET gone_at = NULL, gone_basis = NULL WHERE code = ?");
    const bury = database.prepare("UPDATE item SET gone_at = ?, gone_basis = ? WHERE id = ? AND gone_at IS NULL");
    const touched = new Map();
    const lookUp = (id) => find.get(id);
    const values = (record) => [
        record.updatedAt,
        record.key,
        record.url,
        record.title,
        terms.code(record.projectKey),
        terms.code(record.typeRaw),
        terms.code(record.type),
        record.createdAt,
        terms.codeOrNull(record.creator),
        terms.codeOrNull(record.reporter),
        terms.code(record.status),
        terms.codeOrNull(record.resolution),
        record.resolvedAt,
        record.description.length,
        terms.codeOrNull(record.description.headingsHash),
        record.description.emptySectionRatio,
        asFlag(record.description.pointsElsewhere),
        asFlag(record.structuredIntake),
        packHex(record.minhash),
        asFlag(record.historyComplete),
    ];
    return {
        startPage: () => touched.clear(),
        touch(connection, id) {
            const known = touched.get(id);
            if (known !== undefined)
                return known;
            const row = lookUp(id);
            const item = row === undefined
                ? { code: Number(addName.run(id, terms.code(connection)).lastInsertRowid), isNew: true, record: "none" }
                : { code: row[0], isNew: false, record: "none" };
            touched.set(id, item);
            return item;
        },
        write(connection, record, generation, replaces) {
            const row = lookUp(record.id);
            if (row === undefined) {
                const code = Number(add.run(record.id, terms.code(connection), ...values(record), generation).lastInsertRowid);
                touched.set(record.id, { code, isNew: true, record: "current" });
                return;
            }
            const [code, updatedAt, goneAt] = row;
            if (goneAt !== null)
                revive.run(code);
            const isCurrent = replaces || updatedAt === null || record.updatedAt >= updatedAt;
            if (isCurrent)
                set.run(...values(record), generation, code);
            else if (generation !== null)
                stamp.run(generation, code);
            const before = touched.get(record.id);
            // Twice in one page: the page has the newest record when either of them was.
            if (before === undefined)
                touched.set(record.id, { code, isNew: false, record: isCurrent ? "current" : "older" });
            else if (isCurrent)
                before.record = "current";
        },
        markGone({ item, basis }, at) {
            bury.run(at, terms.code(basis), item);
        },
    };
}
