/** Counts surprises. */
export function createDrift() {
    const counts = new Map();
    return {
        see(path, value, count = 1) {
            const name = `${path}\n${value}`;
            if (count > 0)
                counts.set(name, { path, value, count: (counts.get(name)?.count ?? 0) + count });
        },
        take: () => [...counts.values()],
    };
}
