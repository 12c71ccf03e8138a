import { ProblemError } from "../../model/problem.ts";
import { quantity } from "../../report/wording.ts";
import { moveWorkspace } from "../../store/move-workspace.ts";
import { moveBeside, type Beside } from "../../store/move-beside.ts";
import { areOperationsThere, openOperations } from "../operations.ts";
import { EXIT, type Ports } from "../ports.ts";
import { indented } from "../problem-text.ts";
import { openCredentials } from "../secrets.ts";
import { databaseUrl, openHome } from "../workspace.ts";

type EngineName = "sqlite" | "postgres";

export interface MoveOptions {
  readonly from: EngineName;
  readonly to: EngineName;
}

/** One workspace after the other; those that an earlier move has carried over are compared and left. */
export async function moveStore(given: string | undefined, { from, to }: MoveOptions, ports: Ports): Promise<number> {
  if (from === to)
    throw new ProblemError({ code: "usage", what: "--from and --to are the same.", todo: "Name sqlite and postgres, one each." });
  const [source, target] = [await homeOf(from, ports), await homeOf(to, ports)];
  const besides = await openBesides(portsOf(from, ports), portsOf(to, ports));
  try {
    const names = given === undefined ? await source.names() : [given];
    if (names.length === 0) ports.err(`  There is no workspace in ${source.place}.\n`);
    for (const name of names) {
      const { wasThere, tables } = await moveWorkspace(name, source, target);
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      const how = wasThere ? "was there already, and is the same" : "carried over and compared";
      ports.out(`${name}: ${quantity(rows)} rows of ${tables.length} tables ${how}\n`);
      const beside = await moveBeside(name, besides.from, besides.to);
      const carried = beside.parts.filter(({ name, rows }) => rows > 0 && name !== "data keys");
      const list = carried.map(({ name, rows }) => `${name} ${rows}`).join(", ");
      if (list !== "")
        ports.out(`${name}: ${list}; ${beside.isNew ? "carried over and compared" : "were there already, and are the same"}\n`);
      if (carried.some(({ name }) => name === "sealed secrets"))
        ports.err(`${indented(await keysNote(name, besides.from, ports), "  ", ports)}\n`);
    }
    if (names.length > 0) {
      const next =
        to === "postgres"
          ? "with DATABASE_URL set, every command uses them there"
          : "with DATABASE_URL unset, every command uses the files";
      ports.err(`${indented(`Now in ${target.place}: ${next}. The originals in ${source.place} were kept.`, "  ", ports)}\n`);
    }
    return EXIT.ok;
  } finally {
    await besides.close();
    await source.close();
    await target.close();
  }
}

async function homeOf(engine: EngineName, ports: Ports) {
  if (engine === "sqlite") return openHome(ports, null);
  const url = databaseUrl(ports);
  if (url !== null) return openHome(ports, url);
  throw new ProblemError({
    code: "usage",
    what: "DATABASE_URL names no PostgreSQL database.",
    todo: "Set it to postgres://user:password@host:5432/database.",
  });
}

/** The same process with one engine chosen, whatever DATABASE_URL says. */
function portsOf(engine: EngineName, ports: Ports): Ports {
  return engine === "postgres" ? ports : { ...ports, env: { ...ports.env, DATABASE_URL: undefined } };
}

/** What is beside the workspaces in both places. In the new one it is made where the old one has something. */
async function openBesides(from: Ports, to: Ports) {
  const opened: { close(): Promise<void> }[] = [];
  const kept = <T extends { close(): Promise<void> }>(one: T | null): T | null => {
    if (one !== null) opened.push(one);
    return one;
  };
  const close = async (): Promise<void> => {
    for (const one of opened) await one.close();
  };
  try {
    const operations = kept((await areOperationsThere(from)) ? await openOperations(from) : null);
    const credentials = kept((await openCredentials(from, false))?.store ?? null);
    return {
      from: { operations, credentials },
      to: {
        operations: kept(operations === null ? null : await openOperations(to)),
        credentials: kept(credentials === null ? null : ((await openCredentials(to, true))?.store ?? null)),
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Who opens them stays the same: what is sealed is carried over as it is. */
async function keysNote(workspace: string, { credentials }: Beside, ports: Ports): Promise<string> {
  const { findKeyring } = await import("../key-source.ts");
  const found = await findKeyring(ports, false);
  const sealedWith = new Set(((await credentials?.secrets(workspace)) ?? []).map(({ dataKey }) => dataKey));
  const keys = ((await credentials?.dataKeys(workspace)) ?? []).filter(({ id }) => sealedWith.has(id));
  const missing = [...new Set(keys.map(({ wrappedBy }) => wrappedBy))].filter((id) => (found?.keyring.key(id) ?? null) === null);
  if (missing.length === 0)
    return `Secrets stay sealed as they are: whoever uses them there needs the same keyring, which is ${found?.from ?? "not here"}.`;
  return `note: the keyring of this command does not open all that was carried over: key ${missing.join(", ")} is missing. Give the servers the keyring that holds it, or store those secrets again.`;
}
