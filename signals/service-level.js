/** The probability of a service level expectation (SLE): 85 % of the items finish within it. */
export const SLE_PROBABILITY = 0.85;
/** Cycle time in days within which 85 % of the items of a work type finish, learned in `window`; null where there is too little to learn from. */
export function serviceLevels(facts, scope, window) {
    const known = new Map();
    return (type) => {
        let days = known.get(type);
        if (days === undefined)
            known.set(type, (days = facts.service.quantileDays(scope.items, type, window, SLE_PROBABILITY)));
        return days;
    };
}
