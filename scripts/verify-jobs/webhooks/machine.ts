import { createHash, randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { main } from "../../../src/cli/main.ts";
import type { Ports } from "../../../src/cli/ports.ts";
import { openWorkspace } from "../../../src/cli/workspace.ts";
import type { Json } from "../../../src/model/page.ts";
import type { Place } from "../engines.ts";
import { VENDORS, type Vendor } from "./posts.ts";

/** A machine that keeps its things in a place, with a clock that is ours to move. */
export interface Machine {
  readonly clock: { now: number };
  readonly env: Record<string, string>;
  ports(more?: Partial<Ports>): Ports;
  /** What it printed; throws when the command did not succeed. */
  run(...argv: readonly string[]): Promise<string>;
}

/** No sleep is longer: what waits for the clock looks at it again. */
const LONGEST_SLEEP_MS = 50;

export function createMachine(place: Place, startAt: number): Machine {
  const clock = { now: startAt };
  const env: Record<string, string> = { WMMM_HOME: place.home, NO_COLOR: "1" };
  if (place.engine === "postgres") env["DATABASE_URL"] = place.database;
  const ports = (more: Partial<Ports> = {}): Ports => ({
    env,
    platform: process.platform,
    workingDirectory: place.home,
    now: () => clock.now,
    sleep: async (ms, signal) => {
      await delay(Math.min(ms, LONGEST_SLEEP_MS), undefined, { signal });
    },
    random: () => 0.5,
    randomBytes: (size) => randomBytes(size),
    out: () => undefined,
    err: () => undefined,
    outIsTerminal: false,
    errIsTerminal: false,
    prompts: null,
    input: async () => "",
    columns: 80,
    colour: false,
    interrupt: new AbortController().signal,
    exit: () => undefined,
    ...more,
  });
  return {
    clock,
    env,
    ports,
    async run(...argv) {
      let said = "";
      const say = (text: string): void => void (said += text);
      const code = await main(argv, ports({ out: say, err: say }));
      if (code !== 0) throw new Error(`${argv.slice(0, 2).join(" ")} ended with ${code}: ${said}`);
      return said;
    },
  };
}

/** A workspace with connections, always with the same salt, so that two of them know accounts by the same names. */
export async function makeWorkspace(
  machine: Machine,
  name: string,
  connections: Readonly<Partial<Record<Vendor, Json>>>,
): Promise<void> {
  const salt = (size: number) => createHash("sha512").update("salt").digest().subarray(0, size);
  const store = await openWorkspace(name, true, machine.ports({ randomBytes: salt }));
  for (const kind of VENDORS) {
    const config = connections[kind];
    if (config === undefined) continue;
    await store.saveConnection({ id: kind, kind, config, tokenEnv: `TOKEN_${kind}`, keepTitles: true, addedAt: 0 });
  }
  await store.close();
}

/** Lets the vendors of a workspace post; the secrets, as far as they are shown or were given. */
export async function addHooks(machine: Machine, name: string, vendors: readonly Vendor[]): Promise<Record<Vendor, string>> {
  const secrets: Record<Vendor, string> = { jira: "", linear: "", github: "" };
  for (const vendor of vendors) {
    machine.env["HOOK_SECRET"] = secrets[vendor] = randomBytes(32).toString("hex");
    await machine.run("hooks", "add", name, vendor, "--from-env", "HOOK_SECRET");
  }
  return secrets;
}

/** Serves in this process; gives where, and how to end it. */
export async function serve(
  machine: Machine,
  ...more: readonly string[]
): Promise<{ readonly base: string; stop(): Promise<void> }> {
  const stopping = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let log = "";
  const err = (text: string): void => {
    log += text;
    const line = text.includes('"listening"') ? (JSON.parse(text) as { port: number }) : null;
    if (line !== null) resolve(line.port);
  };
  const ended = main(["serve", "--port", "0", ...more], machine.ports({ err, interrupt: stopping.signal }));
  void ended.then((code) => reject(new Error(`the server ended with ${code}: ${log}`)));
  const port = await promise;
  return {
    base: `http://127.0.0.1:${port}`,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
