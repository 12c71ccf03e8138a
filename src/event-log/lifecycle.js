import { STATE_CATEGORIES } from "../model/category.ts";
import { MINUTE_MS } from "../model/window.ts";
import { connectionOf } from "../model/work-item.ts";
import { KIND, LINK, ORIGIN } from "./columns.ts";
import { isWithoutResult } from "./resolution.ts";
import { CATEGORY_CODE, CLOSED, IN_PROGRESS } from "./visits.ts";
/** E4: a closing undone this soon was a slip of the hand: neither a finish nor a reopening. */
export const CORRECTION_MS = 10 * MINUTE_MS;
/** E3: work in progress for less than this was declared, not performed. */
const PERFORMED_MS = MINUTE_MS;
const DONE = CATEGORY_CODE.done;
const CANCELLED = CATEGORY_CODE.cancelled;
export function findLifecycle(log, visits, population) {
    const { items, events } = log;
    const count = items.count;
    const startedAt = new Float64Array(count).fill(NaN);
    const startSource = Array.from({ length: count }).fill("none");
    const firstDoneAt = new Float64Array(count).fill(NaN);
    const doneAt = new Float64Array(count).fill(NaN);
    const cancelledAt = new Float64Array(count).fill(NaN);
    const doneInBulk = new Uint8Array(count);
    const reopenCount = new Uint16Array(count);
    const reopenedAt = new Float64Array(count).fill(NaN);
    const status = new Int32Array(count).fill(-1);
    const category = Array.from({ length: count }).fill("backlog");
    const outcome = closedCategories(log, visits);
    const { first, enteredAt, leftAt } = visits;
    for (let i = 0; i < count; i++) {
        const begin = first[i];
        const end = first[i + 1];
        if (begin === end)
            continue;
        status[i] = visits.status[end - 1];
        category[i] = STATE_CATEGORIES[outcome[end - 1]];
        const isSnapshot = visits.event[begin] >= 0;
        for (let v = begin; v < end;) {
            let next = v + 1;
            if (IN_PROGRESS[outcome[v]] === 1) {
                while (next < end && IN_PROGRESS[outcome[next]] === 1)
                    next++;
                const performed = next === end || leftAt[next - 1] - enteredAt[v] >= PERFORMED_MS;
                if (performed && !isSnapshot && Number.isNaN(startedAt[i])) {
                    startedAt[i] = enteredAt[v];
                    startSource[i] = "status";
                }
            }
            else if (CLOSED[outcome[v]] === 1) {
                while (next < end && CLOSED[outcome[next]] === 1)
                    next++;
                const isLeft = next < end;
                if (!isLeft || leftAt[next - 1] - enteredAt[v] > CORRECTION_MS)
                    closed(i, v, next, isLeft, isSnapshot);
            }
            v = next;
        }
    }
    startWithoutStatus();
    return { startedAt, startSource, firstDoneAt, doneAt, cancelledAt, doneInBulk, reopenCount, reopenedAt, status, category };
    /** A stretch of closed stays from row `v` up to `next`. */
    function closed(i, v, next, isLeft, isSnapshot) {
        const entered = (row) => (isSnapshot ? items.resolvedAt[i] : enteredAt[row]);
        for (let row = v; row < next && Number.isNaN(firstDoneAt[i]); row++)
            if (outcome[row] === DONE)
                firstDoneAt[i] = entered(row);
        if (isLeft) {
            reopenCount[i]++;
            if (Number.isNaN(reopenedAt[i]) && firstDoneAt[i] < leftAt[next - 1])
                reopenedAt[i] = leftAt[next - 1];
            return;
        }
        let row = next - 1;
        while (row > v && outcome[row - 1] === outcome[next - 1])
            row--;
        if (outcome[row] === DONE)
            doneAt[i] = entered(row);
        else
            cancelledAt[i] = entered(row);
        const event = visits.event[row];
        const isGuess = event >= 0
            ? population.isBulk[event] === 1 || (!isSnapshot && population.isUntimed[event] === 1)
            : population.isImported[i] === 1;
        if (isGuess)
            doneInBulk[i] = 1;
    }
    /**
     * In a project without a status for work in progress (issues of GitHub are open or closed, unless a board says more) the first assignment or
     * linked pull request is the start. Where there are such statuses and an item skipped them, it has no start.
     */
    function startWithoutStatus() {
        const withStart = projectsWithProgress(log, visits);
        for (let i = 0; i < count; i++) {
            if (!Number.isNaN(startedAt[i]) || withStart[items.project[i]] === 1)
                continue;
            for (let e = items.firstEvent[i]; e < items.firstEvent[i + 1]; e++) {
                if (events.at[e] >= firstDoneAt[i] || events.to[e] === -1 || events.origin[e] === ORIGIN.snapshot)
                    continue;
                const kind = events.kind[e];
                const isPullRequest = kind === KIND.link && events.detail[e] === LINK["pull-request"];
                if (!isPullRequest && kind !== KIND.assignee && kind !== KIND.delegate)
                    continue;
                startedAt[i] = Math.max(events.at[e], items.createdAt[i]);
                startSource[i] = isPullRequest ? "link" : "assignment";
                break;
            }
        }
    }
}
/**
 * By project: 1 = an item of it was in progress once, or could have been, since a workflow that is declared for it has a status for that. Where none
 * is declared, all statuses of the connection count as the project's.
 */
function projectsWithProgress({ items, projects, projectConnection, statuses, workflows }, visits) {
    const moving = new Set(statuses.filter(({ category }) => IN_PROGRESS[CATEGORY_CODE[category]] === 1).map(({ id }) => id));
    const connections = new Set([...moving].map(connectionOf));
    const declared = new Map();
    for (const { id, statuses: own, projectKeys } of workflows) {
        const moves = own.some((status) => moving.has(status));
        for (const key of projectKeys) {
            const project = `${connectionOf(id)} ${key}`;
            declared.set(project, moves || declared.get(project) === true);
        }
    }
    const found = Uint8Array.from(projects, (key, project) => {
        const connection = projectConnection[project];
        return (declared.get(`${connection} ${key}`) ?? connections.has(connection)) ? 1 : 0;
    });
    for (let v = 0; v < visits.count; v++)
        if (IN_PROGRESS[visits.category[v]] === 1)
            found[items.project[visits.item[v]]] = 1;
    return found;
}
/** Category of every stay, with done turned into cancelled where the resolution in force at its end says so (E5). */
function closedCategories(log, visits) {
    const { items, events, texts } = log;
    const category = visits.category.slice();
    const without = new Map();
    const isWithout = (text) => {
        let answer = without.get(text);
        if (answer === undefined)
            without.set(text, (answer = isWithoutResult(texts[text])));
        return answer;
    };
    for (let i = 0; i < items.count; i++) {
        let e = items.firstEvent[i];
        let resolution = -1;
        for (let v = visits.first[i]; v < visits.first[i + 1]; v++) {
            if (category[v] !== DONE)
                continue;
            const leftAt = visits.leftAt[v];
            for (; e < items.firstEvent[i + 1] && !(events.at[e] >= leftAt); e++) {
                if (events.kind[e] === KIND.resolution)
                    resolution = events.to[e];
            }
            if (resolution >= 0 && isWithout(resolution))
                category[v] = CANCELLED;
        }
    }
    return category;
}
