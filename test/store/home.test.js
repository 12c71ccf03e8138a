import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ProblemError } from "../../src/model/problem.ts";
import { dataDirectory, isWorkspaceName, workspaceFile, workspaceName } from "../../src/store/home.ts";
describe("where the data is", () => {
    test.each([
        ["own setting first", { WMMM_HOME: "/data/wmmm", XDG_DATA_HOME: "/xdg", HOME: "/home/u" }, "linux", "/data/wmmm"],
        ["XDG next", { XDG_DATA_HOME: "/xdg", HOME: "/home/u" }, "linux", "/xdg/wmmm"],
        [
            "a relative XDG path is ignored, as the specification says",
            { XDG_DATA_HOME: "xdg", HOME: "/home/u" },
            "linux",
            "/home/u/.local/share/wmmm",
        ],
        ["an empty setting is none", { WMMM_HOME: "", XDG_DATA_HOME: "", HOME: "/home/u" }, "linux", "/home/u/.local/share/wmmm"],
        ["macOS", { HOME: "/Users/u" }, "darwin", "/Users/u/Library/Application Support/wmmm"],
        [
            "Windows",
            { LOCALAPPDATA: "C:\\Users\\u\\AppData\\Local", USERPROFILE: "C:\\Users\\u" },
            "win32",
            "C:\\Users\\u\\AppData\\Local\\wmmm",
        ],
        ["Windows without LOCALAPPDATA", { USERPROFILE: "C:\\Users\\u" }, "win32", "C:\\Users\\u\\AppData\\Local\\wmmm"],
    ])("%s", (_, env, platform, expected) => {
        expect(dataDirectory(env, platform)).toBe(expected);
    });
    test("no home at all is a usage problem", () => {
        expect(() => dataDirectory({}, "linux")).toThrow(ProblemError);
    });
    test("the file of a workspace", () => {
        expect(workspaceFile("/data", "acme", "linux")).toBe("/data/acme.sqlite");
        expect(workspaceFile("C:\\data", "acme", "win32")).toBe("C:\\data\\acme.sqlite");
    });
});
describe("names of workspaces", () => {
    test.each(["acme", "a", "acme-platform-2", "7", "a".repeat(63)])("%s is one", (name) => expect(workspaceName(name)).toBe(name));
    test.each(["", "Acme", "-acme", "acme-", "../acme", "a/b", "a\\b", "a.b", "acme\n", "ä", "con", "nul", "a".repeat(64)])("%j is none", (name) => {
        expect(() => workspaceName(name)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: "usage" }) }));
    });
    test("no name leads out of the directory", () => {
        fc.assert(fc.property(fc.string(), (name) => {
            fc.pre(isWorkspaceName(name));
            expect(workspaceFile("/data", name, "linux")).toMatch(/^\/data\/[a-z0-9-]+\.sqlite$/);
        }));
    });
});
