import { InvalidArgumentError, type Command } from "commander";
import type { ListJobsOptions } from "./commands/jobs.ts";
import type { AddScheduleOptions } from "./commands/schedule.ts";
import type { ServeOptions } from "./commands/serve.ts";
import type { WorkerOptions } from "./commands/worker.ts";
import type { Ports } from "./ports.ts";

/** Commands about scans that nobody waits for. */
export function declareJobs(program: Command, ports: Ports, end: (code: number) => void): void {
  declareSchedule(program, ports, end);
  program
    .command("serve")
    .description("one process that keeps schedules, scans and answers /healthz, /readyz and /metrics; needs no service")
    .option("--host <address>", "address to listen at", "127.0.0.1")
    .option("--port <number>", "port to listen at; 0 = a free one", wholeNumber(0, 65_535), 3000)
    .option("--no-worker", 'leave the scans to processes of "wmmm worker"')
    .option("--concurrency <number>", "parts of scans at the same time", wholeNumber(1, 64), 2)
    .action(async (options: ServeOptions) => {
      const { serve } = await import("./commands/serve.ts");
      end(await serve(options, ports));
    });
  program
    .command("worker")
    .description("a process that scans what is scheduled and asked for; as many as you like, beside a server or without one")
    .option("--concurrency <number>", "parts of scans at the same time", wholeNumber(1, 64), 2)
    .option("--host <address>", "address to listen at, with --port", "127.0.0.1")
    .option("--port <number>", "answer /healthz, /readyz and /metrics there; 0 = a free one", wholeNumber(0, 65_535))
    .action(async (options: WorkerOptions) => {
      const { worker } = await import("./commands/worker.ts");
      end(await worker(options, ports));
    });

  const jobs = program.command("jobs").description("scans that are queued, run or have ended");
  jobs
    .command("list")
    .description("the newest first")
    .option("--workspace <name>", "of this one only")
    .option("--open", "only those that have not ended")
    .option("--limit <number>", "so many at most", wholeNumber(1, 10_000), 20)
    .option("--json", "print as JSON")
    .action(async (options: ListJobsOptions) => {
      const { listJobs } = await import("./commands/jobs.ts");
      end(await listJobs(options, ports));
    });
  jobs
    .command("show")
    .description("one scan with its parts: progress, attempts, problems")
    .argument("<job>", 'as "wmmm jobs list" names it')
    .option("--json", "print as JSON")
    .action(async (id: string, options: { json?: boolean }) => {
      const { showJob } = await import("./commands/jobs.ts");
      end(await showJob(id, options, ports));
    });
  jobs
    .command("retry")
    .description("queue the workspace of a scan that has ended again; it goes on where that one stopped")
    .argument("<job>", 'as "wmmm jobs list" names it')
    .action(async (id: string) => {
      const { retryJob } = await import("./commands/jobs.ts");
      end(await retryJob(id, ports));
    });
  jobs
    .command("cancel")
    .description("end a scan; the page in hand is finished, and what was read stays")
    .argument("<job>", 'as "wmmm jobs list" names it')
    .action(async (id: string) => {
      const { cancelJob } = await import("./commands/jobs.ts");
      end(await cancelJob(id, ports));
    });
}

function declareSchedule(program: Command, ports: Ports, end: (code: number) => void): void {
  const schedule = program.command("schedule").description('scan workspaces regularly, while "wmmm serve" or "wmmm worker" runs');
  schedule
    .command("add")
    .description("add a schedule and show its next three runs")
    .argument("[workspace]", "may be left out when there is only one")
    .requiredOption("--cron <pattern>", 'minute, hour, day, month and weekday, e.g. "0 6 * * MON", or @daily, @weekly ...')
    .option("--tz <zone>", "time zone of the IANA database, e.g. Europe/Berlin", "UTC")
    .option("--id <name>", "name of the schedule, for a second one of the same workspace; that of the workspace when left out")
    .action(async (workspace: string | undefined, options: AddScheduleOptions) => {
      const { addSchedule } = await import("./commands/schedule.ts");
      end(await addSchedule(workspace, options, ports));
    });
  schedule
    .command("list")
    .description("every schedule with its next run")
    .option("--json", "print as JSON")
    .action(async (options: { json?: boolean }) => {
      const { listSchedules } = await import("./commands/schedule.ts");
      end(await listSchedules(options, ports));
    });
  for (const [name, description] of [
    ["pause", "let it rest until it is resumed"],
    ["resume", "let it run again; what was missed meanwhile is not made up for"],
    ["remove", "forget it; results stay"],
    ["run-now", "queue a scan of its workspace now, whatever its times"],
  ] as const) {
    schedule
      .command(name)
      .description(description)
      .argument("[schedule]", "its name; may be left out when there is only one")
      .action(async (id: string | undefined) => {
        const { changeSchedule } = await import("./commands/schedule.ts");
        end(await changeSchedule(name, id, ports));
      });
  }
}

function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = /^\d{1,6}$/.test(value) ? Number(value) : NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}
