/** Only the present owner is known (a snapshot): who owned the item when cannot be told. */
export function hasNoOwnerHistory(facts, item) {
    const { ownership, population } = facts;
    const event = ownership.event[ownership.first[item]];
    return event >= 0 && population.isUntimed[event] === 1;
}
/** Whether any item of the workspace shows an owner at a known time. Where none does, nobody can tell whether work has owners. */
export function showsOwners(facts) {
    const { ownership, population } = facts;
    for (let o = 0; o < ownership.count; o++) {
        if (ownership.owner[o] < 0)
            continue;
        const event = ownership.event[o];
        if (event < 0 || population.isUntimed[event] === 0)
            return true;
    }
    return false;
}
