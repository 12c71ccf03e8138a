export const WORKSPACE = "acme";
export const SECRET_VARIABLE = "KILLS_TOKEN";
/** What a process says when its work begins. */
export const READY = "ready\n";
/** One salt for all, so that what is stored can be compared. */
export const saltBytes = (size) => new Uint8Array(size).fill(7);
