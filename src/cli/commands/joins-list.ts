import { JOIN_KINDS, type Join } from "../../model/join.ts";
import type { EventLog } from "../../event-log/columns.ts";
import { conflictSentence, joinSentences } from "../../report/join-wording.ts";
import { connectionOf } from "../../model/work-item.ts";
import type { WorkspaceStore } from "../../store/store.ts";
import { EXIT, type Ports } from "../ports.ts";
import { chooseWorkspace, withWorkspace } from "../workspace.ts";
import { allJoins } from "./joins.ts";

/** Work is joined by the thousand; more than this is only shown where it is asked for. */
const MOST_WORK = 20;

interface Row {
  readonly id: string;
  readonly kind: Join["kind"];
  readonly basis: Join["basis"];
  readonly state: Join["state"];
  readonly reason: string | null;
  /** ISO instant; null = not known. */
  readonly since: string | null;
  /** Connection and what it calls the record; accounts are pseudonyms. */
  readonly sides: readonly { readonly connection: string; readonly name: string }[];
}

/** How every join was made. Of persons there are pseudonyms and connections, and nothing else. */
export async function listJoins(
  given: string | undefined,
  options: { readonly json?: boolean; readonly all?: boolean },
  ports: Ports,
): Promise<number> {
  return withWorkspace(await chooseWorkspace(given, ports), false, ports, async (store) => {
    const log = await store.load(ports.now());
    const joins = await allJoins(store, log);
    const nameOf = await namesOf(store, log);
    const rows = joins.map(({ since, a, b, ...rest }): Row => ({
      ...{ id: rest.id, kind: rest.kind, basis: rest.basis, state: rest.state, reason: rest.reason },
      since: since === null ? null : new Date(since).toISOString(),
      sides: [nameOf(rest.kind, a), nameOf(rest.kind, b)],
    }));
    if (options.json === true) {
      ports.out(`${JSON.stringify(rows, null, 2)}\n`);
      return EXIT.ok;
    }
    if (rows.length === 0) {
      ports.out("Nothing is joined. See: wmmm joins add --help\n");
      return EXIT.ok;
    }
    for (const kind of JOIN_KINDS) {
      const own = rows.filter((row) => row.kind === kind);
      const shown = kind === "work" && options.all !== true ? own.slice(0, MOST_WORK) : own;
      for (const row of shown) ports.out(`${lineOf(row)}\n`);
      if (shown.length < own.length)
        ports.out(`... and ${own.length - shown.length} more links between pieces of work; --all shows them\n`);
    }
    ports.out("\n");
    for (const sentence of joinSentences(countApplied(joins))) ports.out(`${sentence}.\n`);
    const conflict = conflictSentence(joins.filter(({ state }) => state === "conflict").length);
    if (conflict !== null) ports.out(`${conflict}.\n`);
    return EXIT.ok;
  });
}

function lineOf({ id, basis, state, reason, since, sides }: Row): string {
  const [one, other] = sides.map(({ connection, name }) => `${connection}:${name}`);
  const when = since === null ? "" : `, since ${since.slice(0, 10)}`;
  const how = state === "applied" ? "" : `  ${state.toUpperCase()}${state === "undone" || reason === null ? "" : `: ${reason}`}`;
  return `${one} = ${other}  (${basis}${when})${how}\n    ${id}`;
}

function countApplied(joins: readonly Join[]) {
  const applied = joins.filter(({ state }) => state === "applied");
  return [...Map.groupBy(applied, ({ kind, basis }) => `${kind} ${basis}`).values()].map((same) => ({
    kind: same[0]!.kind,
    basis: same[0]!.basis,
    count: same.length,
  }));
}

async function namesOf(store: WorkspaceStore, { items, pullRequests }: EventLog) {
  const accounts = new Map((await store.accounts()).map(({ id, connection }) => [id, connection]));
  const teams = new Map((await store.teams()).map((team) => [team.id, team]));
  const keys = new Map(items.id.map((id, i) => [id, items.key[i]!]));
  pullRequests.id.forEach((id, p) => keys.set(id, pullRequests.key[p]!));
  return (kind: Join["kind"], id: string): Row["sides"][number] => {
    if (kind === "person") return { connection: accounts.get(id) ?? "?", name: id };
    if (kind === "team")
      return { connection: connectionOf(id), name: teams.get(id)?.projectKeys[0] ?? teams.get(id)?.name ?? id };
    return { connection: connectionOf(id), name: keys.get(id) ?? id.slice(id.indexOf("/") + 1) };
  };
}
