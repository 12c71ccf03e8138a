import { ProblemError } from "../../model/problem.ts";

/** Throws `ProblemError` (`usage`) for an address of another kind. */
export function placeOf(url: string): { readonly name: string; readonly database: string } {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^postgres(?:ql)?:$/.test(parsed.protocol)) {
    throw new ProblemError({
      code: "usage",
      what: "DATABASE_URL is no address of a PostgreSQL database.",
      todo: "Set it to postgres://user:password@host:5432/database, or unset it: workspaces are files then.",
    });
  }
  const database = decodeURIComponent(parsed.pathname.slice(1)) || parsed.username || "postgres";
  return { name: `${parsed.hostname || "localhost"}:${parsed.port || "5432"}/${database}`, database };
}
