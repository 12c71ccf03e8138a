import { ProblemError } from "../model/problem.ts";

export interface PromptOption {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

/** A sentence on what is wrong with an answer; null = it is fine. */
export type Validate = (answer: string) => string | null;

/** Questions to a person at a terminal. Each throws `cancelled()` when the person gives up. */
export interface Prompts {
  intro(text: string): void;
  note(title: string, lines: readonly string[]): void;
  choose(question: string, options: readonly PromptOption[], initial: string): Promise<string>;
  /** At least one. */
  chooseSome(question: string, options: readonly PromptOption[], initial: readonly string[]): Promise<readonly string[]>;
  text(
    question: string,
    more: { readonly initial: string; readonly example: string; readonly validate: Validate },
  ): Promise<string>;
  /** What is typed is not shown. */
  hidden(question: string, validate: Validate): Promise<string>;
  /** Shown while something takes a moment; call what comes back with how it ended. */
  busy(text: string): (ended: string) => void;
  outro(text: string): void;
}

/** Ends the program with 130. */
export function cancelled(): ProblemError {
  return new ProblemError({
    code: "interrupted",
    what: "The set-up was cancelled, and nothing of it was stored.",
    todo: 'Run "wmmm init" again whenever you like.',
  });
}
