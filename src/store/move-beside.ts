import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { ProblemError } from "../model/problem.ts";
import type { CredentialStore } from "./credentials.ts";
import type { OperationsStore } from "./operations.ts";
import type { TableDigest } from "./transfer.ts";

/** What is kept beside the workspaces of one engine; null = nothing of that kind is there. */
export interface Beside {
  readonly operations: OperationsStore | null;
  readonly credentials: CredentialStore | null;
}

export interface MovedBeside {
  /** False: all of it was there already. */
  readonly isNew: boolean;
  /** What there is of the workspace, equal in both places. */
  readonly parts: readonly TableDigest[];
}

/** One thing that is carried over: as JSON, so that two of them can be compared and hashed. */
interface Carried {
  /** Says which one it is, in its own place and in the other. */
  readonly key: string;
  readonly json: string;
  /** False: something else of that key is there. */
  add(to: Required<Beside>): Promise<boolean>;
}

interface Part {
  readonly name: string;
  /** Of one workspace. */
  read(from: Beside, workspace: string): Promise<readonly Carried[]>;
}

const PARTS: readonly Part[] = [
  {
    name: "schedules",
    read: async ({ operations }, workspace) =>
      ((await operations?.schedules()) ?? [])
        .filter((schedule) => schedule.workspace === workspace)
        .map((schedule) => ({
          ...{ key: schedule.id, json: JSON.stringify(schedule) },
          add: async (to) => (await to.operations?.addSchedule(schedule)) === true,
        })),
  },
  {
    name: "alerts",
    read: async ({ operations }, workspace) =>
      ((await operations?.alerts.rules(workspace)) ?? []).map((rule) => ({
        ...{ key: rule.id, json: JSON.stringify(rule) },
        add: async (to) => (await to.operations?.alerts.addRule(rule)) === true,
      })),
  },
  {
    name: "told judgements",
    async read({ operations }, workspace) {
      const upTo = (await operations?.alerts.toldUpTo(workspace)) ?? null;
      if (upTo === null) return [];
      return [
        {
          ...{ key: workspace, json: JSON.stringify(upTo) },
          add: async (to: Required<Beside>) => (await to.operations?.alerts.beginAt(workspace, upTo)) === true,
        },
      ];
    },
  },
  {
    name: "webhooks",
    read: async ({ operations }, workspace) =>
      ((await operations?.hints.hooks(workspace)) ?? []).map((hook) => {
        const carried = { ...hook, lastAt: null };
        return {
          ...{ key: hook.connection, json: JSON.stringify(carried) },
          add: async (to) => (await to.operations?.hints.addHook(carried)) === true,
        };
      }),
  },
  {
    // The oldest first: the newest seals what comes next.
    name: "data keys",
    read: async ({ credentials }, workspace) =>
      ((await credentials?.dataKeys(workspace)) ?? []).toReversed().map((key) => ({
        ...{ key: key.id, json: JSON.stringify([key.wrappedBy, key.madeAt, base64(key.wrapped)]) },
        async add(to) {
          await to.credentials?.addDataKey(key);
          return true;
        },
      })),
  },
  {
    name: "sealed secrets",
    read: async ({ credentials }, workspace) =>
      ((await credentials?.secrets(workspace)) ?? []).map((secret) => ({
        ...{ key: `${secret.owner}\n${secret.field}`, json: JSON.stringify([secret.dataKey, base64(secret.sealed)]) },
        add: async (to) => (await to.credentials?.write(secret)) === true,
      })),
  },
];

/**
 * Carries over what belongs to a workspace and is kept beside it: schedules, alerts, webhooks, and what is sealed, as it is sealed. What is there already
 * and the same is left, so that a move which was ended midway goes on; something else of the same name is a `ProblemError` (`usage`), found before anything is
 * written. Runs, and alerts on their way, belong to the servers of the old place and stay there.
 */
export async function moveBeside(workspace: string, from: Beside, to: Beside): Promise<MovedBeside> {
  const missing: (Carried & { readonly name: string })[] = [];
  for (const { name, read } of PARTS) {
    const there = new Map((await read(to, workspace)).map(({ key, json }) => [key, json]));
    for (const one of await read(from, workspace)) {
      const known = there.get(one.key);
      if (known === undefined) missing.push({ ...one, name });
      else if (known !== one.json) throw another(name, workspace);
    }
  }
  for (const one of missing) if (!(await one.add(to))) throw another(one.name, workspace);
  const parts: TableDigest[] = [];
  for (const { name, read } of PARTS) {
    const carried = await read(from, workspace);
    const arrived = new Map((await read(to, workspace)).map(({ key, json }) => [key, json]));
    const before = digestOf(name, carried);
    const after = digestOf(
      name,
      carried.flatMap(({ key }) => {
        const json = arrived.get(key);
        return json === undefined ? [] : [{ key, json }];
      }),
    );
    if (!isDeepStrictEqual(before, after)) throw different(name, workspace);
    parts.push(after);
  }
  return { isNew: missing.length > 0, parts };
}

function digestOf(name: string, carried: readonly Pick<Carried, "key" | "json">[]): TableDigest {
  const hash = createHash("sha256");
  for (const { key, json } of carried) hash.update(`${JSON.stringify([key, json])}\n`);
  return { name, rows: carried.length, sha256: hash.digest("hex") };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

function another(name: string, workspace: string): ProblemError {
  return new ProblemError({
    code: "usage",
    what: `Of the ${name} of workspace "${workspace}", one is there already under the same name, and is another one.`,
    todo: "Remove one of the two, then run the same command again: it goes on where it stopped.",
  });
}

function different(name: string, workspace: string): ProblemError {
  return new ProblemError({
    code: "internal",
    what: `The ${name} of workspace "${workspace}" did not arrive as they were.`,
    todo: "What was there before is untouched. Run the same command again, and report this when it stays.",
  });
}
