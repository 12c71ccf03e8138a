import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What stands in for a container: a root directory of its own, processes and mounts of its own, and the programs of this Debian. */
export interface Sandbox {
  /** Holds everything but what belongs to the machine. */
  readonly root: string;
  readonly command: readonly string[];
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  /** `uid:gid` without any capability; absent: root, as steps of a build run. */
  readonly user?: string;
  readonly readOnly?: boolean;
  /** `path:options` as compose.yaml writes them. */
  readonly tmpfs?: readonly string[];
  readonly binds?: readonly { readonly from: string; readonly to: string; readonly readOnly: boolean }[];
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

export interface Running {
  readonly ended: Promise<Ended>;
  output(): string;
  /** To the process 1 of the sandbox, as an engine does. */
  signal(name: NodeJS.Signals): void;
  kill(): void;
}

/** Debian's own places, beside those of Node 24. */
const PATH = "/opt/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/usr/lib/postgresql/15/bin";
const OF_THE_MACHINE = ["usr", "opt/node/bin", "proc", "dev", "etc/ssl", "etc/alternatives"];

/** The part of a root directory that every image has. `hosts` are names that mean this machine. */
export function makeRoot(root: string, hosts: readonly string[]): void {
  // Whoever runs in it is somebody else.
  chmodSync(root, 0o755);
  for (const directory of [...OF_THE_MACHINE, "etc", "tmp", "root", "run", "var/run", "var/lib"])
    mkdirSync(join(root, directory), { recursive: true });
  for (const name of ["bin", "sbin", "lib", "lib64"]) symlinkSync(`usr/${name}`, join(root, name));
  for (const name of ["nsswitch.conf", "resolv.conf", "ld.so.cache", "localtime"]) copy(`/etc/${name}`, join(root, "etc", name));
  writeFileSync(join(root, "etc/hosts"), `127.0.0.1 localhost ${hosts.join(" ")}\n`);
  writeFileSync(join(root, "etc/passwd"), "root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/tmp:/bin/sh\n");
  writeFileSync(join(root, "etc/group"), "root:x:0:\nnode:x:1000:\n");
}

function copy(from: string, to: string): void {
  try {
    copyFileSync(from, to);
  } catch (error) {
    // Not every machine has each of them.
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

/** Starts a command as process 1 of its sandbox. Needs root. */
export function start(sandbox: Sandbox): Running {
  const { root, user, env } = sandbox;
  const lines = ["set -e", `mount --rbind ${root} ${root}`, `mount --rbind -o ro /usr ${root}/usr`];
  lines.push(`mount --bind ${join(process.execPath, "..")} ${root}/opt/node/bin`, `mount --rbind /dev ${root}/dev`);
  lines.push(`mount --bind -o ro /etc/ssl ${root}/etc/ssl`, `mount --bind -o ro /etc/alternatives ${root}/etc/alternatives`);
  lines.push(`mount -t proc proc ${root}/proc`);
  for (const { from, to, readOnly } of sandbox.binds ?? []) {
    mkdirSync(join(root, to), { recursive: true });
    lines.push(`mount --bind ${from} ${root}${to}`);
    if (readOnly) lines.push(`mount -o remount,bind,ro ${root}${to}`);
  }
  for (const entry of sandbox.tmpfs ?? []) {
    const [path = "", options = "mode=1777"] = entry.split(":");
    mkdirSync(join(root, path), { recursive: true });
    lines.push(`mount -t tmpfs -o ${options} tmpfs ${root}${path}`);
  }
  if (sandbox.readOnly === true) lines.push(`mount -o remount,bind,ro ${root}`);
  const [uid, gid] = user?.split(":") ?? [];
  const narrowed = [
    "setpriv",
    "--reuid",
    uid,
    "--regid",
    gid,
    "--clear-groups",
    "--bounding-set=-all",
    "--inh-caps=-all",
    "--no-new-privs",
  ];
  lines.push(`exec chroot ${root} ${user === undefined ? "" : narrowed.join(" ")} env -i -C ${sandbox.workdir} "$@"`);
  const variables = Object.entries({ PATH, ...env }).map(([name, value]) => `${name}=${value}`);
  const child = spawn(
    "unshare",
    ["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", lines.join("\n"), "sh", ...variables, ...sandbox.command],
    {
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data: Buffer) => void (output += data.toString("utf8")));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, output }));
  });
  return {
    ended,
    output: () => output,
    signal: (name) => process.kill(firstProcess(child), name),
    kill: () => void child.kill("SIGKILL"),
  };
}

/** Runs a command to its end. */
export function run(sandbox: Sandbox): Promise<Ended> {
  return start(sandbox).ended;
}

/** `unshare` waits for the one process that it has begun, which became that of the sandbox. */
function firstProcess({ pid = 0 }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim());
}
