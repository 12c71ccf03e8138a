/**
 * Seals every stored secret anew, again and again, until it is killed: `node scripts/verify-jobs/rekey-child.ts <place as JSON> <keyring>`. Says when it
 * begins with a round.
 */
import { randomBytes } from "node:crypto";
import { parseKeyring } from "../../src/secrets/keyring.ts";
import { vault } from "../../src/secrets/vault.ts";
import type { Place } from "./engines.ts";
import { openSecrets } from "./secrets.ts";

const [place, keys] = process.argv.slice(2);
process.on("disconnect", () => process.exit());
const store = await openSecrets(JSON.parse(place!) as Place);
const secrets = vault({
  store,
  keyring: parseKeyring(keys!, "the command line"),
  randomBytes,
  now: () => Date.now(),
});
for (;;) {
  process.send?.("begun");
  await secrets.rotate();
}
