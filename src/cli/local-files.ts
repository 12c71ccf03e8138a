import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { FileReader } from "../../connectors/connector.ts";
import { ProblemError } from "../model/problem.ts";

/** Large enough that reading is not what takes the time, small enough that a few of them are nothing. */
const PIECE_BYTES = 256 * 1024;

/** Files of this machine, for connectors that read what the user exported. */
export const localFiles: FileReader = {
  async stat(path) {
    try {
      const found = await stat(path);
      if (!found.isFile()) throw notThere("is a directory or a device, not a file");
      return { bytes: found.size, changedAt: Math.trunc(found.mtimeMs) };
    } catch (error) {
      throw asProblem(error);
    }
  },
  async *read(path) {
    try {
      for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) yield piece as Uint8Array;
    } catch (error) {
      throw asProblem(error);
    }
  },
};

/** The path stays out: it may hold a person's name, and the user has just typed or configured it. */
function asProblem(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT" || code === "ENOTDIR") return notThere("is not there");
  if (code === "EISDIR") return notThere("is a directory or a device, not a file");
  if (code !== "EACCES" && code !== "EPERM" && code !== "EIO") return error;
  return new ProblemError(
    { code: "forbidden", what: "The file of this connection cannot be read.", todo: "Check its permissions." },
    { cause: error },
  );
}

function notThere(how: string): ProblemError {
  return new ProblemError({
    code: "not-found",
    what: `The file of this connection ${how}.`,
    todo: "Check --path; where the file has moved, connect again with the new one and the same --id.",
  });
}
