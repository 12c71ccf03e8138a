import type { Connector } from "../../connectors/connector.ts";
import type { HttpClient } from "../../connectors/transport/http.ts";
import { EventLogBuilder } from "../../src/event-log/builder.ts";
import type { EventLog } from "../../src/event-log/columns.ts";
import { planJoins, type Account } from "../../src/event-log/joins/plan.ts";
import type { Batch } from "../../src/model/batch.ts";
import { narrowed, type Narrowing, type Provides } from "../../src/model/facet.ts";
import type { Json } from "../../src/model/page.ts";
import type { Instant } from "../../src/model/window.ts";

/** What a connector brought, as it brought it, and what it can see there. */
export interface ReadHistory {
  readonly connection: string;
  readonly provides: Provides;
  readonly batches: readonly Batch[];
}

/**
 * Reads everything that a connector can read, with its real client code and normaliser, over a transport that answers in this process. No store
 * between: what a store would keep is what the batches hold. Throws where a stream ends with a problem: a simulated tracker has none.
 */
export async function readInMemory(
  connector: Connector,
  config: Json,
  secret: string,
  http: HttpClient,
  now: Instant,
): Promise<ReadHistory> {
  const batches: Batch[] = [];
  let narrowing: Narrowing = {};
  const connection = connector.connect(connector.parseConfig(config), secret, {
    connection: connector.id,
    http,
    // Nobody's data: ids may stand as they are.
    pseudonym: (accountId) => accountId,
    identity: (identifier) => identifier,
    now: () => now,
    keepTitles: false,
    signal: new AbortController().signal,
  });
  await connection.preflight();
  for (const stream of connection.streams) {
    for await (const page of connection.read(stream, { cursor: null, watermark: null, stored: 0 })) {
      if (page.problem !== null) throw new Error(`${connector.id} ${stream}: ${page.problem.code}`);
      // Events of a page are over when the next one is read.
      batches.push({ ...page.batch, events: [...page.batch.events] });
      if (page.narrowing !== undefined) narrowing = page.narrowing;
    }
  }
  return { connection: connector.id, provides: narrowed(connector.provides, narrowing), batches };
}

/** The log of what was read, as loading it from a store would give it. `keep` leaves out items, e.g. one half of them. */
export function logOf(
  { connection, batches }: ReadHistory,
  asOf: Instant,
  keep: (item: string) => boolean = () => true,
): EventLog {
  const builder = new EventLogBuilder();
  const teams = new Set<string>();
  const accounts = new Map<string, Account>();
  const seen = new Set<string>();
  for (const batch of batches) {
    for (const status of batch.statuses) builder.addStatus(status);
    for (const workflow of batch.workflows) builder.addWorkflow(workflow);
    for (const sprint of batch.sprints) builder.addSprint(sprint);
    for (const board of batch.boards) builder.addBoard(board);
    for (const team of batch.teams) {
      teams.add(team.id);
      builder.addTeam(team);
    }
    for (const project of batch.projects) {
      teams.add(project.team);
      builder.addProject(connection, project);
    }
    for (const actor of batch.actors) {
      accounts.set(actor.id, { id: actor.id, connection, kind: actor.kind, identities: actor.identities ?? [], seenAt: null });
      builder.addActor(actor);
    }
    for (const request of batch.pullRequests) builder.addPullRequest(request);
    for (const item of batch.items) if (keep(item.id)) builder.addItem(item, { deletedAt: null });
    for (const event of batch.events) {
      if (!keep(event.item)) continue;
      const name = `${event.item}\n${event.key}`;
      if (seen.has(name)) continue;
      seen.add(name);
      builder.add(event);
    }
  }
  builder.join(planJoins({ accounts: [...accounts.values()], teams: [...teams], decisions: [] }), []);
  return builder.finish(asOf);
}
