import { createHmac, randomBytes } from "node:crypto";
import type { Json } from "../../../src/model/page.ts";
import { loadConnector } from "../../../src/cli/sync-workspace.ts";
import type { Line } from "../../verify-reliability/figure.ts";
import { openStore, type Engine } from "../engines.ts";
import { addHooks, createMachine, makeWorkspace, serve } from "./machine.ts";
import { postOf, send, SIGNATURE, VENDORS, type Post, type Vendor } from "./posts.ts";

const ITEM = "17";

/** What somebody without the secret, or with another one, can try. */
const FORGERIES: Readonly<Record<string, (post: Post, other: string) => Post>> = {
  "no signature": (post) => withSignature(post, null),
  "an empty one": (post) => withSignature(post, ""),
  "one of another kind": (post) => withSignature(post, `sha1=${createHmac("sha1", "x").update(post.body).digest("hex")}`),
  "a cut one": (post) => withSignature(post, post.headers[SIGNATURE[post.vendor].header]!.slice(0, -2)),
  "one that is no number": (post) => withSignature(post, `${SIGNATURE[post.vendor].prefix}${"z".repeat(64)}`),
  "a guessed one": (post) => withSignature(post, SIGNATURE[post.vendor].prefix + randomBytes(32).toString("hex")),
  "another body under a caught one": (post) => ({ ...post, body: post.body.replace(`"${ITEM}"`, '"18"') }),
  "the secret of another connection": (post, other) => postOf(post.vendor, ITEM, Date.now(), 1, other),
};

function withSignature(post: Post, signature: string | null): Post {
  const { [SIGNATURE[post.vendor].header]: _, ...headers } = post.headers;
  return { ...post, headers: signature === null ? headers : { ...headers, [SIGNATURE[post.vendor].header]: signature } };
}

/** Every kind of forgery for every vendor, against a real server: how many were refused, and whether anything was kept. */
export async function forgeries(engine: Engine): Promise<Line> {
  const place = await engine.place();
  const machine = createMachine(place, Date.now());
  const configs: Record<Vendor, Json> = {
    jira: (await loadConnector("jira")).parseConfig({ url: "https://acme.atlassian.net", email: "flow@example.com" }),
    linear: (await loadConnector("linear")).parseConfig({}),
    github: (await loadConnector("github")).parseConfig({ org: "acme" }),
  };
  await makeWorkspace(machine, "acme", configs);
  const secrets = await addHooks(machine, "acme", VENDORS);
  const served = await serve(machine, "--no-worker");
  let [refused, tried, right] = [0, 0, 0];
  const answers = new Set<string>();
  try {
    for (const [at, vendor] of VENDORS.entries()) {
      const other = secrets[VENDORS[(at + 1) % VENDORS.length]!];
      const post = postOf(vendor, ITEM, machine.clock.now, 0, secrets[vendor]);
      for (const forge of Object.values(FORGERIES)) {
        const answer = await send(served.base, "acme", forge(post, other));
        answers.add(`${answer.status} ${await answer.text()}`);
        tried++;
        if (answer.status === 401) refused++;
      }
    }
    // No workspace of this name, and a connection that is not there: the same answer.
    const post = postOf("jira", ITEM, machine.clock.now, 0, secrets.jira);
    for (const place of ["nowhere/jira", "acme/jira-2"]) {
      const answer = await fetch(`${served.base}/hooks/${place}`, { method: "POST", headers: post.headers, body: post.body });
      answers.add(`${answer.status} ${await answer.text()}`);
    }
    const store = await openStore(place);
    const kept = (await store.hints.waiting()).length;
    await store.close();
    for (const vendor of VENDORS) {
      const answer = await send(served.base, "acme", postOf(vendor, ITEM, machine.clock.now, 0, secrets[vendor]));
      if (answer.status === 200) right++;
    }
    return {
      what: `${engine.name}: ${Object.keys(FORGERIES).length} kinds of forgery x ${VENDORS.length} vendors`,
      target: "all refused",
      measured: `${refused} of ${tried} refused, ${kept} kept, ${answers.size} different ${answers.size === 1 ? "answer" : "answers"}; ${right} of ${VENDORS.length} right ones taken`,
      met: refused === tried && kept === 0 && answers.size === 1 && right === VENDORS.length,
    };
  } finally {
    await served.stop();
  }
}
