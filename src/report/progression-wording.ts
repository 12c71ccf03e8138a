import type { Composition, Progression } from "../model/progression.ts";
import { percent } from "./wording.ts";

/** The four kinds of moves in their order, from persons to AI, as every surface names them. */
export const COMPOSITION_NAMES: Readonly<Record<keyof Composition, string>> = {
  person: "people on their own",
  system: "people by the system",
  architecture: "structure",
  ai: "AI",
};

export const COMPOSITION_KINDS = Object.keys(COMPOSITION_NAMES) as readonly (keyof Composition)[];

/** What moves work, in one line; null where an earlier version made the result. */
export function progressionSentence(progression: Progression | undefined): string | null {
  if (progression === undefined) return null;
  const { composition, position, reason } = progression;
  if (composition === null || position === null) return `What moves work cannot be told: ${reason ?? "too few moves."}`;
  const shares = COMPOSITION_KINDS.map((kind) => `${COMPOSITION_NAMES[kind]} ${percent(composition[kind])}`).join(", ");
  const unseen = oversightSentence(progression);
  return `What moves work: ${shares}; position ${Math.round(position)} of 100 between persons and AI.${unseen === null ? "" : ` ${unseen}`}`;
}

/** How much of the AI share shows no oversight by people; null without any AI, or where all of it does. */
export function oversightSentence({ composition, aiOverseen }: Progression): string | null {
  if (composition === null || composition.ai === 0 || aiOverseen === 1) return null;
  return aiOverseen === null
    ? "Whether people watch over what AI does could not be measured."
    : `Of what AI does ${percent(1 - aiOverseen)} shows no owner and review by people.`;
}
