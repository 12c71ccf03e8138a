import { connectionOf } from "../src/model/work-item.ts";
/** Waiting and blocked stages may be left at once, so only these can be skipped. */
const isPerformable = (log, status) => {
    const { category } = log.statuses[status];
    return category === "active" || category === "review";
};
/**
 * The workflow that the tool of an item declares for work of its project and type, the most specific one; null when there is none or it says nothing:
 * one that lets everything go straight to done has no stage that could be skipped.
 */
export function declaredWorkflow(log, item) {
    const connection = connectionOf(log.items.id[item]);
    const project = log.projects[log.items.project[item]] ?? "";
    const typeRaw = log.texts[log.items.typeRaw[item]] ?? "";
    let best = null;
    let bestRank = -1;
    for (const workflow of log.workflows) {
        // Two tools may have a project of one key.
        if (!["", connection].includes(connectionOf(workflow.id)))
            continue;
        const forProject = workflow.projectKeys.includes(project);
        const forType = workflow.typesRaw.includes(typeRaw);
        if (!forProject && workflow.projectKeys.length > 0)
            continue;
        if (!forType && workflow.typesRaw.length > 0)
            continue;
        const rank = (forProject ? 2 : 0) + (forType ? 1 : 0);
        if (rank > bestRank)
            [best, bestRank] = [workflow, rank];
    }
    return best === null ? null : referenceOf(log, best);
}
function referenceOf(log, workflow) {
    const indexOf = new Map(log.statuses.map((status, index) => [status.id, index]));
    const toIndexes = (ids) => ids.map((id) => indexOf.get(id)).filter((index) => index !== undefined);
    const statuses = new Set(toIndexes(workflow.statuses));
    const fromAnywhere = new Set();
    const next = new Map();
    for (const { from, to } of workflow.transitions) {
        const target = indexOf.get(to);
        const source = from === null ? null : indexOf.get(from);
        if (target === undefined || source === undefined)
            continue;
        if (source === null)
            fromAnywhere.add(target);
        else
            next.set(source, (next.get(source) ?? new Set()).add(target));
    }
    const categoryOf = (status) => log.statuses[status].category;
    const waiting = [...statuses].filter((status) => categoryOf(status) === "backlog" || categoryOf(status) === "ready");
    const starts = waiting.length > 0 ? waiting : [...statuses].slice(0, 1);
    /** Whether an item can finish without ever being in `avoided`. */
    const canFinishWithout = (avoided) => {
        const reached = new Set();
        const open = starts.filter((status) => status !== avoided);
        for (let status = open.pop(); status !== undefined; status = open.pop()) {
            if (reached.has(status))
                continue;
            reached.add(status);
            if (categoryOf(status) === "done")
                return true;
            for (const target of [...(next.get(status) ?? []), ...fromAnywhere])
                if (target !== avoided)
                    open.push(target);
        }
        return false;
    };
    const mandatory = [...statuses].filter((status) => isPerformable(log, status) && canFinishWithout(-1) && !canFinishWithout(status));
    if (mandatory.length === 0)
        return null;
    return {
        knows: (status) => statuses.has(status),
        allows: (trace) => statuses.has(trace[0]) &&
            trace.every((to, k) => k === 0 || fromAnywhere.has(to) || next.get(trace[k - 1])?.has(to) === true),
        mandatory: mandatory.sort((a, b) => a - b),
    };
}
