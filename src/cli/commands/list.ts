import { ProblemError } from "../../model/problem.ts";
import { fit, padEnd, wrap } from "../../report/terminal/layout.ts";
import { paintFor } from "../paint.ts";
import { EXIT, type Ports } from "../ports.ts";
import { workspaceNames } from "../workspace.ts";

interface Row {
  readonly id: string;
  readonly note: string;
  readonly text: string;
}

const LISTS: Readonly<Record<string, (ports: Ports) => Promise<readonly Row[]>>> = {
  signals: async () => {
    const { SIGNALS } = await import("../../../signals/index.ts");
    return SIGNALS.map((signal) => ({ id: signal.id, note: signal.reference, text: signal.title }));
  },
  characteristics: async () => {
    const { CHARACTERISTICS } = await import("../../maturity/characteristics/index.ts");
    return CHARACTERISTICS.map((characteristic) => ({
      id: characteristic.id,
      note: characteristic.kind,
      text: characteristic.text,
    }));
  },
  connectors: async () => {
    const { connectors } = await import("../../../connectors/index.ts");
    const loaded = await Promise.all(Object.values(connectors).map((load) => load()));
    return loaded.flatMap((connector) => [
      { id: connector.id, note: "", text: connector.title },
      ...connector.permissions.map(({ scope, why }) => ({ id: "", note: "", text: `needs ${scope}: ${why}` })),
    ]);
  },
  workspaces: async (ports) => (await workspaceNames(ports)).map((name) => ({ id: name, note: "", text: "" })),
};

export async function list(what: string, options: { json?: boolean }, ports: Ports): Promise<number> {
  const rowsOf = LISTS[what];
  if (rowsOf === undefined) {
    throw new ProblemError({
      code: "usage",
      what: `There is no list of "${what}".`,
      todo: `Ask for one of: ${Object.keys(LISTS).join(", ")}.`,
    });
  }
  const rows = await rowsOf(ports);
  if (options.json === true) {
    ports.out(`${JSON.stringify(rows, null, 2)}\n`);
    return EXIT.ok;
  }
  const paint = paintFor(ports.colour);
  const idColumns = Math.max(0, ...rows.map((row) => row.id.length));
  const noteColumns = Math.max(0, ...rows.map((row) => row.note.length));
  for (const row of rows) {
    const note = noteColumns === 0 ? "" : `${paint("faint", padEnd(row.note, noteColumns))}  `;
    const room = ports.outIsTerminal
      ? Math.max(20, ports.columns - idColumns - (noteColumns === 0 ? 0 : noteColumns + 2) - 2)
      : 1000;
    // Reasons are there to be read to their end; titles are there to be found.
    const [first = "", ...rest] = row.id === "" ? wrap(row.text, room, "  ") : [fit(row.text, room)];
    ports.out(`${padEnd(row.id, idColumns)}  ${note}${first}`.trimEnd() + "\n");
    for (const line of rest) ports.out(`${" ".repeat(idColumns + 2)}${line}\n`);
  }
  return EXIT.ok;
}
