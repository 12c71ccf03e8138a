import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import type { EventLog } from "../../event-log/columns.ts";
import { joinsOf } from "../../event-log/joins/joins-of.ts";
import { JOIN_KINDS, joinId, orderedPair, type Join, type JoinDecision, type JoinKind } from "../../model/join.ts";
import type { WorkspaceStore } from "../../store/store.ts";
import { EXIT, type Ports } from "../ports.ts";
import { recordNamed, sidesOf, usage } from "../record-names.ts";
import { chooseWorkspace, withWorkspace } from "../workspace.ts";

/** What is to be one, each text as `jira:<name>=github:<name>`. */
export type JoinMap = Readonly<Record<JoinKind, readonly string[]>>;

/** Says of records that they are one. Accounts become pseudonyms at once; what was given is kept nowhere. */
export async function addJoins(workspace: string | undefined, given: JoinMap, ports: Ports): Promise<number> {
  if (JOIN_KINDS.every((kind) => given[kind].length === 0))
    throw usage("Nothing was said to be one.", "Give --person, --team or --work, e.g. --team jira:ACME=linear:ENG.");
  return withWorkspace(await chooseWorkspace(workspace, ports), false, ports, async (store) => {
    const decisions: JoinDecision[] = [];
    let unseen = 0;
    for (const kind of JOIN_KINDS) {
      for (const text of given[kind]) {
        const records = [];
        for (const side of sidesOf(text)) records.push(await recordNamed(store, kind, side));
        unseen += records.filter(({ isStored }) => !isStored).length;
        for (let n = 1; n < records.length; n++) {
          const [a, b] = orderedPair(records[n - 1]!.id, records[n]!.id);
          if (a === b) throw usage("Both names mean the same record.", "Name two records.");
          decisions.push({ kind, a, b, declared: true, refused: false, at: ports.now() });
        }
      }
    }
    // All names were understood: only now anything is kept.
    for (const decision of decisions) await store.decideJoin(decision);
    const joins = new Map((await allJoins(store, await store.load(ports.now()))).map((join) => [join.id, join]));
    for (const { kind, a, b } of decisions) ports.out(`${stateOf(joins.get(joinId(kind, a, b)), joinId(kind, a, b))}\n`);
    if (unseen > 0) ports.err(`note: ${unseen} of the accounts have not been read yet; they are joined once they are.\n`);
    return EXIT.ok;
  });
}

const MOST_BYTES = 10_000_000;
const mapFile = z.strictObject({
  persons: z.array(z.array(z.string()).min(2)).optional(),
  teams: z.array(z.array(z.string()).min(2)).optional(),
  work: z.array(z.array(z.string()).min(2)).optional(),
});

/** The same from a file: `{ "persons": [["jira:...", "github:..."]], "teams": [...], "work": [...] }`. */
export async function importJoins(workspace: string | undefined, path: string, ports: Ports): Promise<number> {
  const map = readMap(path);
  const joined = (lists: readonly (readonly string[])[] = []) => lists.map((sides) => sides.join("="));
  return addJoins(workspace, { person: joined(map.persons), team: joined(map.teams), work: joined(map.work) }, ports);
}

function readMap(path: string): z.infer<typeof mapFile> {
  const shape = '{ "persons": [["jira:<account>", "github:<account>"]], "teams": [["jira:ACME", "linear:ENG"]], "work": [] }';
  let text: string;
  try {
    if (statSync(path).size > MOST_BYTES) throw usage("The map file is larger than 10 MB.", "Split it into several.");
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error) throw usage("The map file cannot be read.", "Check its path and its rights.");
    throw error;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw usage("The map file is no JSON.", `Write it as ${shape}.`);
  }
  const parsed = mapFile.safeParse(value);
  if (!parsed.success) throw usage("The map file is not of the form that is expected.", `Write it as ${shape}.`);
  return parsed.data;
}

/** Refuses a join for good, or takes the refusal back. `given` is an id of `joins list`, or its beginning. */
export async function decideJoins(
  workspace: string | undefined,
  given: string,
  verdict: "undo" | "redo",
  ports: Ports,
): Promise<number> {
  return withWorkspace(await chooseWorkspace(workspace, ports), false, ports, async (store) => {
    const found = (await allJoins(store, await store.load(ports.now()))).filter(({ id }) => id.startsWith(given));
    const exact = found.find(({ id }) => id === given) ?? (found.length === 1 ? found[0] : undefined);
    if (exact === undefined) {
      throw usage(
        found.length === 0 ? "There is no join with that id." : "Several joins begin like that.",
        `Take the whole id from: wmmm joins list ${store.workspace}`,
      );
    }
    const { kind, a, b, id } = exact;
    const before = (await store.joinDecisions()).find((one) => joinId(one.kind, one.a, one.b) === id);
    const declared = before?.declared ?? false;
    if (verdict === "redo" && !declared) await store.forgetJoinDecision(kind, a, b);
    else await store.decideJoin({ kind, a, b, declared, refused: verdict === "undo", at: before?.at ?? ports.now() });
    const after = (await allJoins(store, await store.load(ports.now()))).find((join) => join.id === id);
    ports.out(`${stateOf(after, id)}\n`);
    return EXIT.ok;
  });
}

/** Every join that is applied, was undone, or cannot be, as of now. */
export async function allJoins(store: WorkspaceStore, log: EventLog): Promise<readonly Join[]> {
  const joins = new Map(joinsOf(log).map((join) => [join.id, join]));
  // A refused link of a pull request leaves nothing in the log.
  for (const { kind, a, b, declared, refused, at } of await store.joinDecisions()) {
    const id = joinId(kind, a, b);
    if (joins.has(id) || (!refused && !declared)) continue;
    const reason = refused ? "Undone." : "Nothing that is stored goes by one of the two names.";
    joins.set(id, { id, kind, basis: "declared", a, b, since: at, state: refused ? "undone" : "conflict", reason });
  }
  return [...joins.values()];
}

function stateOf(join: Join | undefined, id: string): string {
  if (join === undefined) return `${id}  nothing joins the two`;
  return `${join.id}  ${join.state}${join.reason === null || join.state === "undone" ? "" : `: ${join.reason}`}`;
}
