import type { Ports } from "./ports.ts";

/** One line that rewrites itself on a terminal; off one, a line now and then. Goes to stderr only. */
export interface ProgressLine {
  /** Off a terminal, most updates are dropped; one that is `urgent` is not. */
  update(text: string, urgent?: boolean): void;
  /** Ends the line, leaving `text` if given. */
  finish(text?: string): void;
}

const OFF_TERMINAL_EVERY_MS = 10_000;

export function progressLine(ports: Ports, quiet: boolean): ProgressLine {
  if (quiet) return { update: () => undefined, finish: () => undefined };
  if (!ports.errIsTerminal) {
    let lastAt = ports.now();
    return {
      update(text, urgent = false) {
        if (!urgent && ports.now() - lastAt < OFF_TERMINAL_EVERY_MS) return;
        lastAt = ports.now();
        ports.err(`${text}\n`);
      },
      finish(text) {
        if (text !== undefined) ports.err(`${text}\n`);
      },
    };
  }
  return {
    update(text) {
      ports.err(`\r\u001B[2K${text.slice(0, Math.max(20, ports.columns - 1))}`);
    },
    finish(text) {
      ports.err(`\r\u001B[2K${text === undefined ? "" : `${text}\n`}`);
    },
  };
}
