import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** What stands behind `from`, `import` or `new URL(`. Comments that look like it only add files, which is safe. */
const NAMED = /(?:\bfrom|\bimport|\bnew URL)\s{0,80}\(?\s{0,80}"([^"\n]{1,200})"/g;

/**
 * SHA-256, in hex, over the text of a module and of all that it imports, types too, over the installed versions of the packages that these name, and
 * over the version of Node. Where the code lies does not count. Files that are read as data do not either: they have to come with a task's input.
 */
export function stateOfCode(entry: URL): string {
  const start = fileURLToPath(entry);
  const files = new Map<string, Buffer>();
  const packages = new Map<string, string>();
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    const content = readFileSync(path);
    files.set(path, content);
    for (const [, name] of content.toString("utf8").matchAll(NAMED)) {
      if (name!.startsWith(".")) {
        const other = join(dirname(path), name!);
        if (existsSync(other)) waiting.push(other);
      } else if (!name!.startsWith("node:")) {
        const installed = versionOf(packageOf(name!), dirname(path));
        if (installed !== null) packages.set(packageOf(name!), installed);
      }
    }
  }
  const hash = createHash("sha256").update(`node ${process.version}\n`);
  for (const [name, version] of sorted(packages)) hash.update(`${name} ${version}\n`);
  const placed = new Map([...files].map(([path, content]) => [relative(dirname(start), path).replaceAll("\\", "/"), content]));
  for (const [place, content] of sorted(placed)) hash.update(`${place} ${content.length}\n`).update(content);
  return hash.digest("hex");
}

function sorted<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function packageOf(name: string): string {
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}

/** From the nearest `node_modules` above; null where nothing of that name is installed. */
function versionOf(name: string, from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, "node_modules", name, "package.json");
    if (existsSync(manifest)) return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
    if (dirname(folder) === folder) return null;
  }
}
