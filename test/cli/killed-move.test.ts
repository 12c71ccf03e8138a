import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { afterAKill } from "../../scripts/verify-jobs/killed-moves/after-a-kill.ts";
import { makeMovedWorkspace } from "../../scripts/verify-jobs/killed-moves/moved-workspace.ts";
import { postgres } from "../support/services.ts";

const server = await postgres();
/** `npm run verify:jobs -- moves` kills more. */
const KILLS = 4;

describe.skipIf(server.missing !== null)(`store move, killed ${server.missing ?? ""}`, () => {
  const home = mkdtempSync(join(tmpdir(), "wmmm-killed-move-"));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test("wherever it dies, nothing is lost in the files, and the second move brings all of it", { timeout: 120_000 }, async () => {
    const workspace = await makeMovedWorkspace(home, 40);
    const files = workspace.files();
    const source = await workspace.held(null);
    expect(source).toMatchObject({ toldUpTo: 77, sealed: [expect.any(String), expect.any(String), expect.any(String)] });
    await workspace.migrate(server.url);
    const undisturbed = await workspace.moveIn(server.url, null);
    expect(undisturbed).toMatchObject({ killed: false, code: 0 });
    expect(await workspace.held(server.url)).toEqual(source);
    expect(workspace.files()).toEqual(files);

    const ends = [];
    for (let n = 0; n < KILLS; n++) {
      const at = Math.round(((n + 0.5) / KILLS) * undisturbed.pieces);
      ends.push(await afterAKill(workspace, (await postgres()).url, { at, isHeard: n % 2 === 0 }));
    }
    expect(ends.flatMap(({ faults }) => faults)).toEqual([]);
    expect(ends.map(({ killed }) => killed)).toEqual(ends.map(() => true));
    // Before and behind the one transaction that brings the rows.
    expect(new Set(ends.map(({ arrived }) => arrived)).size).toBe(2);
  });
});
