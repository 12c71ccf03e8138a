import type { Measure, Measured } from "../../src/model/measure.ts";
import type { ItemExample, Signal } from "../../signals/signal.ts";
import type { Story } from "../support/log-story.ts";

type Options = Omit<Parameters<Story["scope"]>[0], "weeks">;

/** What a signal answers about a story, over the signal's own window. */
export function answerOf(signal: Signal, story: Story, options: Options = {}): Measure<ItemExample> {
  return signal.measure(story.facts(options.asOf), story.scope({ weeks: signal.windowWeeks, ...options }));
}

/** The same where a value is expected; throws the reason when there is none. */
export function measured(signal: Signal, story: Story, options: Options = {}): Measured<ItemExample> {
  const answer = answerOf(signal, story, options);
  if (answer.outcome !== "measured") throw new Error(`${answer.outcome}: ${answer.reason}`);
  return answer;
}

/** Keys of the examples of one stance, in their order. */
export function exampleKeys(measure: Measured<ItemExample>, story: Story, stance: "meets" | "misses"): string[] {
  const { key } = story.log().items;
  return measure.examples.filter((example) => example.stance === stance).map((example) => key[example.item]!);
}
