import { hash as digest } from "node:crypto";
import type { CommentFact } from "../../src/model/event.ts";
import type { DescriptionFacts } from "../../src/model/work-item.ts";
import { otherKeysIn } from "./keys.ts";
import type { PlainText } from "./plain-text.ts";

/** Patterns look at the beginning only: what somebody asks or points to comes early, and the time they take stays bounded. */
const LOOKED_AT = 2_000;
/** A request for a status is short; a long comment with the word "update" reports one. */
const SHORT_COMMENT = 280;

const ELSEWHERE =
  /\b(?:see|as discussed|discussed|details?|described|documented|more|info|siehe|wie besprochen|besprochen|voir|comme discuté|ver|como hablamos|según lo hablado) {1,3}(?:it |this |them )?(?:in |on |im |in der |via |per |dans |sur |en |at )?(?:the |our |a |le |la |el )?(?:slack|teams|e-?mail|mail|chat|zoom|whatsapp|telegram|discord|call|meeting|thread|wiki|confluence|google doc|notion|miro|besprechung|réunion|reunión)\b|\b(?:as|like) (?:we )?(?:discussed|talked about|agreed|spoken|mentioned)\b|\bper our (?:call|chat|meeting|discussion)\b|\bwie (?:gestern |heute |eben )?(?:besprochen|abgesprochen)\b|\bcomme (?:discuté|convenu)\b|\bcomo (?:hablamos|acordado|combinado)\b/i;

/** One a language or two: short patterns are possible to prove linear. None of them asks for a question mark. */
const STATUS_REQUESTS: readonly RegExp[] = [
  /\b(?:any|an|some) (?:updates?|news|progress|movement|eta)\b|\bwhat(?:['’]s| is) the (?:status|state|eta|progress)\b/i,
  /\bhow(?:['’]s| is) (?:this|it) (?:going|progressing|coming)\b/i,
  /^(?:@someone,? {0,2})?(?:gentle |friendly |kind )?(?:ping|bump|reminder|nudge)\b|\b(?:gentle|friendly|kind) (?:ping|bump|reminder)\b|\bany chance (?:to|of|for|you)\b/i,
  /\bgibt es (?:hier |da |schon |dazu )?(?:etwas neues|neuigkeiten|ein update|einen stand)\b|\bwie ist (?:hier |da )?der (?:aktuelle )?stand\b/i,
  /\boù en (?:est|sommes)\b/i,
  /\b(?:alguna|hay) (?:novedad|novedades|actualización)\b|\balguma (?:novidade|atualização)(?![a-z])|\b(?:ci sono|qualche) (?:novità|aggiornament[oi])/i,
  /\bis er (?:al )?(?:nieuws|een update)\b|\bjakieś (?:wieści|nowości)|есть (?:новости|обновления)|(?:какой|каков) статус|進捗|状況はいかが|有(?:什么)?进展/i,
];

/** Those that are requests only where there is a question mark: behind them, or for a date anywhere. */
const STATUS_QUESTIONS: readonly RegExp[] = [
  /\bupdates?(?: on this| here)? {0,2}\?|\b(?:status|eta) {0,2}\?|\bstill (?:waiting|relevant|blocked|open) {0,2}\?/i,
  /\b(?:des|une) (?:nouvelles|mise à jour|avancées?) {0,2}\?/i,
  /\b(?:when (?:will|can|could|is|are) (?:this|it|we|you|that)|wann (?:ist|wird|können|kann))\b/i,
];

/** One pattern of several takes the time of the longest instead of all of theirs. */
function anyOf(patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join("|"), "i");
}

const IS_STATUS_REQUEST = anyOf(STATUS_REQUESTS);
const IS_STATUS_QUESTION = anyOf(STATUS_QUESTIONS);

const CROSS_REFERENCE = /\b[A-Z][A-Z0-9]{1,9}-\d{1,9}\b|\/(?:pull|merge_requests|pull-requests|browse|commit)\/[\w-]{1,40}/;

const SYSTEM =
  /^(?:this (?:issue|ticket) (?:was|has been|is) (?:automatically|auto)|automatically (?:created|closed|generated|moved)|\[(?:bot|automation|ci)\]|(?:jenkins|hudson|hadoop ?qa)\b|(?:\{color[^}\n]{0,20}\}|\(!\)|\*?-1 overall|\| ?\(x\)|mentioned in (?:commit|merge request)|integrated in |success: integrated|failure: integrated|build (?:failed|succeeded|passed)))/i;

/** All of them, for the proof that none takes more than linear time. */
export const TEXT_PATTERNS: readonly RegExp[] = [ELSEWHERE, ...STATUS_REQUESTS, ...STATUS_QUESTIONS, CROSS_REFERENCE, SYSTEM];

/** What a comment did. `own` is the key of its issue, which is no reference to another one. */
export function commentFacts({ text }: PlainText, own: string, byApp: boolean): readonly CommentFact[] {
  const start = text.slice(0, LOOKED_AT);
  const facts: CommentFact[] = [];
  const isSystem = byApp || SYSTEM.test(start);
  if (!isSystem && text.length <= SHORT_COMMENT && asksForStatus(start)) facts.push("status-request");
  // Neither a key nor an address is without one of the two, and most comments are.
  const mayRefer = start.includes("-") || start.includes("/");
  if (mayRefer && CROSS_REFERENCE.test(start.replaceAll(own, ""))) facts.push("cross-reference");
  if (isSystem) facts.push("system");
  return facts;
}

function asksForStatus(text: string): boolean {
  return IS_STATUS_REQUEST.test(text) || (text.includes("?") && IS_STATUS_QUESTION.test(text));
}

export function descriptionFacts(plain: PlainText): DescriptionFacts {
  const { text, headings, sectionLengths } = plain;
  const names = otherKeysIn(text, "");
  const empty = sectionLengths.filter((length) => length === 0).length;
  return {
    length: text.length,
    headingsHash:
      headings.length < 3 ? null : templateHash(headings.map((heading) => heading.trim().toLowerCase().slice(0, 200)).join("\n")),
    emptySectionRatio: headings.length === 0 ? null : empty / headings.length,
    pointsElsewhere: ELSEWHERE.test(text.slice(0, LOOKED_AT)),
    ...(names === null ? {} : { names }),
  };
}

/** A site has few templates and uses them often. */
const templates = new Map<string, string>();
const MOST_TEMPLATES = 1_000;

function templateHash(headings: string): string {
  let known = templates.get(headings);
  if (known === undefined) {
    if (templates.size >= MOST_TEMPLATES) templates.clear();
    templates.set(headings, (known = digest("sha256", headings).slice(0, 16)));
  }
  return known;
}

const BINS = 64;
const MOST_WORDS = 2_000;
const MOST_LETTERS = 40_000;

// Used again for each text: arrays of their own cost more than what is done with them.
const minima = new Uint32Array(BINS);
const filled = new Uint8Array(BINS);
const numbers = Buffer.alloc(BINS * 4);

/**
 * 64 minima over the words of a text, 8 hex digits each. The share of equal numbers of two texts estimates how much of their words they
 * share. One hash a word, sorted into 64 bins, empty bins filled from their neighbours (one permutation hashing with rotation,
 * Shrivastava and Li 2014): as good as 64 hashes a word for texts of this length, at a fraction of the work. Null without words.
 */
export function minhash(text: string): string | null {
  minima.fill(0xffff_ffff);
  filled.fill(0);
  const words = eachWordHash(text.slice(0, MOST_LETTERS).toLowerCase(), MOST_WORDS, (hash) => {
    const bin = hash >>> 26;
    const value = hash & 0x03ff_ffff;
    filled[bin] = 1;
    if (value < minima[bin]!) minima[bin] = value;
  });
  if (words === 0) return null;
  for (let bin = 0; bin < BINS; bin++) {
    let distance = 0;
    while (filled[(bin + distance) % BINS] === 0) distance++;
    // The distance is part of the value, so that a borrowed minimum never equals an own one by accident.
    numbers.writeUInt32BE((minima[(bin + distance) % BINS]! + distance * 0x0400_0000) >>> 0, bin * 4);
  }
  return numbers.toString("hex");
}

const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;
/** Words that are longer count as several, single letters not at all. */
const LONGEST_WORD = 60;

/** 1 = a letter or a number. */
const IS_LETTER = Uint8Array.from({ length: 0x80 }, (_, unit) => (LETTER_OR_NUMBER.test(String.fromCharCode(unit)) ? 1 : 0));

/** The text that is looked at: an array is several times quicker to go through than a string. */
let units = new Uint16Array(1 << 14);
let unitBytes = Buffer.from(units.buffer);
const IS_BIG_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

function takeUnits(text: string): void {
  if (text.length > units.length) {
    units = new Uint16Array(2 * text.length);
    unitBytes = Buffer.from(units.buffer);
  }
  unitBytes.write(text, 0, 2 * text.length, "utf16le");
  if (IS_BIG_ENDIAN) unitBytes.subarray(0, 2 * text.length).swap16();
}

/** Hashes the words of a lower-case text, up to `most` of them; tells how many there were. */
function eachWordHash(text: string, most: number, visit: (hash: number) => void): number {
  takeUnits(text);
  const { length } = text;
  let words = 0;
  let letters = 0;
  let hash = FNV_START;
  for (let index = 0; index < length; index++) {
    const unit = units[index]!;
    let isLetter: boolean;
    let trail = -1;
    if (unit < 0x80) isLetter = IS_LETTER[unit] === 1;
    else {
      const point = text.codePointAt(index)!;
      isLetter = LETTER_OR_NUMBER.test(String.fromCodePoint(point));
      if (point > 0xffff) trail = units[++index]!;
    }
    if (isLetter) {
      hash = Math.imul(hash ^ unit, FNV_PRIME);
      if (trail >= 0) hash = Math.imul(hash ^ trail, FNV_PRIME);
      letters++;
      if (letters < LONGEST_WORD) continue;
    }
    if (letters > 1) {
      visit(avalanche(hash));
      if (++words === most) return words;
    }
    letters = 0;
    hash = FNV_START;
  }
  if (letters > 1) {
    visit(avalanche(hash));
    words++;
  }
  return words;
}

/** FNV-1a over UTF-16 units, 32 bits. */
const FNV_START = 0x811c_9dc5;
const FNV_PRIME = 0x0100_0193;

/** The end of murmur3, 32 bits. */
function avalanche(of: number): number {
  let hash = Math.imul(of ^ (of >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
