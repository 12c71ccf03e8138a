import { ProblemError } from "../../model/problem.ts";
import type { PromptOption, Prompts, Validate } from "../prompts.ts";

/**
 * Asks where a person can answer; otherwise takes what was given as an option, or the default, or says which option is missing. The same
 * checks hold for all three.
 */
export interface Asker {
  /** Null where nobody can answer. */
  readonly prompts: Prompts | null;
  choose(
    question: string,
    flag: string,
    options: readonly PromptOption[],
    given: string | undefined,
    initial: string | null,
  ): Promise<string>;
  text(question: string, flag: string, more: TextQuestion): Promise<string>;
}

export interface TextQuestion {
  readonly given: string | undefined;
  /** Offered to a person, and taken where nobody can answer; null = there is none. */
  readonly initial: string | null;
  readonly example: string;
  readonly validate: Validate;
}

/** `takesDefaults` (`--yes`): questions that have a default are not put. */
export function createAsker(prompts: Prompts | null, takesDefaults: boolean): Asker {
  return {
    prompts,
    async choose(question, flag, options, given, initial) {
      if (given !== undefined) {
        if (options.some(({ value }) => value === given)) return given;
        throw usage(
          `--${flag} cannot be "${given.slice(0, 40)}".`,
          `It is one of: ${options.map(({ value }) => value).join(", ")}.`,
        );
      }
      if (initial !== null && (prompts === null || takesDefaults)) return initial;
      if (prompts === null) throw missing(flag, options[0]?.value ?? "");
      return prompts.choose(question, options, initial ?? options[0]!.value);
    },
    async text(question, flag, { given, initial, example, validate }) {
      const answer = given ?? (initial !== null && (prompts === null || takesDefaults) ? initial : undefined);
      if (answer !== undefined) {
        const wrong = validate(answer.trim());
        if (wrong !== null) throw usage(`--${flag} is not right. ${wrong}`, `Give it like this: --${flag} ${example}`);
        return answer.trim();
      }
      if (prompts === null) throw missing(flag, example);
      return prompts.text(question, { initial: initial ?? "", example, validate });
    },
  };
}

function missing(flag: string, example: string): ProblemError {
  return usage(
    `--${flag} is missing, and there is nobody to ask.`,
    `Give it, e.g. --${flag} ${example}, or run "wmmm init" in a terminal.`,
  );
}

export function usage(what: string, todo: string): ProblemError {
  return new ProblemError({ code: "usage", what, todo });
}
