import type { StatusRecord } from "../../src/model/workflow.ts";
import type { GithubRepository } from "./schema.ts";

/** A project of GitHub's with a field that says where its issues stand. */
export interface Project {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  /** How many items it holds. */
  readonly items: number;
  /** Id of its Status field; null = it has none. */
  readonly statusField: string | null;
  /** Options of the Status field, left to right. */
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly iterations: readonly {
    readonly id: string;
    readonly title: string;
    readonly startAt: number;
    readonly endAt: number;
    readonly isCompleted: boolean;
  }[];
}

/** What stands in a repository besides its issues. */
export interface RepositorySetup {
  /** Labels that say where an issue stands, e.g. `status: in progress`, in lower case; empty = there is no such family. */
  readonly statusLabels: ReadonlySet<string>;
  /** Headings of the templates that issues can be made from, a line each. */
  readonly templates: ReadonlySet<string>;
}

export const NO_SETUP: RepositorySetup = { statusLabels: new Set(), templates: new Set() };

/** What the issues of a connection are read against. */
export interface Site {
  readonly connection: string;
  /** Repositories in scope, by id. */
  readonly repositories: ReadonlyMap<string, GithubRepository>;
  readonly setups: ReadonlyMap<string, RepositorySetup>;
  /** Projects with a Status field; the first one that an issue is in says where it stands. */
  readonly projects: readonly Project[];
  readonly keepTitles: boolean;
  /** Where accounts are unique, e.g. `github.com`. */
  readonly host: string;
  pseudonym(account: string): string;
  identity(identifier: string): string;
}

type Place = Pick<Site, "connection">;

/** Ids of GitHub are unique over all kinds of things. */
export const recordId = ({ connection }: Place, id: string): string => `${connection}/${id}`;
export const pullRequestId = ({ connection }: Place, id: string): string => `${connection}/pr/${id}`;
export const sprintId = ({ connection }: Place, project: string, iteration: string): string =>
  `${connection}/${project}:${iteration}`;

/** GitHub's own two states. */
export function ownStatuses(site: Place): { readonly open: StatusRecord; readonly closed: StatusRecord } {
  return {
    open: {
      id: recordId(site, "open"),
      name: "Open",
      categoryRaw: "OPEN",
      category: "backlog",
      categoryBasis: "github issue state=open: whether somebody works on it is not said",
    },
    closed: {
      id: recordId(site, "closed"),
      name: "Closed",
      categoryRaw: "CLOSED",
      category: "done",
      categoryBasis: "github issue state=closed; the reason given tells done from not done",
    },
  };
}
