import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ProblemError } from "../../../src/model/problem.ts";
import { openCredentialFile } from "../../../src/store/sqlite/credential-file.ts";
import { credentialConformance } from "../credential-conformance.ts";

let directory = "";
let files = 0;
const newPath = (): string => join(directory, `${++files}`, "secrets.db");
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "wmmm-secrets-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

credentialConformance("SQLite", { open: async () => openCredentialFile({ path: newPath() }) });

describe("the file", () => {
  const codeOf = (open: () => unknown): string => {
    try {
      open();
      return "opened";
    } catch (error) {
      return error instanceof ProblemError ? error.problem.code : "no problem";
    }
  };

  test("is its owner's alone", async () => {
    const path = newPath();
    await openCredentialFile({ path }).close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test("is refused when it is somebody else's, damaged or of a newer version", async () => {
    const other = join(directory, "other.db");
    const foreign = new DatabaseSync(other);
    foreign.exec("CREATE TABLE t (x)");
    foreign.close();
    expect(codeOf(() => openCredentialFile({ path: other }))).toBe("store-damaged");
    const noise = join(directory, "noise.db");
    writeFileSync(noise, Buffer.alloc(8192, 7));
    expect(codeOf(() => openCredentialFile({ path: noise }))).toBe("store-damaged");
    const newer = newPath();
    await openCredentialFile({ path: newer }).close();
    const file = new DatabaseSync(newer);
    file.exec("PRAGMA user_version = 99");
    file.close();
    expect(codeOf(() => openCredentialFile({ path: newer }))).toBe("store-newer");
  });
});
