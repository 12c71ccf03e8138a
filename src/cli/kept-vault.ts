import type { SecretPlace } from "../store/credentials.ts";
import type { Instant } from "../model/window.ts";
import type { Ports } from "./ports.ts";
import { openVault } from "./secrets.ts";

/** Keys that are changed meanwhile are found after this long. */
const REOPEN_AFTER_MS = 60_000;
/** Where there is none yet, one may be made at any moment. */
const LOOK_AGAIN_AFTER_MS = 2000;

type Opened = Awaited<ReturnType<typeof openVault>>;

export interface KeptVault {
  /** Null = there is no such secret. Throws as the vault does. */
  get(place: SecretPlace): Promise<string | null>;
  close(): Promise<void>;
}

/** Stored secrets that are asked for many times a second: opened once and kept open for a while. */
export function keptVault(ports: Ports): KeptVault {
  let opened: { readonly vault: Promise<Opened>; readonly at: Instant } | null = null;

  async function current(): Promise<Opened> {
    const now = ports.now();
    if (opened !== null) {
      const { vault, at } = opened;
      // A failure to open is told to those who asked for it, and tried again by the next one.
      const age = (await vault.catch(() => null)) === null ? LOOK_AGAIN_AFTER_MS : REOPEN_AFTER_MS;
      if (now - at < age) return vault;
      if (opened?.vault === vault) {
        opened = null;
        await (await vault.catch(() => null))?.close();
      }
    }
    opened ??= { vault: openVault(ports, false), at: now };
    return opened.vault;
  }

  return {
    async get(place) {
      const open = await current();
      return open === null ? null : open.vault.get(place);
    },
    async close() {
      const last = opened;
      opened = null;
      await (await last?.vault.catch(() => null))?.close();
    },
  };
}
