import { DockerfileParser, ModifiableInstruction, type Dockerfile } from "dockerfile-ast";

/** One instruction, e.g. `COPY`, and what follows it, in one line. */
export interface Instruction {
  readonly keyword: string;
  readonly text: string;
}

/** Instructions by stage, each beginning with its `FROM`. */
export function stagesOf(text: string): readonly (readonly Instruction[])[] {
  const parsed: Dockerfile = DockerfileParser.parse(text);
  const stages: Instruction[][] = [];
  for (const instruction of parsed.getInstructions()) {
    const keyword = instruction.getKeyword();
    if (keyword === "FROM") stages.push([]);
    const flags = instruction instanceof ModifiableInstruction ? instruction.getFlags().map(String) : [];
    stages.at(-1)?.push({ keyword, text: [...flags, instruction.getRawArgumentsContent() ?? ""].join(" ") });
  }
  return stages;
}

const KNOWN: ReadonlySet<string> = new Set(
  "FROM WORKDIR COPY RUN ENV USER EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD".split(" "),
);

/** What is wrong with it, one sentence each. `ignored` is the text of .dockerignore, `node` the version that is locked. */
export function complaintsOfDockerfile(text: string, ignored: string, node: string): readonly string[] {
  const found: string[] = [];
  const stages = stagesOf(text);
  const allowed = new Set(
    ignored
      .split("\n")
      .filter((line) => line.startsWith("!"))
      .map((line) => line.slice(1)),
  );
  if (!ignored.split("\n").includes("*")) found.push(".dockerignore lets in what it does not name");
  for (const { keyword, text: content } of stages.flat()) {
    if (!KNOWN.has(keyword)) found.push(`${keyword} is not used here`);
    if (keyword === "FROM" && !content.startsWith(`node:${node}-`))
      found.push(`${content.split(" ")[0]} is not the Node that is locked`);
    if (keyword === "ENV" && /password|secret|token|key/i.test(content)) found.push("a secret in the image");
    if (keyword === "COPY" && !content.startsWith("--from="))
      for (const source of content.split(/\s+/).slice(0, -1))
        if (!allowed.has(source)) found.push(`${source} is copied, and .dockerignore does not let it in`);
    if (keyword === "RUN" && /npm (?:i|install)\b/.test(content)) found.push("npm install takes what is not locked");
    if (keyword === "RUN" && /npm ci\b/.test(content) && !content.includes("--ignore-scripts"))
      found.push("scripts of packages run");
  }
  const last = stages.at(-1) ?? [];
  const lastOf = (keyword: string) => last.findLast((instruction) => instruction.keyword === keyword)?.text;
  if (/^(?:|root|0)(?::|$)/.test(lastOf("USER") ?? "")) found.push("runs as root");
  if (lastOf("HEALTHCHECK") === undefined || lastOf("HEALTHCHECK") === "NONE") found.push("has no health check");
  for (const keyword of ["ENTRYPOINT", "CMD"])
    if (!lastOf(keyword)?.startsWith("[")) found.push(`${keyword} runs in a shell, which does not pass signals on`);
  for (const modules of last.filter(({ keyword, text: content }) => keyword === "COPY" && content.includes("node_modules"))) {
    const from = /--from=(\S+)/.exec(modules.text)?.[1];
    const stage = stages.find(([first]) => first?.text.endsWith(` AS ${from}`)) ?? [];
    if (!stage.some(({ text: content }) => content.includes("--omit=dev")))
      found.push("packages for development are in the image");
  }
  return found;
}
