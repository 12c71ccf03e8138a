import type { FailpointPort } from "../model/failpoint.ts";
import type { Instant } from "../model/window.ts";
import type { Prompts } from "./prompts.ts";

/** Everything a command takes from the world around it, so that a test can hand it another one. */
export interface Ports {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly workingDirectory: string;
  now(): Instant;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
  randomBytes(size: number): Uint8Array;
  /** Results. */
  out(text: string): void;
  /** Progress, warnings, errors. */
  err(text: string): void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  /** Questions to the person at the terminal, loaded when they are first needed; null where nobody can answer. */
  readonly prompts: (() => Promise<Prompts>) | null;
  /** Everything that is piped in, as text; empty where nothing is. */
  input(): Promise<string>;
  /** Width of the terminal, 80 where there is none. */
  readonly columns: number;
  readonly colour: boolean;
  /** Pages of SQLite that a workspace file may grow to, as a full disk would have it; absent = as far as the disk goes. */
  readonly maxStorePages?: number;
  /** Into what shards whole reads fall that workers share; absent = as is worth the requests. */
  readonly shards?: { readonly least: number; readonly most: number };
  /** Places at which a test may end the process; absent otherwise. */
  readonly failpoint?: FailpointPort;
  /** Aborted by the first Ctrl-C: finish the page in hand, save, stop. */
  readonly interrupt: AbortSignal;
  /** Ends the process whatever is still open. */
  exit(code: number): void;
}

export const EXIT = {
  ok: 0,
  /** The level is below `--fail-under`. */
  thresholdMissed: 1,
  /** Wrong usage, wrong configuration, or a defect of ours. */
  error: 2,
  /** A stream could not be read completely; what there is was judged and says so. */
  incomplete: 3,
  interrupted: 130,
} as const;
