/** What a signal answers about a story, over the signal's own window. */
export function answerOf(signal, story, options = {}) {
    return signal.measure(story.facts(options.asOf), story.scope({ weeks: signal.windowWeeks, ...options }));
}
/** The same where a value is expected; throws the reason when there is none. */
export function measured(signal, story, options = {}) {
    const answer = answerOf(signal, story, options);
    if (answer.outcome !== "measured")
        throw new Error(`${answer.outcome}: ${answer.reason}`);
    return answer;
}
/** Keys of the examples of one stance, in their order. */
export function exampleKeys(measure, story, stance) {
    const { key } = story.log().items;
    return measure.examples.filter((example) => example.stance === stance).map((example) => key[example.item]);
}
