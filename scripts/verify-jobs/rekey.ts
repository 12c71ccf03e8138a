import { fork } from "node:child_process";
import { once } from "node:events";
import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { newKeyText, parseKeyring } from "../../src/secrets/keyring.ts";
import { vault } from "../../src/secrets/vault.ts";
import type { Engine, JobFigure, JobFigureInput } from "./engines.ts";
import { openSecrets } from "./secrets.ts";

const CHILD = fileURLToPath(new URL("rekey-child.ts", import.meta.url));
const WORKSPACES = 50;
/** A killed one has sealed a part of them anew by then. */
const LONGEST_LIFE_MS = 400;
const READERS = 4;

/** Credentials are sealed anew under changing keys by processes that are killed, while others read them all the time. */
export const rekey: JobFigure = async (input) => {
  const lines = [];
  // Redis keeps no secrets.
  for (const engine of input.engines.filter(({ name }) => name !== "redis")) lines.push(await ofEngine(engine, input));
  return lines;
};

async function ofEngine(engine: Engine, { reduced, note }: JobFigureInput) {
  const place = await engine.place();
  const store = await openSecrets(place);
  const credentials = reduced ? 500 : 10_000;
  const kills = reduced ? 10 : 100;
  let keys = newKeyText(randomBytes);
  const over = (text: string) => vault({ store, keyring: parseKeyring(text, "here"), randomBytes, now: () => Date.now() });
  const nameOf = (at: number) => ({ workspace: `w${at % WORKSPACES}`, owner: `c${at}`, field: "token" });
  const first = over(keys);
  for (let at = 0; at < credentials; at++) await first.put(nameOf(at), `secret ${at}`);

  let [reads, failed, wrong] = [0, 0, 0];
  const ended = new AbortController();
  let reader = first;
  const reading = Array.from({ length: READERS }, async () => {
    while (!ended.signal.aborted) {
      const at = randomInt(credentials);
      reads++;
      try {
        if ((await reader.get(nameOf(at))) !== `secret ${at}`) wrong++;
      } catch (error) {
        failed++;
        note(`${engine.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
      await delay(0);
    }
  });

  let killed = 0;
  while (killed < kills) {
    // Every tenth time another key is put before the older ones, as an operator does: known to readers first.
    if (killed % 10 === 0) {
      keys = `${newKeyText(randomBytes)},${keys}`;
      reader = over(keys);
    }
    const child = fork(CHILD, [JSON.stringify(place), keys]);
    await once(child, "message");
    await delay(randomInt(LONGEST_LIFE_MS));
    child.kill("SIGKILL");
    await once(child, "exit");
    killed++;
  }
  ended.abort();
  await Promise.all(reading);
  const newest = keys.split(",")[0]!;
  await over(keys).rotate();
  const last = over(newest);
  let lost = 0;
  for (let at = 0; at < credentials; at++) if ((await last.get(nameOf(at))) !== `secret ${at}`) lost++;
  await store.close();
  return {
    what: `${engine.name}: reads that failed, ${credentials} credentials, ${killed} kills while sealing anew`,
    target: "0, 0 lost",
    measured: `${failed + wrong} of ${reads}, ${lost} lost under the newest key alone`,
    met: failed + wrong === 0 && lost === 0 && reads > kills,
  };
}
