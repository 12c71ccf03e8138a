/** Linear's interface has no question for the scopes of a key or a token, so all that can be told is which kind it is. */
export function tokenRights(token) {
    const kind = token.startsWith("lin_oauth_") ? "an OAuth token, which lives for a day" : "a personal API key";
    return {
        summary: `This is ${kind}; Linear does not tell what it may do, so it may be wider than reading.`,
        granted: null,
        unneeded: [],
        missing: [],
        leastSet: "Restrict the key to Read, and to the teams to be read, under Settings > Account > Security & access.",
    };
}
/** Every team that the token may see, archived ones too, as Linear counts their issues. */
export function teamChoices({ teams }) {
    return teams.map(({ key, name, issueCount }) => ({ key, name, items: issueCount ?? null }));
}
