import { connectionOf } from "../model/work-item.ts";
export function itemConnections({ items }) {
    const index = new Map();
    const of = new Uint16Array(items.count);
    for (let i = 0; i < items.count; i++) {
        const name = connectionOf(items.id[i]);
        let known = index.get(name);
        if (known === undefined)
            index.set(name, (known = index.size));
        of[i] = known;
    }
    return { names: [...index.keys()], of };
}
