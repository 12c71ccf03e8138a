/**
 * The values an item was created with: what it holds now, with its history undone from the newest change to the oldest. `changes` are in the
 * order of time. Without the whole history (`isWhole` false) present values are only a snapshot; what the oldest change of a kind left behind
 * is known all the same.
 */
export function initialValues(present, changes, isWhole) {
    const initial = [];
    const origin = isWhole ? "initial" : "snapshot";
    const byKind = Map.groupBy(changes, ({ kind }) => kind);
    for (const kind of Object.keys(present.single)) {
        const first = byKind.get(kind)?.[0];
        if (first === undefined) {
            const value = present.single[kind];
            if (value !== null)
                initial.push({ kind, origin, value });
        }
        else if (first.from !== null) {
            initial.push({ kind, origin: "initial", value: { value: first.from, raw: first.fromRaw, detail: null } });
        }
    }
    for (const kind of Object.keys(present.several)) {
        const nameOf = (value, detail) => `${detail ?? ""} ${value}`;
        const held = new Map(present.several[kind].map((value) => [nameOf(value.value, value.detail), value]));
        for (const { from, to, fromRaw, detail } of (byKind.get(kind) ?? []).toReversed()) {
            if (to !== null)
                held.delete(nameOf(to, detail));
            if (from !== null)
                held.set(nameOf(from, detail), { value: from, raw: fromRaw, detail });
        }
        for (const value of held.values())
            initial.push({ kind, origin, value });
    }
    return initial;
}
/** Each change of the kind begins where the one before ended, and the last one ends at the present value. */
export function isChain(changes, kind, end) {
    const own = changes.filter((change) => change.kind === kind);
    return own.every(({ to }, index) => to === (index + 1 < own.length ? own[index + 1].from : end));
}
