import { cronTimes, type CronTimes } from "../../../jobs/cron.ts";
import { ProblemError } from "../../model/problem.ts";
import type { Schedule } from "../../model/schedule.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from "../../model/window.ts";
import { isWorkspaceName } from "../../store/home.ts";
import type { OperationsStore } from "../../store/operations.ts";
import { DEMO_TOKEN_VARIABLE } from "../demo-workspace.ts";
import { newRunId, withOperations } from "../operations.ts";
import { EXIT, type Ports } from "../ports.ts";
import { chooseWorkspace, withWorkspace } from "../workspace.ts";

export interface AddScheduleOptions {
  readonly cron: string;
  readonly tz: string;
  readonly id?: string;
}

/** Shown when a schedule is added: two may be chance. */
const SHOWN_RUNS = 3;

export async function addSchedule(given: string | undefined, options: AddScheduleOptions, ports: Ports): Promise<number> {
  const now = ports.now();
  const times = cronTimes(options.cron, options.tz, now);
  const workspace = await chooseWorkspace(given, ports);
  // A workspace that is not there would only be missed at night.
  const connections = await withWorkspace(workspace, false, ports, (store) => store.connections());
  const id = options.id ?? workspace;
  if (!isWorkspaceName(id))
    throw usage("The name of a schedule has 1 to 63 lower-case letters, digits and hyphens.", "Give --id such a name.");
  const schedule: Schedule = {
    id,
    workspace,
    cron: options.cron.trim(),
    timeZone: options.tz,
    paused: false,
    nextDueAt: times.nextAfter(now),
    lastDueAt: null,
    lastRun: null,
    createdAt: now,
  };
  const isNew = await withOperations(ports, (store) => store.addSchedule(schedule));
  if (!isNew)
    throw usage(
      `There is a schedule "${id}" already.`,
      `Remove it first (wmmm schedule remove ${id}), or give this one another name with --id.`,
    );
  ports.out(`"${workspace}" is scanned at "${schedule.cron}" (${schedule.timeZone}). The next runs:\n`);
  for (const at of nextRuns(times, now)) ports.out(`  ${localTime(at, schedule.timeZone)}  ${fromNow(at, now)}\n`);
  if (connections.some(({ tokenEnv }) => tokenEnv === DEMO_TOKEN_VARIABLE))
    ports.err('note: the demo organisation is only served while "wmmm demo" runs, so its scans will fail.\n');
  ports.err('Schedules are kept while "wmmm serve" or "wmmm worker" runs.\n');
  return EXIT.ok;
}

export async function listSchedules(options: { json?: boolean }, ports: Ports): Promise<number> {
  const schedules = await withOperations(ports, (store) => store.schedules());
  if (options.json === true) {
    const iso = (at: Instant | null) => (at === null ? null : new Date(at).toISOString());
    const rows = schedules.map(({ nextDueAt, lastDueAt, createdAt, ...rest }) => ({
      ...rest,
      nextDueAt: iso(nextDueAt),
      lastDueAt: iso(lastDueAt),
      createdAt: iso(createdAt),
    }));
    ports.out(`${JSON.stringify(rows, null, 2)}\n`);
    return EXIT.ok;
  }
  if (schedules.length === 0) ports.out('Nothing is scheduled. Add a schedule with "wmmm schedule add".\n');
  for (const schedule of schedules) ports.out(`${lineOf(schedule, ports.now())}\n`);
  return EXIT.ok;
}

export async function changeSchedule(
  what: "pause" | "resume" | "remove" | "run-now",
  given: string | undefined,
  ports: Ports,
): Promise<number> {
  return withOperations(ports, async (store) => {
    const schedule = await chosen(given, store);
    const { id, workspace } = schedule;
    switch (what) {
      case "pause":
        await store.pauseSchedule(id);
        ports.out(`"${id}" rests until "wmmm schedule resume ${id}".\n`);
        break;
      case "resume": {
        const now = ports.now();
        const nextDueAt = cronTimes(schedule.cron, schedule.timeZone, now).nextAfter(now);
        // One that was not paused keeps a due time that has not been seen to yet.
        if (schedule.paused) await store.resumeSchedule(id, nextDueAt);
        const next = schedule.paused ? nextDueAt : schedule.nextDueAt;
        ports.out(next === null ? `"${id}" is never due.\n` : `"${id}" runs next at ${localTime(next, schedule.timeZone)}.\n`);
        break;
      }
      case "remove":
        await store.removeSchedule(id);
        ports.out(`"${id}" is no longer scheduled. The workspace and its results stay.\n`);
        break;
      case "run-now": {
        const { run, isNew } = await store.requestRun({ id: newRunId(workspace, ports), workspace, now: ports.now() });
        ports.out(isNew ? `Queued as ${run.id}.\n` : `A scan of "${workspace}" waits already, as ${run.id}.\n`);
        break;
      }
    }
    return EXIT.ok;
  });
}

async function chosen(given: string | undefined, store: OperationsStore): Promise<Schedule> {
  const schedules = await store.schedules();
  const found =
    given === undefined ? (schedules.length === 1 ? schedules[0] : undefined) : schedules.find(({ id }) => id === given);
  if (found !== undefined) return found;
  if (schedules.length === 0) throw usage("Nothing is scheduled.", 'Add a schedule with "wmmm schedule add".');
  throw usage(
    given === undefined ? "There are several schedules." : "There is no schedule of that name.",
    `The schedules are: ${schedules.map(({ id }) => id).join(", ")}.`,
  );
}

function nextRuns(times: CronTimes, now: Instant): readonly Instant[] {
  const runs: Instant[] = [];
  let at: Instant | null = now;
  while (runs.length < SHOWN_RUNS && (at = times.nextAfter(at)) !== null) runs.push(at);
  return runs;
}

function lineOf(schedule: Schedule, now: Instant): string {
  const { id, workspace, cron, timeZone, nextDueAt, lastRun } = schedule;
  const of = id === workspace ? "" : `  of ${workspace}`;
  const next = schedule.paused
    ? "paused"
    : nextDueAt === null
      ? "never due again"
      : `next ${localTime(nextDueAt, timeZone)}, ${fromNow(nextDueAt, now)}`;
  return `${id}${of}  ${cron}  ${timeZone}  ${next}${lastRun === null ? "" : `  last as ${lastRun}`}`;
}

/** `Mon 2026-11-30 06:00 GMT+1`. */
export function localTime(at: Instant, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "shortOffset",
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  // What an offset of nothing is called differs from version to version.
  const zone = /^GMT(?:[+-]0)?$/.test(parts["timeZoneName"] ?? "") ? "UTC" : parts["timeZoneName"];
  return `${parts["weekday"]} ${parts["year"]}-${parts["month"]}-${parts["day"]} ${parts["hour"]}:${parts["minute"]} ${zone}`;
}

/** `in 3 d 13 h`, `in 2 h 5 min`, `in 40 min`, `due`. */
function fromNow(at: Instant, now: Instant): string {
  const minutes = Math.ceil((at - now) / MINUTE_MS);
  if (minutes <= 0) return "due";
  const [days, hours] = [Math.floor((minutes * MINUTE_MS) / DAY_MS), Math.floor(((minutes * MINUTE_MS) % DAY_MS) / HOUR_MS)];
  if (days > 0) return `in ${days} d ${hours} h`;
  return hours > 0 ? `in ${hours} h ${minutes % 60} min` : `in ${minutes} min`;
}

function usage(what: string, todo: string): ProblemError {
  return new ProblemError({ code: "usage", what, todo });
}
