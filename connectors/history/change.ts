import type { EventKind } from "../../src/model/event.ts";

/** One thing that changed, in our words. For kinds that hold several values at once, `from` left and `to` came, never both. */
export interface Change {
  readonly kind: EventKind;
  readonly key: string;
  readonly at: number;
  readonly actor: string | null;
  readonly viaAutomation: boolean;
  readonly from: string | null;
  readonly to: string | null;
  readonly fromRaw: string | null;
  readonly toRaw: string | null;
  readonly detail: string | null;
}
