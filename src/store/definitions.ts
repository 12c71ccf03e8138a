import type { Batch } from "../model/batch.ts";
import type { DefinitionKind } from "./tables.ts";

/** Named records of a batch with the id that each is stored under. */
export function definitionsOf(batch: Batch): readonly (readonly [DefinitionKind, string, unknown])[] {
  return [
    ...batch.statuses.map((record) => ["status", record.id, record] as const),
    ...batch.workflows.map((record) => ["workflow", record.id, record] as const),
    ...batch.teams.map((record) => ["team", record.id, record] as const),
    ...batch.projects.map((record) => ["project", record.key, record] as const),
    ...batch.sprints.map((record) => ["sprint", record.id, record] as const),
    ...batch.boards.map((record) => ["board", record.id, record] as const),
  ];
}
