import { ProblemError } from "../model/problem.ts";
import type { Instant } from "../model/window.ts";
import type { CredentialStore, SealedSecret, SecretPlace, WrappedDataKey } from "../store/credentials.ts";
import type { Keyring } from "./keyring.ts";
import { KEY_BYTES, seal, SealBrokenError, unseal, type RandomBytes } from "./seal.ts";

/** What sealing anew has done. */
export interface Rotation {
  readonly workspaces: number;
  /** Secrets sealed with a new data key. */
  readonly resealed: number;
  /** Data keys that nothing is sealed with any more, forgotten. */
  readonly dropped: number;
}

/** Which keys of the keyring are still needed. */
export interface VaultStatus {
  readonly secrets: number;
  /** By id of a keyring's key: how many secrets are opened by way of it. */
  readonly byKey: ReadonlyMap<string, number>;
  /** Ids that secrets need and the keyring lacks. */
  readonly missing: readonly string[];
  /** Ids in the keyring, but for the current one, that nothing needs. */
  readonly unneeded: readonly string[];
}

/**
 * Secrets, sealed: each with the data key of its workspace, that key with the newest key of the keyring. Throws `ProblemError` (`usage`) where the
 * keyring lacks a key, (`store-damaged`) where what is stored cannot be opened. No error and no result but `get`'s holds a secret.
 */
export interface Vault {
  put(place: SecretPlace, secret: string): Promise<void>;
  /** Null = there is none. */
  get(place: SecretPlace): Promise<string | null>;
  forget(place: SecretPlace): Promise<boolean>;
  /**
   * New data keys for all workspaces, wrapped by the newest key of the keyring, and every secret sealed anew. May be stopped anywhere and run again:
   * at each instant every secret can be read by whoever holds the whole keyring.
   */
  rotate(): Promise<Rotation>;
  status(): Promise<VaultStatus>;
}

export interface VaultOptions {
  readonly store: CredentialStore;
  readonly keyring: Keyring;
  readonly randomBytes: RandomBytes;
  readonly now: () => Instant;
}

/** Secrets sealed anew in one transaction: long enough to spare flushes, short enough that a reader hardly waits. */
const BATCH = 100;
/** A data key is gone only when another process rotates at the same instant, which cannot go on. */
const ATTEMPTS = 20;
const DATA_KEY_ID_BYTES = 8;

export function vault({ store, keyring, randomBytes, now }: VaultOptions): Vault {
  async function newDataKey(workspace: string): Promise<WrappedDataKey> {
    const id = Buffer.from(randomBytes(DATA_KEY_ID_BYTES)).toString("hex");
    const { id: wrappedBy, bytes } = keyring.current;
    const wrapped = seal(bytes, randomBytes(KEY_BYTES), placeOfKey(workspace, id, wrappedBy), randomBytes);
    const key = { workspace, id, wrappedBy, wrapped, madeAt: now() };
    await store.addDataKey(key);
    return key;
  }

  function unwrapped(key: WrappedDataKey): Uint8Array {
    const wrapping = keyring.key(key.wrappedBy);
    if (wrapping === null) throw keyMissing(key.wrappedBy, keyring);
    return opened(() => unseal(wrapping.bytes, key.wrapped, placeOfKey(key.workspace, key.id, key.wrappedBy)), key.workspace);
  }

  const plain = (secret: SealedSecret, dataKey: Uint8Array): Uint8Array =>
    opened(() => unseal(dataKey, secret.sealed, placeOfSecret(secret, secret.dataKey)), secret.workspace, secret.owner);

  const sealed = (place: SecretPlace, text: Uint8Array, id: string, dataKey: Uint8Array): SealedSecret => ({
    ...place,
    dataKey: id,
    sealed: seal(dataKey, text, placeOfSecret(place, id), randomBytes),
  });

  /** Seals what is left under older keys with the newest one. Null = that one is gone meanwhile. */
  async function resealAll(workspace: string, newest: WrappedDataKey): Promise<number | null> {
    const target = unwrapped(newest);
    const keys = new Map((await store.dataKeys(workspace)).map((key) => [key.id, key]));
    const opening = new Map<string, Uint8Array>();
    const old = (await store.secrets(workspace)).filter(({ dataKey }) => dataKey !== newest.id);
    let count = 0;
    for (let start = 0; start < old.length; start += BATCH) {
      const changes = old.slice(start, start + BATCH).flatMap((before) => {
        const key = keys.get(before.dataKey);
        // Somebody else sealed it anew in between.
        if (key === undefined) return [];
        const dataKey = opening.get(key.id) ?? unwrapped(key);
        opening.set(key.id, dataKey);
        const { workspace, owner, field } = before;
        return [{ before, after: sealed({ workspace, owner, field }, plain(before, dataKey), newest.id, target) }];
      });
      const done = await store.replace(changes);
      if (done === null) return null;
      count += done;
    }
    return count;
  }

  async function rotateWorkspace(workspace: string): Promise<{ readonly resealed: number; readonly dropped: number }> {
    let resealed = 0;
    let target = (await unfinished(workspace)) ?? (await newDataKey(workspace));
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const count = await resealAll(workspace, target);
      if (count !== null) {
        resealed += count;
        // What was written with the older key while this went on.
        if ((await store.secrets(workspace)).every(({ dataKey }) => dataKey === target.id))
          return { resealed, dropped: await store.dropUnusedDataKeys(workspace) };
      }
      target = (await store.dataKeys(workspace))[0] ?? (await newDataKey(workspace));
    }
    throw busy(workspace);
  }

  /** The newest data key, where a rotation to it was begun under the present keyring and not brought to its end. */
  async function unfinished(workspace: string): Promise<WrappedDataKey | null> {
    const [newest, ...older] = await store.dataKeys(workspace);
    return newest !== undefined && older.length > 0 && newest.wrappedBy === keyring.current.id ? newest : null;
  }

  return {
    async put(place, secret) {
      const { workspace } = place;
      const text = Buffer.from(secret, "utf8");
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const [newest] = await store.dataKeys(workspace);
        const key = newest === undefined || newest.wrappedBy !== keyring.current.id ? await newDataKey(workspace) : newest;
        if (await store.write(sealed(place, text, key.id, unwrapped(key)))) return;
      }
      throw busy(workspace);
    },
    async get(place) {
      const found = await store.read(place);
      return found === null ? null : Buffer.from(plain(found.secret, unwrapped(found.key))).toString("utf8");
    },
    forget: (place) => store.remove(place),
    async rotate() {
      const workspaces = await store.workspaces();
      let resealed = 0;
      let dropped = 0;
      for (const workspace of workspaces) {
        const done = await rotateWorkspace(workspace);
        resealed += done.resealed;
        dropped += done.dropped;
      }
      return { workspaces: workspaces.length, resealed, dropped };
    },
    async status() {
      const byKey = new Map<string, number>();
      let secrets = 0;
      for (const workspace of await store.workspaces()) {
        const wrappedBy = new Map((await store.dataKeys(workspace)).map(({ id, wrappedBy }) => [id, wrappedBy]));
        for (const { dataKey } of await store.secrets(workspace)) {
          const by = wrappedBy.get(dataKey);
          // Sealed anew between the two looks.
          if (by === undefined) continue;
          secrets += 1;
          byKey.set(by, (byKey.get(by) ?? 0) + 1);
        }
      }
      return {
        secrets,
        byKey,
        missing: [...byKey.keys()].filter((id) => keyring.key(id) === null),
        unneeded: keyring.ids.filter((id) => id !== keyring.current.id && !byKey.has(id)),
      };
    },
  };
}

const placeOfKey = (workspace: string, id: string, wrappedBy: string): readonly string[] => [
  "data key",
  workspace,
  id,
  wrappedBy,
];

const placeOfSecret = ({ workspace, owner, field }: SecretPlace, dataKey: string): readonly string[] => [
  "secret",
  workspace,
  owner,
  field,
  dataKey,
];

function opened(open: () => Uint8Array, workspace: string, owner?: string): Uint8Array {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof SealBrokenError)) throw error;
    throw new ProblemError(
      {
        code: "store-damaged",
        connection: owner ?? null,
        what: `A stored secret of workspace "${workspace}" cannot be opened: ${error.message}.`,
        todo: "Store the secret again.",
      },
      { cause: error },
    );
  }
}

function keyMissing(id: string, keyring: Keyring): ProblemError {
  return new ProblemError({
    code: "usage",
    what: `Stored secrets need key ${id}, and the keyring holds only ${keyring.ids.join(", ")}.`,
    todo: 'Put the older key behind the newer one, separated by a comma, until "wmmm keys rotate" has run; or store the secrets again.',
  });
}

function busy(workspace: string): ProblemError {
  return new ProblemError({
    code: "superseded",
    what: `Other processes kept changing the keys of workspace "${workspace}".`,
    todo: "Wait until they have finished and run the same command again.",
  });
}
