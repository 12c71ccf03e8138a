const iso = (at) => new Date(at).toISOString();
/** Every stay in a status as `<Jira id> <status name> since <instant>[ (first)]`; `nameOf` may put another word in the place of the name. */
export function statusIntervals({ log, visits }, nameOf = (name) => name) {
    const found = [];
    for (let row = 0; row < visits.count; row++) {
        const item = visits.item[row];
        const isFirst = row === visits.first[item];
        found.push(`${jiraIdOf(log.items.id[item])} ${nameOf(log.statuses[visits.status[row]].name)} since ${iso(visits.enteredAt[row])}${isFirst ? " (first)" : ""}`);
    }
    return found;
}
/** Every stay with an owner as `<Jira id> <actor id> since <instant>`; times without an owner are left out. */
export function ownershipIntervals({ log, ownership }) {
    const found = [];
    for (let row = 0; row < ownership.count; row++) {
        const owner = ownership.owner[row];
        if (owner < 0)
            continue;
        found.push(`${jiraIdOf(log.items.id[ownership.item[row]])} ${log.actors.id[owner]} since ${iso(ownership.from[row])}`);
    }
    return found;
}
/** `jira/10063` -> `10063`. */
export function jiraIdOf(item) {
    return item.slice(item.lastIndexOf("/") + 1);
}
