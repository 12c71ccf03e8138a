const IMPATIENT_MS = 150;
/** The fault at the position; that it lasts or not is up to the caller. */
const at = (fault) => {
    return (place) => [{ at: place.at, fault: typeof fault === "function" ? fault(place) : fault }];
};
const status = (code, more = {}) => ({
    kind: "status",
    status: code,
    ...more,
});
const JSON_TYPE = "application/json";
const edit = (change) => at((place) => ({ kind: "edit", edit: (json) => change(json, place) }));
const bytes = (change) => at((place) => ({ kind: "bytes", edit: (body) => change(body, place) }));
/** Members added in front of the others; `member` may hold bytes that are no text. */
const withMember = (body, member) => Buffer.concat([Buffer.from("{"), Buffer.from(member), Buffer.from(","), body.subarray(1)]);
/** More than the matrix allows for an answer. */
const BOMB_BYTES = 12_000_000;
const DEEP = 200_000;
const HOURS_5 = 5 * 3_600_000;
export const FAULT_CLASSES = [
    { name: "400", strikes: at(status(400)) },
    { name: "401 in the middle of a scan", strikes: at(status(401)) },
    { name: "403", strikes: at(status(403)) },
    {
        name: "403 of a secondary limit",
        strikes: at(status(403, { retryAfter: "60", contentType: JSON_TYPE, body: '{"message":"You have exceeded a secondary rate limit."}' })),
    },
    { name: "404", strikes: at(status(404)) },
    { name: "409", strikes: at(status(409)) },
    { name: "410", strikes: at(status(410)) },
    { name: "429 with seconds", strikes: at(status(429, { retryAfter: "30" })) },
    { name: "429 with a date", strikes: at(status(429, { retryAfter: "Tue, 01 Dec 2026 00:01:00 GMT" })) },
    { name: "429 without a header", strikes: at(status(429)) },
    { name: "429 for a year", strikes: at(status(429, { retryAfter: "31536000" })) },
    { name: "500", strikes: at(status(500)) },
    { name: "502 with a web page", strikes: at(status(502, { contentType: "text/html", body: "<html>Bad gateway</html>" })) },
    { name: "503", strikes: at(status(503)) },
    { name: "504", strikes: at(status(504)) },
    { name: "200 with errors and part of the data", strikes: edit((json, { shape }) => shape.partial(json)) },
    {
        name: "RATELIMITED in 400",
        strikes: at(status(400, { contentType: JSON_TYPE, body: '{"errors":[{"message":"x","extensions":{"code":"RATELIMITED"}}]}' })),
    },
    { name: "connection refused", strikes: "refused" },
    { name: "name not found", strikes: "dns" },
    { name: "certificate of a stranger", strikes: "tls", overTls: true },
    { name: "reset before headers", strikes: at({ kind: "reset-before-headers" }) },
    { name: "reset in the body", strikes: at({ kind: "reset-mid-body" }) },
    { name: "closed before headers", strikes: at({ kind: "close-before-headers" }) },
    { name: "Content-Length too long", strikes: at({ kind: "wrong-length", by: 100 }) },
    { name: "Content-Length too short", strikes: at({ kind: "wrong-length", by: -100 }) },
    { name: "chunks without an end", strikes: at({ kind: "cut-chunks" }) },
    { name: "no headers", strikes: at({ kind: "hang" }), deadlineMs: IMPATIENT_MS },
    { name: "slow drip", strikes: at({ kind: "drip", bytes: 1, everyMs: 50 }), deadlineMs: IMPATIENT_MS },
    { name: "kept connection closed in between", strikes: at({ kind: "close-after" }) },
    { name: "gzip that is cut", strikes: at({ kind: "cut-gzip" }) },
    { name: "wrong Content-Encoding", strikes: at({ kind: "wrong-encoding" }) },
    { name: "empty body", strikes: at({ kind: "empty" }) },
    { name: "log-in page", strikes: at({ kind: "html" }) },
    { name: "JSON that is cut", strikes: at({ kind: "truncated-json" }) },
    { name: "byte order mark", strikes: bytes((body) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body])) },
    {
        name: "invalid UTF-8",
        strikes: bytes((body) => withMember(body, Buffer.concat([Buffer.from('"x":"'), Buffer.from([0xff]), Buffer.from('"')]))),
    },
    { name: "lone surrogates", strikes: bytes((body) => withMember(body, '"\\ud800":"\\udfff \\ud83d"')) },
    {
        // The last of two is what every parser of JavaScript takes.
        name: "duplicate keys",
        strikes: bytes((body, { shape }) => withMember(body, shape.emptyMember)),
    },
    {
        name: "huge numbers",
        strikes: bytes((body) => withMember(body, `"huge":1e999,"long":${"9".repeat(5_000)},"small":-1e-999`)),
    },
    {
        name: "keys of prototypes",
        strikes: bytes((body) => Buffer.from(withMember(body, '"__proto__":{"isPolluted":true},"constructor":{"prototype":{"isPolluted":true}}')
            .toString()
            .replaceAll('{"id":', '{"__proto__":{"isPolluted":true},"toString":0,"id":'))),
    },
    { name: "deep nesting", strikes: bytes((body) => withMember(body, `"deep":${"[".repeat(DEEP)}${"]".repeat(DEEP)}`)) },
    { name: "unpacking bomb", strikes: at({ kind: "gzip-bomb", bytes: BOMB_BYTES }) },
    { name: "the same cursor again", strikes: sameCursor },
    { name: "cursor expired", strikes: at(({ shape }) => shape.expired) },
    {
        name: "page shrinks: an entry is skipped",
        strikes: edit((json, { shape }) => shape.skipOne?.(json) ?? shape.withItems(json, shape.items(json).slice(0, -1))),
    },
    { name: "pages overlap: an entry comes twice", strikes: overlap, lasts: "once" },
    { name: "the total changes", strikes: otherTotal },
    { name: "an empty page that points on, also behind the last", strikes: emptyPage, lasts: "once" },
    { name: "isLast missing", strikes: edit((json, { shape }) => shape.withoutLastFlag(json)) },
    { name: "redirect to another host", strikes: at({ kind: "redirect", to: "https://elsewhere.example/", status: 307 }) },
    { name: "redirect in a circle", strikes: at({ kind: "redirect", to: "?again", status: 307 }) },
    {
        name: "redirect from https to http",
        strikes: at({ kind: "redirect", to: "http://localhost/", status: 307 }),
        overTls: true,
    },
    { name: "Date off by hours", strikes: at({ kind: "date", offMs: HOURS_5 }) },
];
/** Page by page the cursor that led to it comes again. */
function sameCursor({ at: matcher, shape }) {
    let last = null;
    let seen = 0;
    const fault = {
        kind: "edit",
        edit: (json) => {
            seen++;
            const next = shape.next(json);
            const edited = seen < matcher.nth ? json : shape.withNext(json, last ?? next ?? "the-same-again");
            last = seen < matcher.nth ? next : (last ?? next ?? "the-same-again");
            return edited;
        },
    };
    return [{ at: { ...matcher, nth: 1, times: 9_999 }, fault }];
}
/** An entry of the page before (of the same page, where there is none) comes again in front. */
function overlap({ at: matcher, shape }) {
    let earlier = null;
    let seen = 0;
    const fault = {
        kind: "edit",
        edit: (json) => {
            const items = shape.items(json);
            const again = earlier ?? items.at(-1);
            earlier = items.at(-1);
            seen++;
            return seen === matcher.nth ? shape.withItems(json, [again, ...items]) : json;
        },
    };
    return [{ at: { ...matcher, nth: 1, times: matcher.nth }, fault }];
}
/** Counts are asked once a scan, so what stands for the position is how the count is wrong. */
function otherTotal(_, { counts }, position) {
    const change = {
        "first page": (count) => count + 7,
        "middle page": (count) => count - 7,
        "last page": () => 0,
        "nested history": () => 1_000_000_000,
    }[position];
    return [{ at: counts.at, fault: { kind: "edit", edit: (json) => counts.lie(json, change) } }];
}
/** The cursor leads to a page with nothing on it, and that one to where the first should have led. */
function emptyPage({ at: matcher, shape }) {
    let next = null;
    let page = null;
    return [
        {
            at: matcher,
            fault: {
                kind: "edit",
                edit: (json) => {
                    next = shape.next(json);
                    page = json;
                    return shape.withNext(json, "a-page-with-nothing-on-it");
                },
            },
        },
        {
            at: { ...matcher, nth: matcher.nth + 1 },
            fault: {
                kind: "status",
                status: 200,
                contentType: JSON_TYPE,
                get body() {
                    return JSON.stringify(shape.withNext(shape.withItems(page, []), next));
                },
            },
        },
    ];
}
