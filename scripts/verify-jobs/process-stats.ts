import { readFileSync, readdirSync } from "node:fs";

/** Of Linux: ticks of `/proc/<pid>/stat`, always a hundredth of a second there (`getconf CLK_TCK`). */
const TICKS = 100;
/** Places in `/proc/<pid>/stat` behind the name, which may hold anything (proc_pid_stat(5), fields 14 and 15). */
const USER = 11;
const SYSTEM = 12;

/** Seconds of processor time of a process with all its threads; null where the system has no such files, or the process is gone. */
export function cpuSeconds(pid: number): number | null {
  return secondsIn(`/proc/${pid}/stat`);
}

/** Seconds of each thread, the largest first. The first of a Node process is its main thread; others carry no names that tell. */
export function threadSeconds(pid: number): readonly number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`).map((thread) => secondsIn(`/proc/${pid}/task/${thread}/stat`) ?? 0);
    return threads.toSorted((a, b) => b - a);
  } catch {
    return [];
  }
}

function secondsIn(path: string): number | null {
  try {
    const text = readFileSync(path, "latin1");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[USER]) + Number(fields[SYSTEM])) / TICKS;
  } catch {
    return null;
  }
}
