import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LEASE_MS } from "../../../src/store/store.ts";
import { contents } from "../contents.ts";
import { held } from "../held.ts";
import { CONNECTION, readInPages, STREAM } from "../tracker.ts";
import { workspaceInTemporaryDirectory } from "./workspace-file.ts";
const SCRIPT = fileURLToPath(new URL("./write-slowly.ts", import.meta.url));
function writer(path, owner, now, version) {
    const child = spawn(process.execPath, [SCRIPT, path, owner, String(now), String(version)], {
        stdio: ["pipe", "pipe", "inherit"],
    });
    const line = async () => String((await once(child.stdout, "data"))[0]).trim();
    return {
        line,
        signal: (name) => child.kill(name),
        tell: () => child.stdin.write("next\n"),
        storeOne: () => {
            child.stdin.write("next\n");
            return line();
        },
        ended: once(child, "exit"),
    };
}
test("a process that was paused, and resumed after another has taken over, is refused and changes nothing", { timeout: 30_000 }, async () => {
    const shared = workspaceInTemporaryDirectory();
    const alone = workspaceInTemporaryDirectory();
    try {
        const paused = writer(shared.path, "paused", 0, 3);
        expect(await paused.line()).toBe("token 1");
        expect(await paused.storeOne()).toBe("stored");
        paused.signal("SIGSTOP");
        // Told while it sleeps: it will go on with this as if nothing had happened.
        paused.tell();
        const other = writer(shared.path, "other", LEASE_MS + 1, 4);
        expect(await other.line()).toBe("token 2");
        expect(await other.storeOne()).toBe("stored");
        paused.signal("SIGCONT");
        expect(await paused.line()).toBe("superseded");
        expect(await other.storeOne()).toBe("stored");
        expect(await paused.storeOne()).toBe("superseded");
        expect(await paused.ended).toEqual([0, null]);
        const between = await shared.open();
        expect(await between.streamState(CONNECTION, STREAM)).toMatchObject({ cursor: { page: 2 } });
        await between.close();
        expect(await other.storeOne()).toBe("stored");
        expect(await other.ended).toEqual([0, null]);
        // The same as if the paused one had never come back.
        const expected = await alone.open();
        const [first] = readInPages(12, 4, 3);
        for (const page of [first, ...readInPages(12, 4, 4)])
            await expected.commitPage(await held(expected), STREAM, page, 1, 10);
        const found = await shared.open();
        expect(await contents(found, CONNECTION)).toEqual(await contents(expected, CONNECTION));
        await found.close();
        await expected.close();
    }
    finally {
        await shared.dispose();
        await alone.dispose();
    }
});
