import { existsSync, readdirSync } from "node:fs";
import { ProblemError } from "../model/problem.ts";
import { dataDirectory, isWorkspaceName, workspaceFile, WORKSPACE_SUFFIX } from "../store/home.ts";
export function home(ports) {
    return dataDirectory(ports.env, ports.platform);
}
/** Names of the workspaces in the data directory, sorted; none when there is no such directory. */
export function workspaceNames(ports) {
    const directory = home(ports);
    if (!existsSync(directory))
        return [];
    return readdirSync(directory)
        .filter((file) => file.endsWith(WORKSPACE_SUFFIX))
        .map((file) => file.slice(0, -WORKSPACE_SUFFIX.length))
        .filter((name) => isWorkspaceName(name))
        .sort();
}
/** The workspace that was named, or the only one there is. */
export function chooseWorkspace(name, ports) {
    if (name !== undefined)
        return name;
    const names = workspaceNames(ports);
    if (names.length === 1)
        return names[0];
    throw new ProblemError({
        code: "usage",
        what: names.length === 0 ? "There is no workspace yet." : "There are several workspaces.",
        todo: names.length === 0 ? 'Make one with "wmmm connect jira", or see "wmmm demo".' : `Name one of: ${names.join(", ")}.`,
    });
}
/** Opens the store of a workspace. With `create` false a workspace that does not exist is a usage problem. */
export async function openWorkspace(name, create, ports) {
    const path = workspaceFile(home(ports), name, ports.platform);
    if (!create && !existsSync(path)) {
        const names = workspaceNames(ports);
        throw new ProblemError({
            code: "usage",
            what: `There is no workspace "${name}".`,
            todo: names.length === 0 ? 'Make one with "wmmm connect jira".' : `The workspaces are: ${names.join(", ")}.`,
        });
    }
    const { openSqliteStore } = await import("../store/sqlite/open.ts");
    return openSqliteStore({
        path,
        workspace: name,
        create,
        randomBytes: ports.randomBytes,
        failpoint: ports.failpoint,
        ...(ports.maxStorePages === undefined ? {} : { maxPages: ports.maxStorePages }),
    });
}
/** Runs `use` as the only reader or changer of a workspace; a usage problem when there is another one. */
export async function alone(name, ports, use) {
    const path = workspaceFile(home(ports), name, ports.platform);
    const { lockForScan } = await import("../store/sqlite/scan-lock.ts");
    const release = lockForScan(path, name);
    try {
        return await use();
    }
    finally {
        release();
    }
}
/** Opens, uses and always closes. */
export async function withWorkspace(name, create, ports, use) {
    const store = await openWorkspace(name, create, ports);
    try {
        return await use(store);
    }
    finally {
        await store.close();
    }
}
