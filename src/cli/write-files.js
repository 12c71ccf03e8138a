import { mkdir, rename, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { ProblemError } from "../model/problem.ts";
const FORMATS = {
    ".html": async (result) => (await import("../report/html/report.tsx")).renderHtml(result),
    ".json": async (result) => (await import("../report/json.ts")).renderJson(result),
    ".csv": async (result) => (await import("../report/csv.ts")).renderCsv(result),
    ".md": async (result) => (await import("../report/markdown.ts")).renderMarkdown(result),
};
/** Refuses a suffix before any work is done for it. */
export function checkOutputs(paths) {
    const wrong = paths.find((path) => FORMATS[extname(path).toLowerCase()] === undefined);
    if (wrong === undefined)
        return;
    throw new ProblemError({
        code: "usage",
        what: `The suffix of "${basename(wrong)}" names no format.`,
        todo: `Use one of: ${Object.keys(FORMATS).join(" ")}.`,
    });
}
/** Writes each file beside its place first, so that a full disk never leaves half a report where a whole one was. */
export async function writeFiles(result, paths, ports) {
    for (const path of paths) {
        const text = await FORMATS[extname(path).toLowerCase()](result);
        const target = resolve(ports.workingDirectory, path);
        const beside = join(dirname(target), `.${basename(target)}.part`);
        try {
            await mkdir(dirname(target), { recursive: true });
            await writeFile(beside, text);
            await rename(beside, target);
        }
        catch (error) {
            const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
            throw new ProblemError({
                code: code === "ENOSPC" ? "disk-full" : "usage",
                what: `"${path}" could not be written (${code}).`,
                todo: code === "ENOSPC" ? "Make room on the disk and export again." : "Name a place that you may write to.",
            }, { cause: error });
        }
        ports.err(`Wrote ${path}\n`);
    }
}
