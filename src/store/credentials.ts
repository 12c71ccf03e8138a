import type { Instant } from "../model/window.ts";

/** What a secret belongs to. */
export interface SecretPlace {
  readonly workspace: string;
  /** Id of a connection, or of whatever else needs a secret. */
  readonly owner: string;
  /** E.g. `token`. */
  readonly field: string;
}

/** A secret as it is stored; only who holds the keyring can open it. */
export interface SealedSecret extends SecretPlace {
  /** Id of the data key that it is sealed with. */
  readonly dataKey: string;
  readonly sealed: Uint8Array;
}

/** The key that the secrets of one workspace are sealed with, itself sealed with a key of the keyring. */
export interface WrappedDataKey {
  readonly workspace: string;
  readonly id: string;
  /** Id of the keyring's key. */
  readonly wrappedBy: string;
  readonly wrapped: Uint8Array;
  readonly madeAt: Instant;
}

/**
 * Sealed secrets and their wrapped keys, apart from the histories: a copy of a workspace carries none. Knows no key and no secret. One
 * implementation a database engine, one conformance suite for all. Throws `ProblemError` (`disk-full`, `store-newer`, `store-damaged`);
 * a failed call changes nothing.
 */
export interface CredentialStore {
  /** In alphabetical order: all that have a secret or a data key. */
  workspaces(): Promise<readonly string[]>;
  /** Of one workspace, the newest first. */
  dataKeys(workspace: string): Promise<readonly WrappedDataKey[]>;
  addDataKey(key: WrappedDataKey): Promise<void>;
  /** A secret with the key that opens it, as of one instant; null = none. */
  read(place: SecretPlace): Promise<{ readonly secret: SealedSecret; readonly key: WrappedDataKey } | null>;
  /** All of one workspace, by owner and field. */
  secrets(workspace: string): Promise<readonly SealedSecret[]>;
  /** In place of what was there. False = its data key is gone, and nothing was changed. */
  write(secret: SealedSecret): Promise<boolean>;
  /**
   * The same secrets sealed anew, in one transaction: each only where it is still as it was `before`. How many that were; null = a data key is
   * gone, and nothing was changed.
   */
  replace(changes: readonly { readonly before: SealedSecret; readonly after: SealedSecret }[]): Promise<number | null>;
  /** False: there was none. */
  remove(place: SecretPlace): Promise<boolean>;
  /** Forgets the data keys of a workspace that seal nothing, but never the newest. Returns how many. */
  dropUnusedDataKeys(workspace: string): Promise<number>;
  close(): Promise<void>;
}
