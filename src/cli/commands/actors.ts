import type { ActorKind } from "../../model/actor.ts";
import { ACTOR_KIND } from "../../event-log/columns.ts";
import { planJoins } from "../../event-log/joins/plan.ts";
import type { StoredAccount, WorkspaceStore } from "../../store/store.ts";
import { EXIT, type Ports } from "../ports.ts";
import { kindGiven, recordNamed } from "../record-names.ts";
import { chooseWorkspace, withWorkspace } from "../workspace.ts";

/** Says what accounts are, whatever their tools declare. */
export async function setActorKinds(workspace: string | undefined, given: readonly string[], ports: Ports): Promise<number> {
  const wanted = given.map(kindGiven);
  return withWorkspace(await chooseWorkspace(workspace, ports), false, ports, async (store) => {
    const records = [];
    for (const { account, kind } of wanted) records.push({ ...(await recordNamed(store, "person", account)), kind });
    for (const { id, kind, isStored } of records) {
      await store.decideActorKind(id, kind, ports.now());
      ports.out(`${id}  ${kind ?? "as declared"}${isStored ? "" : "  (not read yet; it holds once it is)"}\n`);
    }
    return EXIT.ok;
  });
}

const NON_HUMAN: ReadonlySet<ActorKind> = new Set(["automation-rule", "integration", "ai-agent"]);
/** Groups of people smaller than this are not counted out, as everywhere. */
const LEAST_SHOWN = 5;

interface Machine {
  readonly id: string;
  readonly connection: string;
  readonly kind: ActorKind;
  readonly basis: string;
  /** Recorded changes until now; of an account that is one with another those of both. */
  readonly events: number;
}

interface Accounts {
  readonly connection: string;
  readonly kind: ActorKind;
  readonly basis: string;
  /** Null = fewer than 5. */
  readonly accounts: number | null;
}

/** Which accounts are no persons, and why; of all others only how many there are. */
export async function listActors(given: string | undefined, options: { readonly json?: boolean }, ports: Ports): Promise<number> {
  return withWorkspace(await chooseWorkspace(given, ports), false, ports, async (store) => {
    const accounts = await store.accounts();
    const machines = await machinesOf(store, accounts, ports);
    const others = othersOf(accounts);
    if (options.json === true) {
      ports.out(`${JSON.stringify({ machines, others }, null, 2)}\n`);
      return EXIT.ok;
    }
    for (const { id, connection, kind, basis, events } of machines)
      ports.out(`${id}  ${connection}  ${kind}  ${events} changes  (${basis})\n`);
    for (const { connection, kind, basis, accounts: count } of others)
      ports.out(`${connection}  ${kind}  ${count === null ? `fewer than ${LEAST_SHOWN}` : count} accounts  (${basis})\n`);
    if (accounts.length === 0) ports.out("Nobody has been read yet.\n");
    return EXIT.ok;
  });
}

async function machinesOf(store: WorkspaceStore, accounts: readonly StoredAccount[], ports: Ports): Promise<readonly Machine[]> {
  const { events, actors } = await store.load(ports.now());
  const changes = new Float64Array(actors.count);
  for (let e = 0; e < events.count; e++) if (events.actor[e]! >= 0) changes[events.actor[e]!]!++;
  const row = new Map(actors.id.map((id, index) => [id, index]));
  const decisions = await store.joinDecisions();
  const { actorOf } = planJoins({ accounts: accounts.map((one) => ({ ...one, seenAt: null })), teams: [], decisions });
  return accounts
    .filter(({ kind }) => NON_HUMAN.has(kind))
    .map(({ id, connection, kind, kindBasis }) => {
      const index = row.get(actorOf.get(id) ?? id);
      // A machine that the log takes for something else would be somebody.
      const isMachine = index !== undefined && actors.kind[index] === ACTOR_KIND[kind];
      return { id, connection: connection ?? "?", kind, basis: kindBasis, events: isMachine ? changes[index]! : 0 };
    });
}

function othersOf(accounts: readonly StoredAccount[]): readonly Accounts[] {
  const groups = Map.groupBy(
    accounts.filter(({ kind }) => !NON_HUMAN.has(kind)),
    ({ connection, kind, kindBasis }) => `${connection} ${kind} ${kindBasis}`,
  );
  return [...groups.values()].map((same) => ({
    ...{ connection: same[0]!.connection ?? "?", kind: same[0]!.kind, basis: same[0]!.kindBasis },
    accounts: same.length < LEAST_SHOWN ? null : same.length,
  }));
}
