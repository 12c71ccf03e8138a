/** Creation to resolution in whole minutes against DevLake's `lead_time_minutes`. */
export function compareLeadTimes(name, { items }, rows) {
    const minutes = new Map(
    // `jira/10063` and `github/issue:346842831` end in the number that DevLake's ids end in.
    items.id.map((id, item) => [
        /\d{1,20}$/.exec(id)?.[0],
        Math.floor((items.resolvedAt[item] - items.createdAt[item]) / 60_000),
    ]));
    const expected = rows.filter((row) => row["lead_time_minutes"] !== "");
    const exceptions = expected.flatMap((row) => {
        const id = row["id"].slice(row["id"].lastIndexOf(":") + 1);
        return minutes.get(id) === Number(row["lead_time_minutes"])
            ? []
            : [`${row["issue_key"]}: ${minutes.get(id)} min instead of ${row["lead_time_minutes"]}`];
    });
    return { name, agreed: expected.length - exceptions.length, of: expected.length, atLeast: expected.length, exceptions };
}
