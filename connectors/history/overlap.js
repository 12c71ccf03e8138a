import { WEEK_MS } from "../../src/model/window.ts";
/**
 * Where an incremental read begins that follows one begun at `watermark`. It overlaps that one by `overlapMs`, for what was being written then. The
 * first read of a week overlaps all reads of the week before and one more: a change that a tracker did not show when it was young, because a right
 * was taken away and given back, is not young when it is shown.
 */
export function readSince(watermark, startedAt, overlapMs) {
    const usual = watermark - overlapMs;
    if (!isNewSpan(watermark, startedAt, WEEK_MS))
        return usual;
    return Math.min(usual, (Math.floor(watermark / WEEK_MS) - 1) * WEEK_MS);
}
/** Whether two instants lie in different spans of that length, counted from 1970. */
export function isNewSpan(before, after, spanMs) {
    return Math.floor(before / spanMs) !== Math.floor(after / spanMs);
}
