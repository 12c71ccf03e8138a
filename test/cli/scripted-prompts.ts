import { expect } from "vitest";
import { cancelled, type PromptOption, type Prompts } from "../../src/cli/prompts.ts";

/** Typed by the person instead of an answer: Ctrl-C. */
export const CTRL_C = Symbol("Ctrl-C");
export type Step = readonly [question: RegExp, answer: string | readonly string[] | typeof CTRL_C];

export interface Script {
  readonly prompts: Prompts;
  /** Everything that was shown, questions and options included, in order. What was typed hidden is not. */
  readonly shown: readonly string[];
  /** Steps that were not asked for. */
  left(): readonly Step[];
}

/** A person who answers these questions in this order; any other question fails the test. */
export function scriptedPrompts(steps: readonly Step[]): Script {
  const waiting = [...steps];
  const shown: string[] = [];
  const answer = (question: string): string | readonly string[] => {
    shown.push(question);
    const step = waiting.shift();
    expect(step, `nobody expected the question "${question}"`).toBeDefined();
    const [expected, given] = step!;
    expect(question).toMatch(expected);
    if (given === CTRL_C) throw cancelled();
    return given;
  };
  const show = (options: readonly PromptOption[]) =>
    shown.push(...options.map(({ label, hint }) => (hint === undefined ? label : `${label} (${hint})`)));
  const checked = (question: string, validate: (text: string) => string | null): string => {
    for (;;) {
      const given = answer(question) as string;
      const wrong = validate(given);
      if (wrong === null) return given;
      shown.push(wrong);
    }
  };
  return {
    shown,
    left: () => waiting,
    prompts: {
      intro: (text) => void shown.push(text),
      note: (title, lines) => void shown.push(title, ...lines),
      async choose(question, options, initial) {
        show(options);
        expect(options.map(({ value }) => value)).toContain(initial);
        const given = answer(question) as string;
        expect(options.map(({ value }) => value)).toContain(given);
        return given;
      },
      async chooseSome(question, options, initial) {
        show(options);
        for (const one of initial) expect(options.map(({ value }) => value)).toContain(one);
        return answer(question) as readonly string[];
      },
      text: async (question, { initial, validate }) => {
        const given = checked(question, (text) => validate(text === "" ? initial : text));
        return given === "" ? initial : given;
      },
      hidden: async (question, validate) => checked(question, validate),
      busy: (text) => {
        shown.push(text);
        return (ended) => void shown.push(ended);
      },
      outro: (text) => void shown.push(text),
    },
  };
}
