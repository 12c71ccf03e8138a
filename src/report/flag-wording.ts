import type { Flag, FlagKind } from "../model/flag.ts";

/** What each kind of flag is called. */
export const FLAG_NAMES: Readonly<Record<FlagKind, string>> = {
  "administrative-change": "How work is written down changed",
  "flash-stages": "Stages are clicked through",
  "bulk-edits": "Many items were edited in one go",
  "data-entry": "Much more is written down",
  "split-items": "Items may have been split",
};

export const FLAGS_TITLE = "Changes that the work may have no part in";

/** One line a flag, with the signals that it can move by their titles. */
export function flagLine(flag: Flag, signals: readonly { readonly id: string; readonly title: string }[]): string {
  const titles = flag.signals.map((id) => signals.find((signal) => signal.id === id)?.title ?? id);
  return `${flag.sentence} It can move: ${titles.join(", ")}.`;
}
