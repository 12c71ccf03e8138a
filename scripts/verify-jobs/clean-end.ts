import { EXIT } from "../../src/cli/ports.ts";

/** It says that a disk is full, and nothing that only its makers understand. */
export function isClean({ exit, said }: { readonly exit: number; readonly said: string }): boolean {
  return [EXIT.error, EXIT.incomplete].includes(exit as 2) && /disk\b.* is full/i.test(said) && !/should not have/.test(said);
}
