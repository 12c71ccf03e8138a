/** What went wrong with one exchange, before it is known who asked. `detail` is a code of ours or of the system, never text from outside. */
export class WireFault extends Error {
    name = "WireFault";
    code;
    detail;
    /** The same request may well succeed a moment later. */
    passing;
    /** A connection kept from an earlier request was closed by the server meanwhile, so that it never saw this one. */
    unseen;
    constructor(code, detail, passing = code === "connection-lost" || code === "timeout", unseen = false) {
        super(code);
        this.code = code;
        this.detail = detail;
        this.passing = passing;
        this.unseen = unseen;
    }
}
