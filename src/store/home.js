import { posix, win32 } from "node:path";
import { ProblemError } from "../model/problem.ts";
/** What workspace files end in. */
export const WORKSPACE_SUFFIX = ".sqlite";
/**
 * The directory that holds the workspaces: `WMMM_HOME`, else `$XDG_DATA_HOME/wmmm` where that is an absolute path (XDG Base Directory
 * 0.8: others are ignored), else the platform's own place. Throws `ProblemError` (`usage`) when the environment names no home.
 */
export function dataDirectory(env, platform) {
    const { isAbsolute, join } = platform === "win32" ? win32 : posix;
    const own = env["WMMM_HOME"];
    if (own)
        return own;
    const xdg = env["XDG_DATA_HOME"];
    if (xdg && isAbsolute(xdg))
        return join(xdg, "wmmm");
    const home = platform === "win32" ? env["USERPROFILE"] : env["HOME"];
    if (platform === "win32" && env["LOCALAPPDATA"])
        return join(env["LOCALAPPDATA"], "wmmm");
    if (!home) {
        throw new ProblemError({
            code: "usage",
            what: "The environment names no home directory, so there is no place for the data.",
            todo: "Set WMMM_HOME to a directory of your own.",
        });
    }
    if (platform === "win32")
        return join(home, "AppData", "Local", "wmmm");
    if (platform === "darwin")
        return join(home, "Library", "Application Support", "wmmm");
    return join(home, ".local", "share", "wmmm");
}
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Names that Windows keeps for devices, with any suffix. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;
export function isWorkspaceName(name) {
    return SLUG.test(name) && !DEVICE.test(name);
}
/** The name itself when it can name a workspace on every platform, else a `ProblemError` of code `usage`. */
export function workspaceName(name) {
    if (isWorkspaceName(name))
        return name;
    throw new ProblemError({
        code: "usage",
        what: `${JSON.stringify(name.slice(0, 80))} cannot be the name of a workspace.`,
        todo: "Use 1 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit, e.g. acme-platform.",
    });
}
/** The file of a workspace; checks the name. */
export function workspaceFile(directory, name, platform) {
    return (platform === "win32" ? win32 : posix).join(directory, workspaceName(name) + WORKSPACE_SUFFIX);
}
