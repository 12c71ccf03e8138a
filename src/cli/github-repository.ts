import { isDeepStrictEqual } from "node:util";
import type { ReadEstimate } from "../../connectors/connector.ts";
import type { Budget } from "../../connectors/transport/budgets.ts";
import { QUOTA_SHARE } from "../../connectors/transport/client.ts";
import { ProblemError } from "../model/problem.ts";
import { isWorkspaceName, workspaceName } from "../store/home.ts";
import { plural, quantity } from "../report/wording.ts";
import type { StoredConnection } from "../store/store.ts";
import { openForQuestions } from "./open-connection.ts";
import type { Ports } from "./ports.ts";
import { indented, problemText } from "./problem-text.ts";
import { ownWorkspaceName, storeConnection } from "./store-connection.ts";
import { tokenFrom } from "./secrets.ts";
import { loadConnector } from "./sync-workspace.ts";
import { withWorkspace, workspaceNames } from "./workspace.ts";

/** Where GitHub's own tools look for a token, in this order. */
export const GITHUB_TOKEN_VARIABLES = ["GITHUB_TOKEN", "GH_TOKEN", "GITHUB_AUTH_TOKEN"] as const;
const CONNECTION = "github";
/** As long as GitHub has not told another. https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const ANONYMOUS_LIMIT = 60;

export interface RepositoryScan {
  readonly repository: string;
  /** A workspace that was named; otherwise it gets the repository's name. */
  readonly workspace: string | undefined;
  /** False: nobody may be asked (`--no-sync`), so the workspace must be there. */
  readonly mayAsk: boolean;
  /** True: answers come from a recording, so no token is needed and nothing is checked before. */
  readonly isReplay: boolean;
  readonly quiet: boolean;
}

/**
 * `scan --github owner/repo`: the workspace of that repository, connected first when it is not yet. Gives its name. Throws `ProblemError`
 * (`usage`) for what is no repository, where a token is missing that was there before, and where the workspace reads something else; nothing is stored then.
 * Without a token, and where none was used before, a public repository is read as far as GitHub shows it to everybody.
 */
export async function repositoryWorkspace(scan: RepositoryScan, ports: Ports): Promise<string> {
  const { repository, apiUrl } = repositoryOf(scan.repository, ports);
  const workspace = scan.workspace === undefined ? workspaceOf(repository) : ownWorkspaceName(scan.workspace);
  const connector = await loadConnector("github");
  const withToken = connector.parseConfig({ repos: [repository], apiUrl });
  const withoutToken = connector.parseConfig({ repos: [repository], apiUrl, anonymous: true });
  const known = (await workspaceNames(ports)).includes(workspace)
    ? await withWorkspace(workspace, false, ports, (store) => store.connections())
    : [];
  const stored = known.find(({ id }) => id === CONNECTION);
  const isSame = [withToken, withoutToken].some((config) => isDeepStrictEqual(stored?.config, config));
  if (stored === undefined ? known.length > 0 && scan.workspace === undefined : !isSame)
    throw new ProblemError({
      code: "usage",
      what: `The workspace "${workspace}" is there already and reads something else.`,
      todo: `Name another one: "wmmm scan <workspace> --github ${repository}".`,
    });
  if (!scan.mayAsk) {
    if (stored !== undefined) return workspace;
    throw new ProblemError({
      code: "usage",
      what: `Nothing of ${repository} is stored yet.`,
      todo: "Run the same command without --no-sync first.",
    });
  }
  const tokenEnv = scan.isReplay ? (stored?.tokenEnv ?? GITHUB_TOKEN_VARIABLES[0]) : tokenVariable(stored, repository, ports);
  const isAnonymous = tokenEnv === "";
  const config = isAnonymous ? withoutToken : withToken;
  const say = (text: string): void => {
    if (!scan.quiet) ports.err(`${indented(text, "", ports)}\n`);
  };
  if (stored === undefined && !scan.isReplay) {
    const given = { connector, id: CONNECTION, config, secret: tokenFrom(tokenEnv, ports), keepTitles: true };
    const { connection, budgets } = await openForQuestions(given, ports);
    const { summary, warnings, items, firstRead } = await connection.preflight();
    say(`${summary}.`);
    if (isAnonymous && firstRead !== undefined) say(quotaSentence(items ?? 0, firstRead, budgets()[0]));
    for (const warning of warnings) say(`note: ${problemText(warning)}`);
  }
  if (stored === undefined || stored.tokenEnv !== tokenEnv) {
    const keepTitles = stored?.keepTitles ?? true;
    await storeConnection(workspace, { id: CONNECTION, kind: "github", config, tokenEnv, keepTitles }, ports);
  }
  const token = scan.isReplay ? "" : isAnonymous ? " without a token" : ` with the token in ${tokenEnv}`;
  if (stored?.tokenEnv === "" && !isAnonymous && !scan.isReplay)
    say(
      "It was read without a token until now, so everything is read anew: projects, comments, links and pull requests are seen now.",
    );
  say(
    stored === undefined
      ? `Reading ${repository}${token} into the new workspace "${workspace}". Next time "wmmm scan ${workspace}" does the same.`
      : `Reading what is new in ${repository}${token} into the workspace "${workspace}".`,
  );
  return workspace;
}

/** `owner/name`, or the address of its page; an Enterprise Server by that address, `GH_HOST` or, as in Actions, `GITHUB_API_URL`. */
function repositoryOf(given: string, { env }: Ports): { readonly repository: string; readonly apiUrl: string | null } {
  const url = /^https?:\/\//i.test(given) ? URL.parse(given.slice(0, 500)) : null;
  const [owner = "", name = "", ...rest] = (url?.pathname ?? given).replace(/^\//, "").split("/");
  const repository = `${owner}/${name.replace(/\.git$/, "")}`;
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}\/[A-Za-z0-9._-]{1,100}$/.test(repository) || (url === null && rest.length > 0))
    throw new ProblemError({
      code: "usage",
      what: "--github takes a repository, and what was given is none.",
      todo: "Write owner and name as in its address, e.g. --github acme/shop.",
    });
  if (url !== null) return { repository, apiUrl: url.origin };
  const host = env["GH_HOST"]?.trim();
  if (host === undefined || host === "") return { repository, apiUrl: env["GITHUB_API_URL"]?.trim() || null };
  if (/^[A-Za-z0-9][A-Za-z0-9.-]{0,250}(?::\d{1,5})?$/.test(host)) return { repository, apiUrl: `https://${host}` };
  throw new ProblemError({
    code: "usage",
    what: "GH_HOST is not the name of a host.",
    todo: "Set it to the host of your GitHub Enterprise Server, e.g. ghe.acme.com, or unset it.",
  });
}

/** `acme-shop` for `acme/Shop`: what is no letter or digit becomes a hyphen. */
export function workspaceOf(repository: string): string {
  const hyphened = repository.toLowerCase().replaceAll(/[^a-z0-9]{1,200}/g, "-");
  const name = hyphened.slice(0, 63).replaceAll(/^-|-$/g, "");
  return isWorkspaceName(name) ? name : workspaceName(`github-${name}`.slice(0, 63));
}

/**
 * The variable that is stored, as long as it is set; otherwise the first one that is. Empty = there is no token and none was used before: what
 * was read with one is not read on without, which shows less.
 */
function tokenVariable(stored: StoredConnection | undefined, repository: string, { env }: Ports): string {
  const isSet = (name: string): boolean => (env[name] ?? "").trim() !== "";
  const before = stored?.tokenEnv ?? "";
  const found = [...(before === "" ? [] : [before]), ...GITHUB_TOKEN_VARIABLES].find(isSet);
  if (found !== undefined) return found;
  if (before === "") return "";
  throw new ProblemError({
    code: "usage",
    what: `There is no token for GitHub in ${[...new Set([before, ...GITHUB_TOKEN_VARIABLES])].join(", ")}, and ${repository} was read with one; without one less is shown.`,
    todo: `With GitHub's own tool: GITHUB_TOKEN=$(gh auth token) npx wmmm scan --github ${repository}. Or "wmmm init" shows how to make one.`,
  });
}

/** What the first read costs of an hour's quota, of which a share is left to others. */
function quotaSentence(items: number, { requests: [, most] }: ReadEstimate, budget: Budget | undefined): string {
  const limit = budget?.limit ?? ANONYMOUS_LIMIT;
  const left = Math.max(0, (budget?.remaining ?? limit) - Math.ceil(limit * (1 - QUOTA_SHARE)));
  const hours = 1 + Math.ceil(Math.max(0, most - left) / Math.max(1, Math.floor(limit * QUOTA_SHARE)));
  const long = `which takes ${plural(hours, "hour", "hours")} of quota: run the same command again each hour, it goes on where it was; with GITHUB_TOKEN set it takes minutes`;
  return `Without a token GitHub allows ${plural(limit, "request", "requests")} an hour. ${plural(items, "issue", "issues")} with their events take about ${quantity(most)}, ${most <= left ? "which is within this hour's quota" : long}. Comments, links, Projects and pull requests are not seen without a token.`;
}
