/** CPU time in milliseconds of this process with all its threads: other programs on the machine do not count. */
export function processCpuMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
}
/** The same of this thread alone, for work that is promised on a single core. */
export function threadCpuMs() {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
}
/** The upper one of the two in the middle where there are two. */
export function median(values) {
    return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
