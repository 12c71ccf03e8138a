/** Asks one address until the time is over, as fast as the quotas allow: `node ask-as-much-as-allowed.ts <url> <file of quotas> <ms>`. */
import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { createHttpClient } from "../../connectors/transport/client.ts";
import { policyOf } from "../../connectors/transport/rate-policy.ts";
import { quotaFile } from "../../src/store/sqlite/quota-file.ts";
const [url = "", path = "", lastsMs = "0"] = process.argv.slice(2);
const now = () => Date.now();
const client = createHttpClient({
    policy: { ...policyOf("linear"), backoffMs: [1] },
    now,
    sleep: (ms) => delay(ms),
    random: Math.random,
    budget: quotaFile({ path, now, randomBytes }),
});
const endAt = now() + Number(lastsMs);
while (now() < endAt)
    await client.send({ method: "POST", url, body: {}, headers: { authorization: "lin_api_same" }, stream: "issues", page: null });
