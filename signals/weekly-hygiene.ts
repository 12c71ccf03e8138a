import { ACTOR_KIND, KIND, LINK, ORIGIN } from "../src/event-log/columns.ts";
import type { Facts } from "../src/event-log/facts.ts";
import { CLOSED } from "../src/event-log/visits.ts";
import { DAY_MS, HOUR_MS, WEEK_MS, type Instant } from "../src/model/window.ts";
import { hasNoStatusHistory } from "./in-progress.ts";
import type { WeeklyFlow, WeeklySeries } from "./step-change.ts";

/** A year to look for steps in, and the half year before it to learn what was usual. */
export const WEEKS = 78;
/** So soon after the creation a value is data entry, by whoever or whatever files the item. */
const AT_ONCE_MS = HOUR_MS;
/** A life this short, among those of the oldest half year of the series, is a short one. */
const SHORT_SHARE = 0.1;
const LEARNED_WEEKS = 26;

export const HYGIENE = ["owner", "estimate", "link", "bot-comment", "date-pushed", "flash", "short"] as const;
export type Hygiene = (typeof HYGIENE)[number];

export interface WeeklyHygiene {
  readonly startAt: Instant;
  readonly series: Readonly<Record<Hygiene, WeeklySeries>>;
  readonly flow: WeeklyFlow;
  readonly isUsable: Uint8Array;
  /** Latest item that shows each of them since a week. */
  examplesSince(kind: Hygiene, week: number): readonly number[];
}

const MOST_EXAMPLES = 3;

/** How work is written down, week by week over a year and a half, in one pass over the items. */
export function weeklyHygiene(facts: Facts, scope: ArrayLike<number>): WeeklyHygiene {
  const { log, lifecycle, population, visits, calendar } = facts;
  const { items, events, actors } = log;
  const startAt = log.asOf - WEEKS * WEEK_MS;
  const weekOf = (at: number): number => Math.floor((at - startAt) / WEEK_MS);
  const row = (): Float64Array => new Float64Array(WEEKS);
  const created = row();
  const finished = row();
  const part = Object.fromEntries(HYGIENE.map((kind) => [kind, row()])) as Record<Hygiene, Float64Array>;
  const flow = { count: finished, sum: row() };
  const seen = Object.fromEntries(HYGIENE.map((kind) => [kind, [] as number[]])) as unknown as Record<Hygiene, number[]>;
  const short = shortLife(facts, scope, startAt);
  let begunAt = log.asOf;
  const add = (kind: Hygiene, at: number, item: number): void => {
    const week = weekOf(at);
    if (week < 0 || week >= WEEKS) return;
    part[kind][week]!++;
    if (seen[kind].at(-1) !== item) seen[kind].push(item);
  };
  const isMachine = (actor: number): boolean =>
    actor >= 0 && (actors.kind[actor] === ACTOR_KIND["automation-rule"] || actors.kind[actor] === ACTOR_KIND.integration);

  for (let n = 0; n < scope.length; n++) {
    const item = scope[n]!;
    const createdAt = items.createdAt[item]!;
    begunAt = Math.min(begunAt, createdAt);
    const isNew = createdAt >= startAt && population.isImported[item] === 0;
    if (isNew) created[weekOf(createdAt)]!++;
    let [hasOwner, hasEstimate, hasLink] = [false, false, false];
    for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]!; e++) {
      const at = events.at[e]!;
      const kind = events.kind[e]!;
      if (isNew && at <= createdAt + AT_ONCE_MS && events.to[e] !== -1 && events.origin[e] !== ORIGIN.snapshot) {
        if (kind === KIND.assignee || kind === KIND.delegate) hasOwner = true;
        else if (kind === KIND.estimate) hasEstimate = true;
        else if (kind === KIND.link && events.detail[e] !== LINK["pull-request"]) hasLink = true;
      }
      if (at < startAt || events.origin[e] !== ORIGIN.history) continue;
      if (kind === KIND.comment && isMachine(events.actor[e]!)) add("bot-comment", at, item);
      else if (kind === KIND["due-date"] && isPushed(facts, e)) add("date-pushed", at, item);
    }
    if (hasOwner) add("owner", createdAt, item);
    if (hasEstimate) add("estimate", createdAt, item);
    if (hasLink) add("link", createdAt, item);
    const doneAt = lifecycle.doneAt[item]!;
    if (!(doneAt >= startAt) || lifecycle.doneInBulk[item] === 1 || hasNoStatusHistory(facts, item)) continue;
    if (population.isImported[item] === 1) continue;
    const week = weekOf(doneAt);
    finished[week]!++;
    flow.sum[week]! += Math.log(Math.max(doneAt - createdAt, HOUR_MS) / DAY_MS);
    if (doneAt - createdAt < short) add("short", doneAt, item);
    for (let v = visits.first[item]!; v < visits.first[item + 1]!; v++) {
      if (visits.isFlash[v] === 0 || CLOSED[visits.category[v]!] === 1 || !isClickedThrough(facts, v)) continue;
      add("flash", doneAt, item);
      break;
    }
  }
  const isUsable = Uint8Array.from({ length: WEEKS }, (_, week) => {
    const at = startAt + week * WEEK_MS;
    return at >= begunAt && !calendar.isShutdown(at + WEEK_MS / 2) ? 1 : 0;
  });
  const wholes: Readonly<Record<Hygiene, Float64Array | null>> = {
    ...{ owner: created, estimate: created, link: created, "bot-comment": null, "date-pushed": null },
    ...{ flash: finished, short: finished },
  };
  return {
    startAt,
    series: Object.fromEntries(HYGIENE.map((kind) => [kind, { part: part[kind], whole: wholes[kind], isUsable }])) as Record<
      Hygiene,
      WeeklySeries
    >,
    flow,
    isUsable,
    examplesSince: (kind, week) =>
      seen[kind]
        .filter((item) => {
          const at = kind === "flash" || kind === "short" ? lifecycle.doneAt[item]! : items.createdAt[item]!;
          return kind === "bot-comment" || kind === "date-pushed" || at >= startAt + week * WEEK_MS;
        })
        .slice(-MOST_EXAMPLES),
  };
}

/** One person came and went on: what rules and agents do within a minute is their pace. */
function isClickedThrough({ visits, log: { events, actors } }: Facts, v: number): boolean {
  const [came, went] = [visits.event[v]!, visits.event[v + 1] ?? -1];
  if (came < 0 || went < 0) return false;
  const actor = events.actor[came]!;
  const isMachine = actor >= 0 && actors.kind[actor] !== ACTOR_KIND.human && actors.kind[actor] !== ACTOR_KIND.unknown;
  return !isMachine && events.actor[went] === actor;
}

/** A date that was set and is put off. */
function isPushed({ log: { events, texts } }: Facts, event: number): boolean {
  const [from, to] = [events.from[event]!, events.to[event]!];
  return from >= 0 && to >= 0 && texts[to]! > texts[from]!;
}

/** The life, in milliseconds, that a tenth of the items finished in the oldest half year of the series were below. */
function shortLife({ log, lifecycle, population }: Facts, scope: ArrayLike<number>, startAt: Instant): number {
  let first = Infinity;
  for (let n = 0; n < scope.length; n++) first = Math.min(first, log.items.createdAt[scope[n]!]!);
  const from = Math.max(first, startAt);
  const lives: number[] = [];
  for (let n = 0; n < scope.length; n++) {
    const item = scope[n]!;
    const doneAt = lifecycle.doneAt[item]!;
    if (!(doneAt >= from && doneAt < from + LEARNED_WEEKS * WEEK_MS)) continue;
    if (lifecycle.doneInBulk[item] === 0 && population.isImported[item] === 0) lives.push(doneAt - log.items.createdAt[item]!);
  }
  lives.sort((a, b) => a - b);
  return lives.length < 20 ? 0 : lives[Math.floor(SHORT_SHARE * lives.length)]!;
}
