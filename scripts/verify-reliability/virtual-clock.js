/** A clock for `workers` that moves only when all of them sleep: a day takes as long as what is done in it. */
export function createVirtualClock(startAt, workers) {
    let now = startAt;
    let awake = workers;
    const sleepers = [];
    const advance = () => {
        if (awake > 0 || sleepers.length === 0)
            return;
        let next = 0;
        for (let index = 1; index < sleepers.length; index++)
            if (sleepers[index].at < sleepers[next].at)
                next = index;
        const [{ at, wake }] = sleepers.splice(next, 1);
        now = Math.max(now, at);
        awake++;
        wake();
    };
    return {
        now: () => now,
        sleep: (ms) => new Promise((resolve) => {
            sleepers.push({ at: now + ms, wake: resolve });
            awake--;
            advance();
        }),
        leave() {
            awake--;
            advance();
        },
    };
}
