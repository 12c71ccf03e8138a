import { isDeepStrictEqual } from "node:util";
import { openPostgresHome } from "../../../src/store/postgres/home.ts";
import { digestOf } from "../../../src/store/transfer.ts";
import type { Death, MovedWorkspace } from "./moved-workspace.ts";

/** What is expected after a death; each true, or a sentence is in `faults`. */
export interface AfterKill {
  readonly killed: boolean;
  /** Was the workspace in the database already, when its mover died? */
  readonly arrived: boolean;
  readonly faults: readonly string[];
}

/** A move to an empty database that dies, and one after it that must end as if nothing had been. */
export async function afterAKill(workspace: MovedWorkspace, databaseUrl: string, death: Death): Promise<AfterKill> {
  await workspace.migrate(databaseUrl);
  const [source, files] = [await workspace.held(null), workspace.files()];
  const faults: string[] = [];
  const expectEqual = (found: unknown, wanted: unknown, fault: string): void => {
    if (!isDeepStrictEqual(found, wanted)) faults.push(`death at piece ${death.at}: ${fault}`);
  };
  const { killed, code } = await workspace.moveIn(databaseUrl, death);
  if (!killed) expectEqual(code, 0, "it was not killed, and failed");
  const left = await tablesIn(databaseUrl);
  if (left !== null) expectEqual(left, (source as { tables: unknown }).tables, "a part of the rows was left in the database");
  expectEqual(workspace.files(), files, "the files it came from changed");

  try {
    const said = await workspace.move(databaseUrl);
    expectEqual(said.includes(left === null ? "carried over and compared" : "was there already"), true, `it said ${said}`);
    expectEqual(await workspace.held(databaseUrl), source, "what arrived differs");
    const again = await workspace.move(databaseUrl);
    expectEqual(/carried over/.test(again), false, `a third move carried something over: ${again}`);
  } catch (error) {
    faults.push(`death at piece ${death.at}: ${error instanceof Error ? error.message : String(error)}`);
  }
  expectEqual(await workspace.held(null), source, "what the files hold changed");
  expectEqual(workspace.files(), files, "the files changed with the second move");
  return { killed, arrived: left !== null, faults };
}

/** Null: no workspace, and nothing of one that could be seen by its name. */
async function tablesIn(url: string): Promise<unknown> {
  const home = openPostgresHome({ url, randomBytes: () => new Uint8Array() });
  try {
    const [name] = await home.names();
    return name === undefined ? null : await home.read(name, digestOf);
  } finally {
    await home.close();
  }
}
