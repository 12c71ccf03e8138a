import { join } from "node:path";
import type { CredentialStore } from "../../src/store/credentials.ts";
import type { Place } from "./engines.ts";

export async function openSecrets(place: Place): Promise<CredentialStore> {
  if (place.engine === "postgres") {
    const { openPostgresCredentials } = await import("../../src/store/postgres/credentials.ts");
    return openPostgresCredentials(place.database);
  }
  const { CREDENTIAL_FILE, openCredentialFile } = await import("../../src/store/sqlite/credential-file.ts");
  return openCredentialFile({ path: join(place.home, CREDENTIAL_FILE) });
}
