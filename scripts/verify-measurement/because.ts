/** Why we think that a figure misses its target, by figure. Printed in docs/validation.md beside what was missed. */
export const BECAUSE: Readonly<Record<string, string>> = {};
