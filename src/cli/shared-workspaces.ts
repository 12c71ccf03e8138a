import type { WorkspaceStore } from "../store/store.ts";
import type { Ports } from "./ports.ts";
import { openWorkspace, withOtherWorkers } from "./workspace.ts";

interface Shared {
  readonly store: Promise<WorkspaceStore>;
  users: number;
}

/**
 * Workspaces that several tasks of one process use at the same time through one connection, one call after the other: two connections of one thread
 * could each wait for the other, since SQLite waits with the thread.
 */
export function sharedWorkspaces(ports: Ports): <T>(name: string, use: (store: WorkspaceStore) => Promise<T>) => Promise<T> {
  const open = new Map<string, Shared>();
  return (name, use) =>
    withOtherWorkers(name, ports, async () => {
      const shared = open.get(name) ?? { store: openWorkspace(name, false, ports).then(inTurn), users: 0 };
      open.set(name, shared);
      shared.users++;
      try {
        return await use(await shared.store);
      } finally {
        if (--shared.users === 0) {
          open.delete(name);
          await shared.store.then(
            (store) => store.close(),
            // Whoever wanted to use it was told that it could not be opened.
            () => undefined,
          );
        }
      }
    });
}

/** Answer at once, and touch no database. */
const WITHOUT_WAITING: ReadonlySet<string | symbol> = new Set(["workspace", "pseudonym", "identity"]);

function inTurn(store: WorkspaceStore): WorkspaceStore {
  let last: Promise<unknown> = Promise.resolve();
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function" || WITHOUT_WAITING.has(name)) return member;
      return (...given: readonly unknown[]): Promise<unknown> => {
        const answer = last.then((): unknown => Reflect.apply(member, target, given));
        last = answer.catch(() => undefined);
        return answer;
      };
    },
  });
}
