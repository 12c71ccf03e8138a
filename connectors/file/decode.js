import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { ProblemError } from "../../src/model/problem.ts";
/** What unpacks from one file; a log of a million events is half of it. */
const MOST_BYTES = 2_000_000_000;
/** Event logs pack 20 to 40 times; what packs more than this is made to fill a disk. Looked at once so many bytes are out. */
const MOST_RATIO = 200;
const RATIO_COUNTS_FROM = 64_000_000;
/** The text of a file that may be packed with gzip. Throws `ProblemError`: not UTF-8, UTF-16, a workbook, a bomb, a damaged archive. */
export function decodeFile(files, path) {
    const hash = createHash("sha256");
    let packed = 0;
    let digest = null;
    async function* raw() {
        for await (const piece of files.read(path)) {
            hash.update(piece);
            packed += piece.length;
            yield piece;
        }
    }
    async function* text() {
        const decoder = new TextDecoder("utf-8", { fatal: true });
        let unpacked = 0;
        let isFirst = true;
        const decode = (piece) => {
            try {
                return decoder.decode(piece, { stream: piece !== undefined });
            }
            catch (error) {
                throw refusal("The file is not UTF-8 text.", "Save or export it as UTF-8 (CSV UTF-8 in a spreadsheet).", error);
            }
        };
        for await (const piece of unpackedPieces(raw())) {
            if (isFirst)
                refuseOthers(piece);
            isFirst = false;
            unpacked += piece.length;
            if (unpacked > MOST_BYTES || (unpacked > RATIO_COUNTS_FROM && unpacked > packed * MOST_RATIO))
                throw tooLarge();
            yield decode(piece);
        }
        yield decode();
    }
    return { sha256: () => (digest ??= hash.digest("hex")), bytes: () => packed, text: text() };
}
const GZIP = [0x1f, 0x8b];
async function* unpackedPieces(pieces) {
    const first = await nextNotEmpty(pieces);
    if (first === null)
        return;
    const all = (async function* () {
        yield first;
        yield* pieces;
    })();
    if (first[0] !== GZIP[0] || first[1] !== GZIP[1])
        return yield* all;
    const gunzip = createGunzip();
    const source = Readable.from(all);
    source.on("error", (error) => gunzip.destroy(error));
    try {
        for await (const piece of source.pipe(gunzip))
            yield piece;
    }
    catch (error) {
        if (error instanceof ProblemError || !(error instanceof Error && "code" in error && String(error.code).startsWith("Z_")))
            throw error;
        throw refusal("The gzip file is damaged or cut off.", "Copy or export it again.", error);
    }
    finally {
        source.destroy();
    }
}
/** At least two bytes, which tell gzip. */
async function nextNotEmpty(pieces) {
    let found = new Uint8Array();
    for (;;) {
        const { value, done } = await pieces.next();
        if (done === true)
            return found.length === 0 ? null : found;
        found = found.length === 0 ? value : Buffer.concat([found, value]);
        if (found.length >= 2)
            return found;
    }
}
function refuseOthers(piece) {
    const [a, b, c, d] = piece;
    const isUtf16 = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
    if (isUtf16 || (a === 0 && c === 0) || (b === 0 && d === 0 && piece.length >= 4))
        throw refusal("The file is UTF-16 text.", "Save or export it as UTF-8 (CSV UTF-8 in a spreadsheet).");
    if (a === 0x50 && b === 0x4b)
        throw refusal("The file is a ZIP archive or a workbook.", "Unpack it, or save the sheet as CSV UTF-8.");
}
/** By the first thing in it; names of files are not looked at. Null = nothing but white space yet. */
export function formatOf(start) {
    const text = start.trimStart();
    if (text === "")
        return null;
    if (text.startsWith("["))
        throw refusal("The file is one JSON list.", "Export it as JSON lines, one object a line, e.g. with jq -c '.[]'.");
    return text.startsWith("<") ? "xes" : text.startsWith("{") ? "json-lines" : "csv";
}
function refusal(what, todo, cause) {
    return new ProblemError({ code: "unexpected-shape", what, todo }, cause === undefined ? {} : { cause });
}
function tooLarge() {
    return new ProblemError({
        code: "too-large",
        what: `The file unpacks to more than ${MOST_BYTES / 1e9} GB, or far more than a file of its size holds, so reading stopped.`,
        todo: "Check where it comes from; a log this large can be split by time.",
    });
}
