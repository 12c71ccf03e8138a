import { ACTOR_KIND, KIND, ORIGIN } from "../../src/event-log/columns.ts";
import { MINUTE_MS } from "../../src/model/window.ts";
import { coverageOf, ExamplePicker, percentage, Tally, times, tooFew } from "../answer.ts";
import { finishedItems } from "../finished.ts";
import { defineSignal } from "../signal.ts";
/** How close a change of assignee must be to a change of status to belong to it, and how soon a change taken back was a slip. */
const TOGETHER_MS = 10 * MINUTE_MS;
const MINIMUM = 50;
/** Above this share of one owner, ownership may be nominal: nobody can toss what always stays with one account. */
const NOMINAL_OWNER_SHARE = 0.6;
export const signal = defineSignal({
    id: "off-stage-reassignment",
    reference: "S19",
    title: "Off-stage reassignment (tossing)",
    dimension: "coordination",
    unit: "%",
    better: "lower",
    definition: "Finished items that went from one person to another at least once without a change of status within 10 minutes of it, of all finished items " +
        "that had an owner. 0 % = items only change hands when they change stage.",
    source: "Jeong, Kim and Zimmermann 2009 (bug tossing): 37 to 44 % of Mozilla and Eclipse bug reports were tossed, and tossing lengthens their correction.",
    limits: [
        "Says nothing where people share items (pairing, mobbing): not applicable by policy.",
        "Items that never had an owner cannot be passed on; they are left out, so a tracker without owners gives no value.",
        "Handing all items of somebody who leaves to others looks like tossing.",
        "Two people who hand over in a stage without a status of its own look like tossing.",
    ],
    guard: "One owner holding more than 60 % of the finished items is named as a warning: ownership may be nominal.",
    families: ["event"],
    minimumSample: MINIMUM,
    windowWeeks: 26,
    facets: ["status-history", "assignee-history"],
    needs: ["log", "lifecycle", "population", "visits"],
    measure(facts, scope) {
        if (scope.policy.sharedOwnership) {
            return { outcome: "not-applicable", reason: "People share items here (policy), so passing an item on says nothing." };
        }
        const { log } = facts;
        const excluded = new Tally();
        const examples = new ExamplePicker(log);
        const owned = new Map();
        let sampleSize = 0;
        let tossed = 0;
        let tosses = 0;
        let handovers = 0;
        for (const item of finishedItems(facts, scope, excluded)) {
            const found = handoversOf(facts, item);
            if (found === null) {
                excluded.add("never had an owner");
                continue;
            }
            sampleSize++;
            owned.set(found.lastOwner, (owned.get(found.lastOwner) ?? 0) + 1);
            handovers += found.count;
            tosses += found.offStage;
            if (found.offStage > 0) {
                tossed++;
                examples.add("misses", item, found.offStage, () => `passed on ${times(found.offStage)} within a stage`);
            }
            else {
                examples.add("meets", item, found.count, () => found.count === 0 ? "one owner throughout" : `changed hands ${times(found.count)}, each with a change of status`);
            }
        }
        if (sampleSize < MINIMUM)
            return tooFew("finished items that had an owner", sampleSize, MINIMUM, excluded.toExclusions());
        const topShare = Math.max(...owned.values()) / sampleSize;
        return percentage(tossed, sampleSize, {
            coverage: coverageOf(sampleSize, excluded.total),
            excluded: excluded.toExclusions(),
            examples: examples.toExamples(),
            details: {
                "off-stage reassignments": tosses,
                "changes of hands in all": handovers,
                "reassignments per 100 items": (100 * tosses) / sampleSize,
            },
            warnings: topShare > NOMINAL_OWNER_SHARE
                ? [`${Math.round(100 * topShare)} % of the finished items have one owner: ownership may be nominal.`]
                : [],
        });
    },
});
/** Up to the item's last finish; null when nobody ever owned it. */
function handoversOf(facts, item) {
    const { events, items, actors } = facts.log;
    const { isUntimed } = facts.population;
    const end = facts.lifecycle.doneAt[item] + TOGETHER_MS;
    const last = items.firstEvent[item + 1];
    let lastOwner = -1;
    let count = 0;
    let offStage = 0;
    /** The last handover, kept open until it is known not to be taken back. */
    let openAt = NaN;
    let openFrom = -1;
    let openIsOffStage = false;
    const settle = () => {
        if (Number.isNaN(openAt))
            return;
        count++;
        if (openIsOffStage)
            offStage++;
        openAt = NaN;
    };
    for (let e = items.firstEvent[item]; e < last; e++) {
        const at = events.at[e];
        if (at > end)
            break;
        if (events.kind[e] !== KIND.assignee)
            continue;
        const from = events.from[e];
        const to = events.to[e];
        if (to >= 0)
            lastOwner = to;
        else if (lastOwner < 0 && from >= 0)
            lastOwner = from;
        if (from < 0 || to < 0 || from === to || events.origin[e] !== ORIGIN.history)
            continue;
        if (!isPerson(actors.kind[from]) || !isPerson(actors.kind[to]))
            continue;
        if (!Number.isNaN(openAt) && to === openFrom && at - openAt <= TOGETHER_MS) {
            openAt = NaN;
            continue;
        }
        settle();
        if (isUntimed[e] === 1)
            continue;
        openAt = at;
        openFrom = from;
        openIsOffStage = !hasStatusChangeNear(facts.log, item, at);
    }
    settle();
    return lastOwner < 0 ? null : { count, offStage, lastOwner };
}
/** An assignee whose kind the tool does not tell is a person until shown otherwise: rules and integrations own no work. */
function isPerson(kind) {
    return kind === ACTOR_KIND.human || kind === ACTOR_KIND.unknown;
}
function hasStatusChangeNear(log, item, at) {
    const { events, items } = log;
    for (let e = items.firstEvent[item]; e < items.firstEvent[item + 1]; e++) {
        const distance = events.at[e] - at;
        if (distance > TOGETHER_MS)
            return false;
        if (distance >= -TOGETHER_MS && events.kind[e] === KIND.status && events.origin[e] === ORIGIN.history)
            return true;
    }
    return false;
}
