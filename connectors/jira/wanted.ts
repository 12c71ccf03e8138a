import { list, object, record, repeated, whole, type JsonShape } from "../json/shape.ts";
import { documentShape } from "./document-reader.ts";

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
    issues: list(object({ id: whole, key: whole, fields: object(Object.fromEntries(asked)) })),
    nextPageToken: whole,
  });
}

const changeItem = record(
  { field: whole, fieldId: whole, from: whole, fromString: whole, to: whole, toString: whole },
  (values) => ({
    field: values[0],
    fieldId: values[1],
    from: values[2],
    fromString: values[3],
    to: values[4],
    toString: values[5],
  }),
);

const history = record(
  { id: whole, author: user, created: whole, items: list(changeItem), historyMetadata: object({ type: whole }) },
  (values) => ({ id: values[0], author: values[1], created: values[2], items: values[3], historyMetadata: values[4] }),
);

export const changelogShape: JsonShape = object({
  issueChangeLogs: list(object({ issueId: whole, changeHistories: list(history) })),
  nextPageToken: whole,
});
