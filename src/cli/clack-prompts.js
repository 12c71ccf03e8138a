import * as clack from "@clack/prompts";
import { wrap } from "../report/terminal/layout.ts";
import { cancelled } from "./prompts.ts";
/** Rows of a list that are shown at once, so that questions stay on a terminal of 24. */
const MOST_ROWS = 12;
/** A list longer than this can be searched by typing. */
const SEARCHABLE = 15;
/** Frame and margin of a note. */
const NOTE_FRAME_COLUMNS = 8;
/** Prompts on the terminal of this process. `columns` = its width. */
export function clackPrompts(columns) {
    return {
        intro: (text) => clack.intro(text),
        note: (title, lines) => {
            const room = Math.min(columns, 100) - NOTE_FRAME_COLUMNS;
            const isLink = (line) => /^https?:\/\/\S{1,1000}$/.test(line);
            const wrapped = lines.filter((line) => !isLink(line)).flatMap((line) => (line === "" ? [line] : wrap(line, room, "  ")));
            clack.note(wrapped.join("\n").trim(), title, { format: (line) => line });
            // In the frame it would be broken into pieces that nobody can open or copy.
            for (const link of lines.filter(isLink))
                clack.log.message(link, { withGuide: false });
        },
        choose: async (message, options, initialValue) => answered(await clack.select({ message, options: options.map(plain), initialValue, maxItems: MOST_ROWS })),
        chooseSome: async (message, options, initialValues) => {
            const list = {
                message,
                options: options.map(plain),
                initialValues: [...initialValues],
                required: true,
                maxItems: MOST_ROWS,
            };
            return answered(options.length > SEARCHABLE ? await clack.autocompleteMultiselect(list) : await clack.multiselect(list));
        },
        text: async (message, { initial, example, validate }) => answered(await clack.text({ message, initialValue: initial, placeholder: example, validate: validatorOf(validate) })).trim(),
        hidden: async (message, validate) => answered(await clack.password({ message, mask: "*", validate: validatorOf(validate) })).trim(),
        busy: (text) => {
            // No spinner: clack's takes Ctrl-C for itself and exits with 0.
            clack.log.message(`${text}...`);
            return (ended) => clack.log.step(ended);
        },
        outro: (text) => clack.outro(text),
    };
}
function plain({ value, label, hint }) {
    return hint === undefined ? { value, label } : { value, label, hint };
}
function validatorOf(validate) {
    return (answer) => validate((answer ?? "").trim()) ?? undefined;
}
function answered(answer) {
    if (typeof answer === "symbol")
        throw cancelled();
    return answer;
}
