import { list, object, record, repeated, whole, type JsonShape } from "../json/shape.ts";
import { documentShape } from "./document-reader.ts";
import { addChange, addEntry, type HistoryRows } from "./history-rows.ts";

/**
 * What is read of Jira's large answers: what `shapes.ts` names, and nothing of the pictures, links and icons around it. Keys stand in Jira's
 * order.
 */
const user = repeated({ accountId: whole, emailAddress: whole, active: whole, accountType: whole, appType: whole });
const named = object({ id: whole, name: whole });
const linked = object({ id: whole, key: whole });
/** Read by nobody, but long and often the same. */
const nothing = repeated({});

const comment = record({ id: whole, author: user, body: documentShape, updateAuthor: nothing, created: whole }, (values) => ({
  id: values[0],
  author: values[1],
  body: values[2],
  created: values[4],
}));

/** An issue of a search that asked for `fields`. Fields of apps are kept as they are. */
export function searchShape(fields: readonly string[]): JsonShape {
  const shapes: Readonly<Record<string, JsonShape>> = {
    description: documentShape,
    issuetype: repeated({ id: whole, name: whole, subtask: whole, hierarchyLevel: whole }),
    project: repeated({ id: whole, key: whole, name: whole }),
    status: repeated({ name: whole, id: whole, statusCategory: object({ key: whole }) }),
    priority: named,
    assignee: user,
    reporter: user,
    creator: user,
    resolution: named,
    components: list(named),
    fixVersions: list(named),
    parent: linked,
    issuelinks: list(
      object({
        type: repeated({ name: whole, inward: whole, outward: whole }),
        inwardIssue: linked,
        outwardIssue: linked,
      }),
    ),
    comment: object({ comments: list(comment), total: whole }),
  };
  const asked = fields.map((field) => [field, Object.hasOwn(shapes, field) ? shapes[field]! : whole] as const);
  return object({
    issues: list(record({ id: whole, key: whole, fields: fieldsShape(asked) }, ([id, key, own]) => ({ id, key, fields: own }))),
    nextPageToken: whole,
  });
}

/** Made as a copy of one object with all fields: one that grows field by field takes four times the memory. What Jira left out is `undefined`. */
function fieldsShape(asked: readonly (readonly [name: string, shape: JsonShape])[]): JsonShape {
  const names = asked.map(([name]) => name);
  const empty: Readonly<Record<string, unknown>> = Object.fromEntries(names.map((name) => [name, undefined]));
  return record(Object.fromEntries(asked), (values) => {
    const made = { ...empty };
    for (let index = 0; index < names.length; index++) made[names[index]!] = values[index];
    return made;
  });
}

/** Changelogs whose entries go into `rows`; in their places stand what `rowOf` knows. */
export function changelogShape(rows: HistoryRows): JsonShape {
  const change = record({ field: whole, fieldId: whole, from: whole, fromString: whole, to: whole, toString: whole }, (values) =>
    addChange(rows, values),
  );
  const entry = record(
    { id: whole, author: user, created: whole, items: list(change), historyMetadata: object({ type: whole }) },
    (values) => addEntry(rows, values),
  );
  return object({
    issueChangeLogs: list(object({ issueId: whole, changeHistories: list(entry) })),
    nextPageToken: whole,
  });
}
