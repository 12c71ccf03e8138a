import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { loadConnector } from "../../../src/cli/sync-workspace.ts";
import type { Line } from "../../verify-reliability/figure.ts";
import { quantile, type Engine, type JobFigureInput } from "../engines.ts";
import { addHooks, createMachine, makeWorkspace } from "./machine.ts";
import { postOf, send, signed } from "./posts.ts";

const BIN = fileURLToPath(new URL("../../../bin/wmmm.js", import.meta.url));
const AT_ONCE = 4;
/** An issue of Jira with all its fields. */
const BODY_BYTES = 50_000;

/** How long a server process of its own, as built (`npm run build`), takes to acknowledge, and how long to refuse what is there and what is not. */
export async function acknowledged(engine: Engine, { reduced }: JobFigureInput): Promise<readonly Line[]> {
  const place = await engine.place();
  const machine = createMachine(place, Date.now());
  const config = (await loadConnector("github")).parseConfig({ org: "acme" });
  await makeWorkspace(machine, "acme", { github: config });
  const { github: secret } = await addHooks(machine, "acme", ["github"]);
  const env = { ...process.env, REDIS_URL: "", DATABASE_URL: "", ...machine.env };
  const server = spawn(process.execPath, [BIN, "serve", "--port", "0", "--no-worker"], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  try {
    const base = `http://127.0.0.1:${await portOf(createInterface(server.stderr))}`;
    const count = reduced ? 400 : 10_000;
    const before = await cpuSeconds(base);
    const took = await timed(count, async (at) => {
      return (await send(base, "acme", postOf("github", `I_${at}`, Date.now(), at, secret))).status === 200;
    });
    const cpuMs = ((await cpuSeconds(base)) - before) * (1000 / count);
    const large = await timed(reduced ? 40 : 400, async (at) => {
      const { body } = postOf("github", `I_${at}`, Date.now(), count + at, secret);
      return (await send(base, "acme", signed("github", body.padEnd(BODY_BYTES, " "), secret))).status === 200;
    });
    const refusedAs = (workspace: string) =>
      timed(reduced ? 20 : 50, async (at) => {
        const { status } = await send(base, workspace, postOf("github", "I_1", Date.now(), at, "another secret"));
        return status === 401 || status === 429;
      });
    const [wrong, unknown] = [await refusedAs("acme"), await refusedAs("nowhere")];
    const p99 = quantile(took.ms, 0.99);
    return [
      {
        what: `${engine.name}: ${count} deliveries acknowledged, ${AT_ONCE} at once`,
        target: "p99 < 100 ms",
        measured: `p50 ${quantile(took.ms, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; of 50 kB p99 ${quantile(large.ms, 0.99).toFixed(1)} ms; ${cpuMs.toFixed(1)} ms of processor each; ${took.failed + large.failed} not taken`,
        // A sample this small is mostly the start of a process.
        met: reduced ? null : p99 < 100 && took.failed + large.failed === 0,
      },
      {
        what: `${engine.name}: time until a refusal, wrong signature / no such webhook`,
        target: "the same",
        measured: `median ${quantile(wrong.ms, 0.5).toFixed(1)} / ${quantile(unknown.ms, 0.5).toFixed(1)} ms`,
        met: null,
      },
    ];
  } finally {
    server.kill("SIGTERM");
    if (server.exitCode === null) await once(server, "exit");
  }
}

async function timed(count: number, act: (at: number) => Promise<boolean>) {
  const ms: number[] = [];
  let [next, failed] = [0, 0];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let at = next++; at < count; at = next++) {
        const startedAt = performance.now();
        if (!(await act(at))) failed++;
        ms.push(performance.now() - startedAt);
      }
    }),
  );
  return { ms, failed };
}

async function cpuSeconds(base: string): Promise<number> {
  const text = await (await fetch(`${base}/metrics`)).text();
  return Number(/^process_cpu_seconds_total ([\d.]+)$/m.exec(text)?.[1]);
}

async function portOf(lines: AsyncIterable<string>): Promise<number> {
  for await (const line of lines) {
    if (line.includes('"listening"')) return (JSON.parse(line) as { port: number }).port;
  }
  throw new Error("the server did not begin to listen");
}
