import { fork, type ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { DEFAULT_RULESET } from "../../src/maturity/ruleset/default.ts";
import { rulesetHash } from "../../src/maturity/ruleset/hash.ts";
import { keptOutcomes, nameOf, type Kept, type Origin } from "./keep/kept-outcomes.ts";
import { stateOfCode } from "./keep/state-of-code.ts";
import type { TaskInput, TaskName, TaskOutput } from "./tasks.ts";

export interface PoolSettings {
  /** Where finished outcomes are kept and looked for; null = nowhere. */
  readonly keep: string | null;
  /** Outcomes are made only if they fall to this one of `of` parts. */
  readonly part: { readonly number: number; readonly of: number };
  /** From then on no outcome is begun; milliseconds since the epoch. */
  readonly until: number;
  readonly processes: number;
}

/** Outcomes that this run needs and does not make: they fall to other parts, or the time was up. */
export class NotAllThere extends Error {
  constructor(missing: number, of: number) {
    super(`${missing} of ${of} outcomes are not there yet`);
  }
}

interface Waiting {
  readonly name: TaskName;
  readonly input: unknown;
  readonly resolve: (kept: Kept | null) => void;
  readonly reject: (error: Error) => void;
}

interface Answer extends Partial<Kept> {
  readonly id: number;
  readonly error?: string;
}

let settings: PoolSettings = {
  keep: null,
  part: { number: 1, of: 1 },
  until: Infinity,
  processes: availableParallelism(),
};
let workers: ChildProcess[] | null = null;
const queue: Waiting[] = [];
const running = new Map<number, Waiting>();
const idle: ChildProcess[] = [];
let nextId = 0;
/** Of everything that `runAll` gave so far, by this run or before. */
const used = { outcomes: 0, taken: 0, cpuMs: 0 };

/** Before the first `runAll`. */
export function setPool(wanted: Partial<PoolSettings>): void {
  settings = { ...settings, ...wanted };
}

/** How many outcomes were handed out, how many of them had been kept, and the processor time that all of them took when they were made. */
export function outcomesUsed(): Readonly<typeof used> {
  return { ...used };
}

/** The code that a task's outcome depends on, as it stands in the files now. */
export function codeOf(name: TaskName): string {
  return stateOfCode(new URL(`./tasks/${name}.ts`, import.meta.url));
}

/**
 * Outputs in the order of the inputs, kept ones or made by one process a core. The first error ends it. Throws `NotAllThere` once everything is made
 * that is for this run to make, where that is not all.
 */
export async function runAll<K extends TaskName>(name: K, inputs: readonly TaskInput<K>[]): Promise<readonly TaskOutput<K>[]> {
  const kept = settings.keep === null ? null : keptOutcomes(settings.keep);
  const [code, ruleset] = [kept === null ? "" : codeOf(name), rulesetHash(DEFAULT_RULESET)];
  const outcomes = await Promise.all(
    inputs.map(async (input) => {
      const origin: Origin = { task: name, code, ruleset, input };
      const before = kept?.read(origin) ?? null;
      if (before !== null) {
        used.taken++;
        return before;
      }
      if (Number.parseInt(nameOf(origin).slice(0, 8), 16) % settings.part.of !== settings.part.number - 1) return null;
      const made = await new Promise<Kept | null>((resolve, reject) => {
        queue.push({ name, input, resolve, reject });
        feed();
      });
      if (made !== null) kept?.write(origin, made);
      return made;
    }),
  );
  const there = outcomes.filter((outcome) => outcome !== null);
  if (there.length < outcomes.length) throw new NotAllThere(outcomes.length - there.length, outcomes.length);
  used.outcomes += there.length;
  used.cpuMs += there.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  return there.map(({ output }) => output as TaskOutput<K>);
}

/** Without this the script would wait for its workers. */
export function closePool(): void {
  for (const worker of workers ?? []) worker.disconnect();
  workers = null;
  idle.length = 0;
}

function startWorkers(): ChildProcess[] {
  return Array.from({ length: settings.processes }, () => {
    // Numbers that are not finite survive only the structured clone.
    const worker = fork(new URL("./worker.ts", import.meta.url), { serialization: "advanced" });
    worker.on("message", (message) => {
      const { id, output, cpuMs, error } = message as Answer;
      const waiting = running.get(id)!;
      running.delete(id);
      idle.push(worker);
      if (error === undefined) waiting.resolve({ output, cpuMs: cpuMs! });
      else waiting.reject(new Error(error));
      feed();
    });
    worker.on("exit", (code) => {
      if (code === 0) return;
      for (const waiting of [...running.values(), ...queue]) waiting.reject(new Error(`A worker ended with code ${code}.`));
    });
    idle.push(worker);
    return worker;
  });
}

function feed(): void {
  if (Date.now() >= settings.until) {
    for (const waiting of queue.splice(0)) waiting.resolve(null);
    return;
  }
  workers ??= startWorkers();
  while (idle.length > 0 && queue.length > 0) {
    const waiting = queue.shift()!;
    const id = nextId++;
    running.set(id, waiting);
    idle.pop()!.send({ id, name: waiting.name, input: waiting.input });
  }
}
