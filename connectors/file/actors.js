const WORDS = {
    human: ["human", "person", "user", "people"],
    "automation-rule": ["automation-rule", "automation rule", "automation", "rule", "system", "workflow"],
    integration: ["integration", "app", "bot", "service", "service account", "api"],
    "ai-agent": ["ai-agent", "ai agent", "agent", "ai"],
    unknown: ["unknown", ""],
};
const BY_WORD = new Map(Object.entries(WORDS).flatMap(([kind, words]) => words.map((word) => [word, kind])));
/** The kind that a word of the file names; a word that nobody knows is unknown. */
export function actorKindOf(word) {
    return BY_WORD.get(word.trim().toLowerCase()) ?? "unknown";
}
/**
 * Everybody that the file names, by pseudonym. Where no row says what kind somebody is, they are taken for a person: most are, and
 * signals that ask what kind an actor is are not answered from a file that does not say.
 */
export function createActors(pseudonym) {
    const pseudonyms = new Map();
    const kinds = new Map();
    return {
        see(name, kind) {
            let id = pseudonyms.get(name);
            if (id === undefined)
                pseudonyms.set(name, (id = pseudonym(name)));
            const known = kinds.get(id) ?? null;
            // Two rows that differ: neither can be believed.
            kinds.set(id, known === null || kind === null ? (known ?? kind) : known === kind ? kind : "unknown");
            return id;
        },
        records: () => [...kinds].map(([id, kind]) => ({
            id,
            kind: kind ?? "human",
            kindBasis: kind === null ? "the file names no kind: taken for a person" : `actor kind in the file: ${kind}`,
            active: null,
        })),
    };
}
