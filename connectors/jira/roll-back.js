import { SEVERAL, SINGLE } from "./present.ts";
/**
 * The values an item was created with: what it holds now, with its whole history undone from the newest change to the oldest. Without
 * a history to trust (`historyComplete` false) the present values are only a snapshot.
 */
export function rollBack(present, changes, historyComplete) {
    const initial = [];
    const origin = historyComplete ? "initial" : "snapshot";
    let statusChainWhole = true;
    const firsts = new Map();
    for (const change of changes)
        if (!firsts.has(change.kind))
            firsts.set(change.kind, change);
    const ofKind = (kind) => (firsts.has(kind) ? changes.filter((change) => change.kind === kind) : []);
    for (const kind of SINGLE) {
        const first = firsts.get(kind);
        if (kind === "status")
            statusChainWhole = isChain(ofKind(kind), present.single.status?.value ?? null);
        // What the oldest change left behind is known whatever else is missing.
        if (first === undefined) {
            const value = present.single[kind];
            if (value !== null)
                initial.push({ kind, origin, value });
        }
        else if (first.from !== null) {
            initial.push({ kind, origin: "initial", value: { value: first.from, raw: first.fromRaw, detail: null } });
        }
    }
    for (const kind of SEVERAL) {
        const own = ofKind(kind);
        if (own.length === 0 && present.several[kind].length <= 1) {
            for (const value of present.several[kind])
                initial.push({ kind, origin, value });
            continue;
        }
        const nameOf = (value, detail) => `${detail ?? ""} ${value}`;
        const held = new Map(present.several[kind].map((value) => [nameOf(value.value, value.detail), value]));
        for (const { from, to, fromRaw, detail } of own.toReversed()) {
            if (to !== null)
                held.delete(nameOf(to, detail));
            if (from !== null)
                held.set(nameOf(from, detail), { value: from, raw: fromRaw, detail });
        }
        for (const value of held.values())
            initial.push({ kind, origin, value });
    }
    return { initial, statusChainWhole };
}
function isChain(changes, end) {
    return changes.every(({ to }, index) => to === (index + 1 < changes.length ? changes[index + 1].from : end));
}
