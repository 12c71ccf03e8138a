import { ACTOR_KINDS } from "../model/actor.ts";
import { EVENT_KINDS, EVENT_ORIGINS, LINK_TYPES } from "../model/event.ts";
import { JOIN_BASES } from "../model/join.ts";
import { REVIEW_STATES } from "../model/pull-request.ts";
import { WORK_TYPES } from "../model/work-item.ts";
const codesOf = (names) => Object.fromEntries(names.map((name, code) => [name, code]));
/** Codes as they stand in the columns. */
export const KIND = codesOf(EVENT_KINDS);
export const ORIGIN = codesOf(EVENT_ORIGINS);
export const ACTOR_KIND = codesOf(ACTOR_KINDS);
export const WORK_TYPE = codesOf(WORK_TYPES);
/** Codes of `events.detail` of link events. */
export const LINK = codesOf(LINK_TYPES);
/** Codes of `pullRequests.workBasis`, the surest first. */
export const JOIN_BASIS = codesOf(JOIN_BASES);
/** Codes of `pullRequests.reviewState`. */
export const REVIEW_STATE = codesOf(REVIEW_STATES);
/** Bits of `events.detail` of comment events. */
export const COMMENT_STATUS_REQUEST = 1;
export const COMMENT_CROSS_REFERENCE = 2;
export const COMMENT_SYSTEM = 4;
