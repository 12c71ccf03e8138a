import { linkTypeOf } from "../text/link-phrases.ts";
/** The links an issue has now. `outwardIssue` is the one that this issue acts on: phrase `outward`, "blocks". */
export function presentLinks(links) {
    return links.flatMap(({ type, inwardIssue, outwardIssue }) => {
        const other = outwardIssue ?? inwardIssue;
        if (other === null || other === undefined)
            return [];
        const phrase = phraseOf(type, outwardIssue === null || outwardIssue === undefined ? "inward" : "outward");
        return [{ id: other.id ?? null, key: other.key, type: linkTypeOf(phrase), phrase }];
    });
}
function phraseOf(type, direction) {
    return type[direction] ?? type.name ?? "";
}
/** The phrase inside a changelog sentence, "This issue is blocked by ACME-7" (the words before the phrase depend on the site's language). */
export function phraseIn(sentence, key, types) {
    const start = sentence.slice(0, 300);
    const rest = start.endsWith(key) ? start.slice(0, -key.length).trim() : start.trim();
    const known = types
        .flatMap((type) => [type.inward ?? "", type.outward ?? ""])
        .filter((phrase) => phrase !== "" && rest.endsWith(phrase))
        .sort((a, b) => b.length - a.length)[0];
    return known ?? rest.replace(/^This issue /, "");
}
