import type { Signal } from "../../../signals/signal.ts";
import type { Characteristic } from "../../model/level.ts";
import type { Result } from "../../model/result.ts";
import { escapedJson, renderJson } from "../../report/json.ts";

/** One JSON object: what is known of the id, and, as `show --json` has it, what the last result says of it (null = no result). */
export function explainJson(about: Characteristic | Signal, result: Result | null): string {
  const printed = result === null ? null : (JSON.parse(renderJson(result)) as Result);
  const isOwn = ({ id }: { readonly id: string }): boolean => id === about.id;
  const of = "level" in about ? printed?.characteristics : printed?.signals;
  return `${escapedJson(
    {
      kind: "level" in about ? "characteristic" : "signal",
      definition: "level" in about ? about : definitionOf(about),
      workspace: printed?.workspace ?? null,
      asOf: printed?.asOf ?? null,
      result: of?.find(isOwn) ?? null,
    },
    2,
  )}\n`;
}

/** Of a signal, what is said about it and not how it is computed. */
function definitionOf(signal: Signal): object {
  const { measure: _, needs: __, ...said } = signal;
  return said;
}
