/** One item that is deleted leaves its project empty, too; two at once in the same read are taken for a right that was lost. */
const LEAST_FOR_EMPTIED = 2;
/**
 * Whether items that a connector takes for deleted may be called so. A tracker that takes a right away and one that deletes look the same from
 * outside, so `deleted` stays only where the project is still visible and still shows something:
 *
 * - the project is no longer among those that the preflight saw: `not-permitted`;
 * - every stored item of the project would go at once: `not-permitted`.
 *
 * `moved` and `not-permitted` are what a connector has found out, and stay. An item that comes back is live again in any case.
 */
export function reconcile(gone, stored, visibleProjects) {
    const projectOf = new Map(stored.map(({ id, projectKey }) => [id, projectKey]));
    const lost = new Map();
    for (const { item, basis } of gone) {
        const projectKey = projectOf.get(item);
        if (projectKey !== undefined && basis === "deleted")
            lost.set(projectKey, (lost.get(projectKey) ?? 0) + 1);
    }
    const held = new Map();
    for (const { projectKey } of stored)
        held.set(projectKey, (held.get(projectKey) ?? 0) + 1);
    // A connection without projects of its own, such as a file, has none to lose the right to.
    const knowsProjects = stored.length > 0 && visibleProjects.length > 0;
    const visible = new Set(visibleProjects);
    const hidden = [...lost]
        .filter(([projectKey, count]) => (knowsProjects && !visible.has(projectKey)) || (count >= LEAST_FOR_EMPTIED && count === held.get(projectKey)))
        .map(([projectKey, items]) => ({ projectKey, items }));
    const hiddenKeys = new Set(hidden.map(({ projectKey }) => projectKey));
    return {
        gone: gone.map((one) => one.basis === "deleted" && hiddenKeys.has(projectOf.get(one.item) ?? "") ? { ...one, basis: "not-permitted" } : one),
        hidden,
    };
}
