import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
/** Path of real data or of a vendor's schema beside the checkout; null where it is not there, and what needs it must skip. */
export function sharedPath(relative) {
    const path = fileURLToPath(new URL(`../../../shared/${relative}`, import.meta.url));
    return existsSync(path) ? path : null;
}
/** Why a test was skipped. */
export const SHARED_MISSING = "skipped: ../shared is not beside this checkout";
