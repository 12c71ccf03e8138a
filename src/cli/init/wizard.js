import { resolve } from "node:path";
import { ProblemError } from "../../model/problem.ts";
import { plural, quantity } from "../../report/wording.ts";
import { isWorkspaceName } from "../../store/home.ts";
import { DEMO_WORKSPACE } from "../demo-workspace.ts";
import { firstReadSentence } from "../first-read.ts";
import { openForQuestions } from "../open-connection.ts";
import { problemText } from "../problem-text.ts";
import { cancelled } from "../prompts.ts";
import { checkTokenVariable } from "../store-connection.ts";
import { usage } from "./asker.ts";
/** Asks until the tracker answers: address, token, and whether they work. */
export async function connectToTracker(input) {
    const { asker, guide } = input;
    let given = input.given;
    let answers = null;
    let token = null;
    for (;;) {
        try {
            answers ??= await configurationAnswers(input, given);
            token ??= await tokenOf(input, answers, given);
            return await tryOut(input, answers, token, null);
        }
        catch (error) {
            if (asker.prompts === null || !(error instanceof ProblemError) || error.problem.code === "interrupted")
                throw error;
            asker.prompts.note("That did not work", [problemText(error.problem)]);
            const what = await asker.prompts.choose("What now?", [
                ...(guide.token === null ? [] : [{ value: "token", label: "Enter another token, for this run only" }]),
                { value: "answers", label: "Answer the questions again" },
                { value: "again", label: "Try once more" },
                { value: "stop", label: "Stop" },
            ], guide.token === null ? "answers" : "token");
            if (what === "stop")
                throw error;
            if (what === "answers")
                [given, answers, token] = [{}, null, null];
            if (what === "token")
                token = await typedToken(asker.prompts, input.ports, token?.variable ?? guide.token.variables[0]);
        }
    }
}
async function configurationAnswers({ guide, connector, asker, ports }, given) {
    const answers = { ...given };
    for (const { flag, text, example, isPath } of guide.questions) {
        const validate = (answer) => (answer === "" ? "It is needed." : null);
        const answer = await asker.text(text, flag, { given: given[flag], initial: null, example, validate });
        answers[flag] = isPath === true ? resolve(ports.workingDirectory, answer) : answer;
    }
    // Refused here, before anybody makes a token for it.
    connector.parseConfig(guide.settings(answers, null));
    return answers;
}
async function tokenOf({ guide, asker, ports }, answers, given) {
    if (guide.token === null)
        return { variable: "", ports };
    const { variables, link, steps } = guide.token;
    const isSet = (name) => (ports.env[name] ?? "").trim() !== "";
    const usual = variables.find(isSet) ?? variables[0];
    if (asker.prompts !== null && !isSet(given["token-env"] ?? usual))
        asker.prompts.note(`How to make a token for ${guide.label}`, [link(answers), "", ...steps]);
    const variable = await asker.text("Environment variable that holds the token (the token itself is never stored)", "token-env", {
        given: given["token-env"],
        initial: usual,
        example: usual,
        validate: (name) => {
            try {
                checkTokenVariable(name, ports);
                return null;
            }
            catch (error) {
                return error instanceof ProblemError ? "Give the name of a variable, not the token." : "It is no name.";
            }
        },
    });
    if (isSet(variable))
        return { variable, ports };
    if (asker.prompts === null)
        throw usage(`The environment variable ${variable} is not set, so there is no token.`, `Set it for this command only, e.g.  read -rs ${variable} && export ${variable}`);
    const how = await asker.prompts.choose(`${variable} is not set`, [
        { value: "type", label: "Enter the token now", hint: "hidden, for this run only" },
        { value: "later", label: "Stop, to set it and start again" },
    ], "type");
    if (how === "later") {
        asker.prompts.note("In your shell", exportLines(variable));
        throw cancelled();
    }
    return typedToken(asker.prompts, ports, variable);
}
async function typedToken(prompts, ports, variable) {
    const secret = await prompts.hidden("Token", (text) => (text === "" ? "Nothing was entered." : null));
    return { variable, ports: { ...ports, env: { ...ports.env, [variable]: secret } } };
}
/** The value is left to be typed, so that it stands neither on the screen nor in the shell's history. */
export function exportLines(variable) {
    return [
        `read -rs ${variable} && export ${variable}`,
        "",
        "It waits for the token, shows nothing, and keeps it out of your shell's history.",
    ];
}
/** Asks the tracker who we are and what may be seen. */
async function tryOut({ guide, connector, asker }, answers, { variable, ports }, scope) {
    const config = connector.parseConfig(guide.settings(answers, scope));
    const examined = await openForQuestions({ connector, id: guide.kind, config, secret: (ports.env[variable] ?? "").trim(), keepTitles: false }, ports);
    const done = asker.prompts?.busy(`Asking ${guide.label}`);
    try {
        const preflight = await examined.connection.preflight();
        if (ports.interrupt.aborted)
            throw cancelled();
        done?.(preflight.summary);
        return { answers, config, tokenEnv: variable, ports, preflight, budgets: examined.budgets() };
    }
    catch (error) {
        done?.(`${guide.label} did not let us in`);
        throw ports.interrupt.aborted ? cancelled() : error;
    }
}
/** Which projects, teams or repositories to read: all of them, or some, with counts. */
export async function chooseScope(input, tried) {
    const { guide, connector, asker, only } = input;
    const token = { variable: tried.tokenEnv, ports: tried.ports };
    if (only !== null)
        return tryOut(input, tried.answers, token, only);
    const { connection } = await openForQuestions({
        connector,
        id: guide.kind,
        config: tried.config,
        secret: (tried.ports.env[tried.tokenEnv] ?? "").trim(),
        keepTitles: false,
    }, tried.ports);
    if (asker.prompts === null || connection.choices === undefined)
        return tried;
    const choices = await connection.choices();
    if (choices.length < 2)
        return tried;
    const all = choices.map(({ key }) => key);
    const how = await asker.choose(`What to read of ${plural(choices.length, guide.scopeWord.replace(/ies$/, "y").replace(/s$/, ""), guide.scopeWord)}`, "only", [
        { value: "all", label: `All, and those that come later${issuesIn(choices)}` },
        { value: "some", label: "Choose" },
    ], undefined, "all");
    if (how === "all")
        return tried;
    const chosen = await asker.prompts.chooseSome(`Which ${guide.scopeWord}`, choices.map(({ key, name, items }) => ({
        value: key,
        label: name === key || name === "" ? key : `${key}  ${name.slice(0, 50)}`,
        ...(items === null ? {} : { hint: plural(items, "issue", "issues") }),
    })), all);
    return chosen.length === all.length ? tried : tryOut(input, tried.answers, token, chosen);
}
function issuesIn(choices) {
    const counts = choices.map(({ items }) => items).filter((items) => items !== null);
    return counts.length < choices.length ? "" : ` (${quantity(counts.reduce((sum, one) => sum + one, 0))} issues)`;
}
/** What the first scan will ask, and what may not be seen. */
export function preview({ connector }, { preflight, budgets, ports }) {
    if (connector.needsSecret === false)
        return [
            `${preflight.summary}.`,
            "The first scan reads all of it, and asks nobody.",
            ...preflight.warnings.map((warning) => `Note: ${problemText(warning)}`),
        ];
    const estimate = preflight.items === null ? null : (connector.firstRead?.(preflight.items) ?? null);
    return [
        firstReadSentence(preflight.items, estimate, budgets, ports.now()),
        ...(estimate === null ? [] : [`Counted so: ${estimate.basis}`]),
        ...preflight.warnings.map((warning) => `Note: ${problemText(warning)}`),
        "It can be stopped with Ctrl-C and goes on later where it stopped. Nothing is written to the tracker.",
    ];
}
/** A name for the workspace; one that is there gets a further connection. */
export async function askWorkspace({ guide, asker, given }, { answers }) {
    const offered = guide
        .workspace(answers)
        .toLowerCase()
        .replaceAll(/[^a-z0-9]{1,200}/g, "-")
        .replaceAll(/^-|-$/g, "");
    return asker.text("Name of the workspace that keeps the data", "workspace", {
        given: given["workspace"],
        initial: isWorkspaceName(offered) && offered !== DEMO_WORKSPACE ? offered : "work",
        example: "acme",
        validate: (name) => name === DEMO_WORKSPACE
            ? 'That one belongs to "wmmm demo".'
            : isWorkspaceName(name)
                ? null
                : "Use lower-case letters, digits and hyphens.",
    });
}
