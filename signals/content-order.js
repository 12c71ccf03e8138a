/**
 * Work items by what happened to them, never by what they are called: creation first, then the number of events, then the last one. Items that
 * share all three keep the order of the log.
 */
export function inContentOrder(facts) {
    const { items, events } = facts.log;
    const { isWork } = facts.population;
    const order = new Uint32Array(items.count);
    let count = 0;
    let isSorted = true;
    for (let i = 0; i < items.count; i++) {
        if (isWork[i] !== 1)
            continue;
        if (count > 0 && !(items.createdAt[order[count - 1]] < items.createdAt[i]))
            isSorted = false;
        order[count++] = i;
    }
    const work = order.slice(0, count);
    if (isSorted)
        return work;
    const eventCount = (item) => items.firstEvent[item + 1] - items.firstEvent[item];
    const lastAt = (item) => (eventCount(item) === 0 ? 0 : events.at[items.firstEvent[item + 1] - 1]);
    return work.sort((a, b) => items.createdAt[a] - items.createdAt[b] || eventCount(a) - eventCount(b) || lastAt(a) - lastAt(b) || a - b);
}
/** Place of each team among all, most items first, then by their creations. Teams with the same content share a place. */
export function rankByContent(facts, itemsOf) {
    const { createdAt } = facts.log.items;
    const compare = (a, b) => {
        const [left, right] = [itemsOf[a], itemsOf[b]];
        if (left.length !== right.length)
            return right.length - left.length;
        for (let k = 0; k < left.length; k++) {
            const difference = createdAt[left[k]] - createdAt[right[k]];
            if (difference !== 0)
                return difference;
        }
        return 0;
    };
    const sorted = itemsOf.map((_, team) => team).sort(compare);
    const ranks = itemsOf.map(() => 0);
    sorted.forEach((team, place) => {
        const before = sorted[place - 1];
        ranks[team] = before !== undefined && compare(before, team) === 0 ? ranks[before] : place;
    });
    return ranks;
}
