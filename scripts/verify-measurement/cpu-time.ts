/** Processor time of all threads of this process since then, in milliseconds: what a busy machine does not change much. */
export function cpuMsSince(startedAt: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(startedAt);
  return (user + system) / 1000;
}
