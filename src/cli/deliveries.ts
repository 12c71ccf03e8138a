import { createHmac } from "node:crypto";
import type { Hint } from "../../connectors/hint.ts";
import type { HookPlace, HookPorts, PostedDelivery, Received } from "../server/hooks.ts";
import { isWorkspaceName } from "../store/home.ts";
import type { HintStore, Hook } from "../store/hints.ts";
import { keptVault } from "./kept-vault.ts";
import type { Ports } from "./ports.ts";
import { loadConnector } from "./sync-workspace.ts";

/** Field under which the secret of a webhook is kept, beside the token of its connection. */
export const WEBHOOK = "webhook";
/** Ids of connections, as far as the path of a webhook goes. */
const CONNECTION = /^[a-z0-9][a-z0-9-]{0,30}$/;

export interface Deliveries extends Pick<HookPorts, "receive"> {
  /** Loads what the first delivery would have to wait for. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

export interface DeliveriesOptions {
  readonly hints: HintStore;
  readonly ports: Ports;
  /** A secret that must not be shown. */
  onSecret(secret: string): void;
  /** A delivery to a webhook that is set up, and that was not taken. */
  onRefused(hook: Hook, why: Extract<Hint, { kind: "refused" }>["why"]): void;
}

/**
 * Checks what a vendor has posted against the secret of that webhook, and keeps what it says: nothing of the body but ids of items and a hash. Whether the webhook is there
 * or not, the same is looked up and the same is hashed.
 */
export function deliveries({ hints, ports, onSecret, onRefused }: DeliveriesOptions): Deliveries {
  const secrets = keptVault(ports);
  /** What stands in for a secret that is not there. Nobody knows it. */
  const noSecret = ports.randomBytes(32);

  async function receive({ workspace, connection }: HookPlace, delivery: PostedDelivery): Promise<Received> {
    const isName = isWorkspaceName(workspace) && CONNECTION.test(connection);
    const place = isName ? { workspace, connection } : { workspace: "-", connection: "-" };
    const [hook, secret] = await Promise.all([
      hints.hook(place.workspace, place.connection),
      secrets.get({ workspace: place.workspace, owner: place.connection, field: WEBHOOK }),
    ]);
    if (secret !== null) onSecret(secret);
    const read = hook === null ? undefined : (await loadConnector(hook.kind)).hint;
    if (hook === null || secret === null || read === undefined) {
      createHmac("sha256", noSecret).update(delivery.body).digest();
      return "refused";
    }
    const hint = read(delivery, secret, ports.now());
    switch (hint.kind) {
      case "refused":
        onRefused(hook, hint.why);
        return "refused";
      case "nothing":
        return "nothing";
      case "changed":
        return (await hints.keep({ ...place, once: hint.once, items: hint.items, at: ports.now() })) ? "taken" : "known";
    }
  }

  async function warm(): Promise<void> {
    const kinds = new Set((await hints.hooks(null)).map(({ kind }) => kind));
    await Promise.all(Array.from(kinds, loadConnector));
    await secrets.get({ workspace: "-", owner: "-", field: WEBHOOK });
  }

  return { receive, warm, close: () => secrets.close() };
}
