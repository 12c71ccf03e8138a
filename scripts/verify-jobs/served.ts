import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../bin/wmmm.js", import.meta.url));
const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 60_000;
const ANSWER_WITHIN_MS = 10_000;

/** `wmmm serve` as built, in a process of its own. */
export interface Served {
  readonly pid: number;
  /** Status of `/readyz`; 0 = no answer. */
  ready(): Promise<number>;
  hasEnded(): boolean;
  /** Asks it to end; its exit code. */
  stop(): Promise<number | null>;
}

/** `node`: options of Node itself. Every line of its log is passed on. Resolves when it listens. */
export async function startServed(
  env: Readonly<Record<string, string>>,
  {
    concurrency,
    node = [],
    onLog,
  }: { readonly concurrency: number; readonly node?: readonly string[]; onLog?(line: string): void },
): Promise<Served> {
  const given = ["serve", "--port", "0", "--concurrency", String(concurrency)];
  const child = spawn(process.execPath, [...node, BIN, ...given], {
    env: { ...process.env, REDIS_URL: "", DATABASE_URL: "", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const listening = Promise.withResolvers<number>();
  createInterface({ input: child.stderr }).on("line", (line) => {
    onLog?.(line);
    const port = /"port":(\d+).*"msg":"listening"/.exec(line)?.[1];
    if (port !== undefined) listening.resolve(Number(port));
  });
  child.once("exit", (code, signal) => listening.reject(new Error(`wmmm serve ended with ${code ?? signal}`)));
  const late = setTimeout(() => listening.reject(new Error("wmmm serve does not listen")), START_WITHIN_MS);
  const port = await listening.promise.finally(() => clearTimeout(late));
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid!,
    async ready() {
      try {
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
        await answer.arrayBuffer();
        return answer.status;
      } catch {
        return 0;
      }
    },
    hasEnded,
    async stop() {
      if (!hasEnded()) {
        child.kill("SIGTERM");
        const hung = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
        await once(child, "exit");
        clearTimeout(hung);
      }
      return child.exitCode;
    },
  };
}
