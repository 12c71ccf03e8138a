import { EMPTY_BATCH, type Drift } from "../../src/model/batch.ts";
import type { Page } from "../../src/model/page.ts";
import type { Problem } from "../../src/model/problem.ts";
import type { Instant } from "../../src/model/window.ts";
import type { BoardRecord, SprintRecord } from "../../src/model/workflow.ts";
import { lastPage } from "../last-page.ts";
import { codeOf, valuesOf, type Answer, type JiraClient } from "./client.ts";
import { sprintRecord } from "./issues.ts";
import { boardRecord } from "./normalise.ts";
import * as schema from "./schema.ts";

const STREAM = "boards";
/** Few projects are asked one by one; for more the list of all boards is shorter. */
const ONE_BY_ONE = 10;

export interface BoardsIn {
  readonly client: JiraClient;
  readonly connection: string;
  /** Keys in scope; null = the whole site. */
  readonly projects: readonly string[] | null;
  readonly watermark: Instant;
  warn(problem: Problem): void;
}

/** Boards with their columns and limits, and the sprints of Scrum boards. A site without Jira Software has none: a note, not a failure. */
export async function* boardPages({ client, connection, projects, watermark, warn }: BoardsIn): AsyncGenerator<Page> {
  let listed;
  try {
    listed = await listBoards(client, projects);
  } catch (error) {
    const code = codeOf(error);
    if (code !== "forbidden" && code !== "not-found" && code !== "unauthenticated") throw error;
    warn(noBoards(connection));
    yield lastPage({ watermark: null });
    return;
  }
  const bodies: Answer<unknown>["body"][] = [...listed.bodies];
  const boards: BoardRecord[] = [];
  const sprints = new Map<string, SprintRecord>();
  const drift: Drift[] = [];
  for (const board of listed.boards) {
    const configured = await unlessForbidden(() =>
      client.get(`/rest/agile/1.0/board/${board.id}/configuration`, {}, schema.boardConfiguration, {
        stream: STREAM,
        page: null,
      }),
    );
    if (configured === null) drift.push({ path: "board.configuration", value: "not readable", count: 1 });
    else {
      bodies.push(configured.body);
      boards.push(boardRecord({ connection }, board, configured.data));
    }
    if (board.type === "kanban") continue;
    await unlessForbidden(async () => {
      for await (const { data, body } of valuesOf(
        client,
        `/rest/agile/1.0/board/${board.id}/sprint`,
        { maxResults: "50" },
        schema.valuesPage,
        STREAM,
      )) {
        bodies.push(body);
        for (const value of data.values) {
          const parsed = schema.sprint.safeParse(value);
          if (!parsed.success) continue;
          const sprint = sprintRecord({ connection }, parsed.data);
          sprints.set(sprint.id, sprint);
        }
      }
    });
  }
  yield lastPage({
    batch: { ...EMPTY_BATCH, boards, sprints: [...sprints.values()], drift },
    watermark,
    bodies,
    fetched: boards.length,
    vendorTotal: listed.boards.length,
    whole: drift.length === 0,
  });
}

async function listBoards(client: JiraClient, projects: readonly string[] | null) {
  const boards = new Map<number, schema.JiraBoard>();
  const bodies: Answer<unknown>["body"][] = [];
  const filters = projects !== null && projects.length <= ONE_BY_ONE ? projects.map((key) => ({ projectKeyOrId: key })) : [{}];
  for (const filter of filters) {
    for await (const { data, body } of valuesOf(
      client,
      "/rest/agile/1.0/board",
      { maxResults: "50", ...filter },
      schema.valuesPage,
      STREAM,
    )) {
      bodies.push(body);
      for (const value of data.values) {
        const board = schema.board.safeParse(value);
        if (!board.success) continue;
        const key = board.data.location?.projectKey ?? null;
        if (projects === null || key === null || projects.includes(key)) boards.set(board.data.id, board.data);
      }
    }
  }
  return { boards: [...boards.values()], bodies };
}

/** Boards may be private, and "simple" ones have no sprints: 400, 403 and 404 concern that board alone. */
async function unlessForbidden<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    const code = codeOf(error);
    if (code === "forbidden" || code === "not-found" || code === "unexpected-shape" || code === "server-error") return null;
    throw error;
  }
}

function noBoards(connection: string): Problem {
  return {
    code: "forbidden",
    connection,
    stream: STREAM,
    page: null,
    what: "The token may not read boards, or the site has none, so WIP limits and sprint dates are not known from them.",
    todo: "To have boards read, give the token the scope read:board-scope:jira-software; without Jira Software there is nothing to do.",
  };
}
