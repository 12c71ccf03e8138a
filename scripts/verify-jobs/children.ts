import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { FromChild, FromParent } from "./child.ts";
import type { Place } from "./engines.ts";

const SCRIPT = fileURLToPath(new URL("child.ts", import.meta.url));

export interface Child {
  readonly process: ChildProcess;
  /** From now on it may carry out whatever it begins with, and what it has begun with. */
  goOn(): void;
  /** The opposite, for what it begins with from now on. */
  wait(): void;
  tell(message: FromParent): void;
  /** The next message of a kind. */
  next<Kind extends FromChild["kind"]>(kind: Kind): Promise<Extract<FromChild, { kind: Kind }>>;
  kill(): void;
}

/** Resolves when it is ready. */
export async function startChild(mode: "worker" | "holder", place: Place): Promise<Child> {
  const forked = fork(SCRIPT, [mode, JSON.stringify(place)]);
  const begun: string[] = [];
  let mayGoOn = false;
  const waiting = new Set<(message: FromChild) => void>();
  forked.on("message", (message: FromChild) => {
    if (message.kind === "begun") {
      begun.push(message.workspace);
      if (mayGoOn) child.tell({ kind: "go", workspace: message.workspace });
    }
    for (const hear of waiting) hear(message);
  });
  const child: Child = {
    process: forked,
    goOn() {
      mayGoOn = true;
      for (const workspace of begun) child.tell({ kind: "go", workspace });
    },
    wait() {
      mayGoOn = false;
    },
    tell: (message) => void forked.send(message),
    next(kind) {
      const { promise, resolve, reject } = Promise.withResolvers<Extract<FromChild, { kind: typeof kind }>>();
      const hear = (message: FromChild): void => {
        if (message.kind !== kind) return;
        waiting.delete(hear);
        forked.off("exit", onExit);
        resolve(message as Extract<FromChild, { kind: typeof kind }>);
      };
      const onExit = (): void => reject(new Error("a worker ended by itself"));
      waiting.add(hear);
      forked.once("exit", onExit);
      return promise;
    },
    kill: () => void forked.kill("SIGKILL"),
  };
  await child.next("ready");
  return child;
}
