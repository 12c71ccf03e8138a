import { existsSync, readdirSync, readFileSync } from "node:fs";

/** A path of this repository in code marks; patterns (`*`, `<id>`) name no single file. */
const NAMED = /`((?:bin|connectors|docs|fixtures|jobs|schemas|scripts|signals|src|test)\/[\w./-]{1,200})`/g;

/** Files and folders that a page names and that are not there: `page: path`. `root` ends with a slash. */
export function missingFiles(root: string): string[] {
  const pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...readdirSync(`${root}docs`).map((name) => `docs/${name}`)];
  return pages
    .filter((page) => page.endsWith(".md"))
    .flatMap((page) =>
      Array.from(readFileSync(root + page, "utf8").matchAll(NAMED), ([, path]) => path!)
        .filter((path) => !existsSync(root + path))
        .map((path) => `${page}: ${path}`),
    );
}
