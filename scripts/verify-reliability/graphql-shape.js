import { record } from "./subject.ts";
/** Pages of a GraphQL API: `nodes` and `pageInfo { hasNextPage endCursor }`. */
export function graphqlShape({ path, history, expired, internalError }) {
    const changed = (value, [name, ...rest], change) => name === undefined ? change(value) : { ...record(value), [name]: changed(record(value)[name], rest, change) };
    const page = (json) => record(["data", ...path].reduce((value, name) => record(value)[name], json));
    const withPage = (json, change) => changed(json, ["data", ...path], (value) => change(record(value)));
    const withoutHolder = (json) => changed(json, ["data", path[0]], () => null);
    const shape = {
        items: (json) => (page(json)["nodes"] ?? []),
        withItems: (json, nodes) => withPage(json, (found) => ({ ...found, nodes })),
        next: (json) => {
            const { hasNextPage, endCursor } = record(page(json)["pageInfo"]);
            return hasNextPage === true ? endCursor : null;
        },
        withNext: (json, next) => withPage(json, (found) => ({ ...found, pageInfo: { hasNextPage: next !== null, endCursor: next } })),
        withoutLastFlag: (json) => withPage(json, (found) => {
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
            if (history === null)
                return { ...record(withoutHolder(json)), errors };
            const [first, ...rest] = shape.items(json);
            return { ...record(shape.withItems(json, [{ ...record(first), [history]: null }, ...rest])), errors };
        },
    };
    return shape;
}
