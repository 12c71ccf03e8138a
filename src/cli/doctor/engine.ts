import { ProblemError } from "../../model/problem.ts";
import { quantity } from "../../report/wording.ts";
import type { Ports } from "../ports.ts";
import { databaseUrl } from "../workspace.ts";
import type { Finding } from "./finding.ts";

/** What workspaces are kept in. Nothing is said of files, whose directory is told of anyway. */
export async function engineFindings(ports: Ports): Promise<readonly Finding[]> {
  const url = databaseUrl(ports);
  if (url === null) {
    const isSet = (ports.env["DATABASE_URL"]?.trim() ?? "") !== "";
    if (!isSet) return [];
    return [{ state: "note", text: "DATABASE_URL names no PostgreSQL database, so workspaces are files, as without it." }];
  }
  const { databaseHealth } = await import("../../store/postgres/health.ts");
  try {
    const { place, version, bytes, schema, newestSchema } = await databaseHealth(url);
    const findings: Finding[] = [
      {
        state: "ok",
        text: `Workspaces in PostgreSQL ${version} at ${place}: ${quantity(bytes / 1e6)} MB, schema ${schema} of ${newestSchema}`,
      },
    ];
    if (schema < newestSchema)
      findings.push({
        state: "note",
        text: "Its tables are not up to date.",
        fix: 'The next command brings them up to date, or "wmmm migrate up".',
      });
    return findings;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [{ state: "bad", text: error.problem.what, fix: error.problem.todo }];
  }
}
