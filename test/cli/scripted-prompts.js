import { expect } from "vitest";
import { cancelled } from "../../src/cli/prompts.ts";
/** Typed by the person instead of an answer: Ctrl-C. */
export const CTRL_C = Symbol("Ctrl-C");
/** A person who answers these questions in this order; any other question fails the test. */
export function scriptedPrompts(steps) {
    const waiting = [...steps];
    const shown = [];
    const answer = (question) => {
        shown.push(question);
        const step = waiting.shift();
        expect(step, `nobody expected the question "${question}"`).toBeDefined();
        const [expected, given] = step;
        expect(question).toMatch(expected);
        if (given === CTRL_C)
            throw cancelled();
        return given;
    };
    const show = (options) => shown.push(...options.map(({ label, hint }) => (hint === undefined ? label : `${label} (${hint})`)));
    const checked = (question, validate) => {
        for (;;) {
            const given = answer(question);
            const wrong = validate(given);
            if (wrong === null)
                return given;
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
                const given = answer(question);
                expect(options.map(({ value }) => value)).toContain(given);
                return given;
            },
            async chooseSome(question, options, initial) {
                show(options);
                for (const one of initial)
                    expect(options.map(({ value }) => value)).toContain(one);
                return answer(question);
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
