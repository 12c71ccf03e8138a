import { ProblemError } from "../../model/problem.ts";
import { quantity } from "../../report/wording.ts";
import { moveWorkspace } from "../../store/move-workspace.ts";
import { EXIT, type Ports } from "../ports.ts";
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
  try {
    const names = given === undefined ? await source.names() : [given];
    if (names.length === 0) ports.err(`  There is no workspace in ${source.place}.\n`);
    for (const name of names) {
      const { wasThere, tables } = await moveWorkspace(name, source, target);
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      const how = wasThere ? "was there already, and is the same" : "carried over and compared";
      ports.out(`${name}: ${quantity(rows)} rows of ${tables.length} tables ${how}\n`);
    }
    if (names.length > 0) {
      const next =
        to === "postgres"
          ? "with DATABASE_URL set, every command uses them there"
          : "with DATABASE_URL unset, every command uses the files";
      ports.err(`  Now in ${target.place}: ${next}. The originals in ${source.place} were kept.\n`);
    }
    return EXIT.ok;
  } finally {
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
