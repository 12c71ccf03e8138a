/** An option that may be given several times, and with several values each time. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}
