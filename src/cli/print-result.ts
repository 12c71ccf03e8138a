import type { Result } from "../model/result.ts";
import type { Ports } from "./ports.ts";

export async function printResult(result: Result, json: boolean, ports: Ports): Promise<void> {
  if (json) {
    const { renderJson } = await import("../report/json.ts");
    ports.out(renderJson(result));
    return;
  }
  const [{ renderTerminal }, { paintFor }] = await Promise.all([import("../report/terminal/result.ts"), import("./paint.ts")]);
  ports.out(renderTerminal(result, { columns: ports.columns, paint: paintFor(ports.colour) }));
}
