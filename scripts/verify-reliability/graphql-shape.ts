import type { Fault } from "../../fixtures/server/faults.ts";
import { record, type PageShape } from "./subject.ts";

interface GraphqlPage {
  /** Where the connection stands in `data`, e.g. `["node", "issues"]`. */
  readonly path: readonly string[];
  /** Field of an entry that holds its history, to be left out with an error beside it; null: the object that holds the connection is left out. */
  readonly history: string | null;
  readonly expired: Fault;
  /** How this vendor marks an error of its own. */
  readonly internalError: Readonly<Record<string, unknown>>;
}

/** Pages of a GraphQL API: `nodes` and `pageInfo { hasNextPage endCursor }`. */
export function graphqlShape({ path, history, expired, internalError }: GraphqlPage): PageShape {
  const changed = (value: unknown, [name, ...rest]: readonly string[], change: (value: unknown) => unknown): unknown =>
    name === undefined ? change(value) : { ...record(value), [name]: changed(record(value)[name], rest, change) };
  const page = (json: unknown) => record(["data", ...path].reduce((value: unknown, name) => record(value)[name], json));
  const withPage = (json: unknown, change: (page: Readonly<Record<string, unknown>>) => unknown) =>
    changed(json, ["data", ...path], (value) => change(record(value)));
  const withoutHolder = (json: unknown) => changed(json, ["data", path[0]!], () => null);
  const shape: PageShape = {
    items: (json) => (page(json)["nodes"] ?? []) as readonly unknown[],
    withItems: (json, nodes) => withPage(json, (found) => ({ ...found, nodes })),
    next: (json) => {
      const { hasNextPage, endCursor } = record(page(json)["pageInfo"]);
      return hasNextPage === true ? (endCursor as string) : null;
    },
    withNext: (json, next) =>
      withPage(json, (found) => ({ ...found, pageInfo: { hasNextPage: next !== null, endCursor: next } })),
    withoutLastFlag: (json) =>
      withPage(json, (found) => {
        const { hasNextPage: _flag, ...pageInfo } = record(found["pageInfo"]);
        return { ...found, pageInfo };
      }),
    // Entries of one history do not move; the issue that it belongs to may be gone.
    skipOne: history === null ? withoutHolder : null,
    emptyMember: '"data":null',
    expired,
    partial: (json) => {
      const where = history === null ? [path[0]] : [...path, "nodes", 0, history];
      const errors = [{ message: "Something went wrong.", path: where, ...internalError }];
      if (history === null) return { ...record(withoutHolder(json)), errors };
      const [first, ...rest] = shape.items(json);
      return { ...record(shape.withItems(json, [{ ...record(first), [history]: null }, ...rest])), errors };
    },
  };
  return shape;
}
