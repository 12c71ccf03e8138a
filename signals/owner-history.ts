import type { Facts } from "../src/event-log/facts.ts";

type Owners = Pick<Facts, "ownership" | "population">;

/** Only the present owner is known (a snapshot): who owned the item when cannot be told. */
export function hasNoOwnerHistory(facts: Owners, item: number): boolean {
  const { ownership, population } = facts;
  const event = ownership.event[ownership.first[item]!]!;
  return event >= 0 && population.isUntimed[event] === 1;
}

/** Whether any item of the workspace shows an owner at a known time. Where none does, nobody can tell whether work has owners. */
export function showsOwners(facts: Owners): boolean {
  const { ownership, population } = facts;
  for (let o = 0; o < ownership.count; o++) {
    if (ownership.owner[o]! < 0) continue;
    const event = ownership.event[o]!;
    if (event < 0 || population.isUntimed[event] === 0) return true;
  }
  return false;
}
