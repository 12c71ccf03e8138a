import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A server that cannot outlive this process, however that ends. */
export interface GuardedServer {
  /** Of the server itself, so that a test can stop or kill it. */
  readonly pid: number;
  readonly directory: string;
  isAlive(): boolean;
  /** What it printed. */
  log(): string;
  /** Ends it and removes its directory. */
  stop(): Promise<void>;
}

export interface GuardOptions {
  /** Working directory of its own; removed with the server. */
  readonly directory: string;
  readonly command: string;
  readonly arguments: readonly string[];
  /** Ends the server at once. */
  readonly signal: "TERM" | "QUIT";
  /** Who runs it; absent = whoever runs this. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * A shell starts the server and waits for the end of its own input. The other end of that pipe is ours alone: the system closes it when this
 * process ends, also by SIGKILL, and then the shell kills the server and removes its directory. In a session of its own, so that Ctrl-C at the
 * terminal reaches us first.
 */
const GUARD = `directory=$1; signal=$2; shift 2; cd "$directory"
"$@" >"$directory/log" 2>&1 & server=$!
echo "$server"; cat >/dev/null
kill -s "$signal" "$server" 2>/dev/null; wait "$server"; cd /; rm -rf "$directory"`;

/** Throws when the shell cannot be started. The server may fail after that: see `isAlive` and `log`. */
export async function startGuarded({ directory, command, signal, user, ...rest }: GuardOptions): Promise<GuardedServer> {
  const guard = spawn("/bin/sh", ["-c", GUARD, "guard", directory, signal, command, ...rest.arguments], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
    ...user,
  });
  const ended = once(guard, "exit");
  const [first] = (await Promise.race([once(guard.stdout, "data"), ended])) as [unknown];
  const pid = Number(String(first));
  if (!Number.isInteger(pid) || pid <= 1) throw new Error(`${command} could not be started`);
  // The guard must not keep this process from ending: it is the end of this process that it waits for.
  guard.unref();
  guard.stdout.destroy();
  if ("unref" in guard.stdin && typeof guard.stdin.unref === "function") guard.stdin.unref();
  return {
    pid,
    directory,
    isAlive() {
      try {
        return process.kill(pid, 0);
      } catch (error) {
        // Not ours to signal, hence alive.
        return error instanceof Error && "code" in error && error.code === "EPERM";
      }
    },
    log: () => readFileSync(join(directory, "log"), "utf8"),
    async stop() {
      guard.ref();
      guard.stdin.end();
      await ended;
    },
  };
}
