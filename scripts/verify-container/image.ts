import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { stagesOf, type Instruction } from "../../test/operations/dockerfile-rules.ts";
import { makeRoot, run } from "./sandbox.ts";

/** What a Dockerfile comes to. */
export interface Image {
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  /** Seconds of each RUN, in order. */
  readonly steps: readonly { readonly text: string; readonly seconds: number }[];
}

/**
 * Carries out the instructions of a Dockerfile by hand: stages are root directories, RUN is a command in one of them, as root. It knows what ours needs and no more;
 * the base image is the Debian and the Node of this machine.
 */
export async function buildImage(
  dockerfile: string,
  context: string,
  ignored: readonly string[],
  into: string,
  hosts: readonly string[],
): Promise<Image> {
  const roots = new Map<string, string>();
  const steps: { text: string; seconds: number }[] = [];
  const network = ofTheMachine();
  let last: Image | null = null;
  for (const instructions of stagesOf(dockerfile)) {
    const root = mkdtempSync(join(into, "stage-"));
    makeRoot(root, hosts);
    const name = / AS (\S+)$/.exec(instructions[0]?.text ?? "")?.[1];
    if (name !== undefined) roots.set(name, root);
    const env: Record<string, string> = {};
    let workdir = "/";
    let entrypoint: readonly string[] = [];
    for (const instruction of instructions) {
      const { keyword, text } = instruction;
      if (keyword === "WORKDIR") mkdirSync(join(root, (workdir = text)), { recursive: true });
      else if (keyword === "ENV") Object.assign(env, Object.fromEntries(text.split(" ").map((pair) => pair.split("="))));
      else if (keyword === "ENTRYPOINT") entrypoint = JSON.parse(text) as string[];
      else if (keyword === "COPY") copy(instruction, root, workdir, context, ignored, roots);
      else if (keyword === "RUN") {
        const began = performance.now();
        const { code, output } = await run({
          root,
          command: ["sh", "-c", text],
          workdir,
          env: { ...network.env, ...env, HOME: "/root" },
          binds: network.binds,
        });
        if (code !== 0) throw new Error(`RUN ${text} ended with ${code}:\n${output}`);
        steps.push({ text, seconds: (performance.now() - began) / 1000 });
      }
    }
    last = { root, workdir, env, entrypoint, steps };
  }
  if (last === null) throw new Error("the Dockerfile has no stage");
  return last;
}

/** How this machine reaches a registry: its proxy, and whom it trusts. */
function ofTheMachine() {
  const env: Record<string, string> = {};
  const binds: { from: string; to: string; readOnly: boolean }[] = [];
  for (const [name, value] of Object.entries(process.env)) {
    if (!value || !/^(?:https?_proxy|no_proxy|npm_config_registry|NODE_EXTRA_CA_CERTS)$/i.test(name)) continue;
    env[name] = value;
    if (name === "NODE_EXTRA_CA_CERTS") binds.push({ from: dirname(value), to: dirname(value), readOnly: true });
  }
  return { env, binds };
}

function copy(
  { text }: Instruction,
  root: string,
  workdir: string,
  context: string,
  ignored: readonly string[],
  roots: ReadonlyMap<string, string>,
): void {
  const [, stage, rest = text] = /^--from=(\S+) (.*)$/.exec(text) ?? [];
  const parts = rest.split(/\s+/);
  const target = parts.at(-1)!;
  const from = stage === undefined ? context : roots.get(stage)!;
  for (const source of parts.slice(0, -1)) {
    const to = join(root, workdir, target, target.endsWith("/") ? source : "");
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(from, source), to, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !ignored.includes(relative(from, path)),
    });
  }
}
