import { ProblemError } from "../../model/problem.ts";
/** `takesDefaults` (`--yes`): questions that have a default are not put. */
export function createAsker(prompts, takesDefaults) {
    return {
        prompts,
        async choose(question, flag, options, given, initial) {
            if (given !== undefined) {
                if (options.some(({ value }) => value === given))
                    return given;
                throw usage(`--${flag} cannot be "${given.slice(0, 40)}".`, `It is one of: ${options.map(({ value }) => value).join(", ")}.`);
            }
            if (initial !== null && (prompts === null || takesDefaults))
                return initial;
            if (prompts === null)
                throw missing(flag, options[0]?.value ?? "");
            return prompts.choose(question, options, initial ?? options[0].value);
        },
        async text(question, flag, { given, initial, example, validate }) {
            const answer = given ?? (initial !== null && (prompts === null || takesDefaults) ? initial : undefined);
            if (answer !== undefined) {
                const wrong = validate(answer.trim());
                if (wrong !== null)
                    throw usage(`--${flag} is not right. ${wrong}`, `Give it like this: --${flag} ${example}`);
                return answer.trim();
            }
            if (prompts === null)
                throw missing(flag, example);
            return prompts.text(question, { initial: initial ?? "", example, validate });
        },
    };
}
function missing(flag, example) {
    return usage(`--${flag} is missing, and there is nobody to ask.`, `Give it, e.g. --${flag} ${example}, or run "wmmm init" in a terminal.`);
}
export function usage(what, todo) {
    return new ProblemError({ code: "usage", what, todo });
}
