import { canonicalJson } from "./hash.ts";
/** One sentence for each way in which `ruleset` differs from `reference`; empty when they judge alike. */
export function deviationsFrom(reference, ruleset) {
    const sentences = [];
    const expected = new Map(reference.ladders.map((ladder) => [ladder.signal, ladder]));
    for (const ladder of ruleset.ladders) {
        const other = expected.get(ladder.signal);
        expected.delete(ladder.signal);
        if (other === undefined)
            sentences.push(`The ladder of ${ladder.signal} was added.`);
        else if (other.scale !== ladder.scale || other.rungs.join() !== ladder.rungs.join())
            sentences.push(`The ladder of ${ladder.signal} is ${ladder.rungs.join("/")} instead of ${other.rungs.join("/")}.`);
    }
    for (const signal of expected.keys())
        sentences.push(`The ladder of ${signal} was left out.`);
    for (const id of Object.keys(reference.weights))
        if (canonicalJson(reference.weights[id]) !== canonicalJson(ruleset.weights[id] ?? null))
            sentences.push(`The weights of ${id} were changed.`);
    for (const key of Object.keys(reference)) {
        if (key === "version" || key === "ladders" || key === "weights")
            continue;
        const before = canonicalJson(reference[key]);
        const after = canonicalJson(ruleset[key]);
        if (before !== after)
            sentences.push(`The rule ${key} is ${after} instead of ${before}.`);
    }
    return sentences.toSorted();
}
