/**
 * The objects that come by the hundred thousand: issues, items of their timelines, pull requests. They are not copied. What an object cannot do
 * without is checked once; the rest is read with the functions below, for which anything of another shape is absent.
 */
type Loose = Readonly<Record<string, unknown>>;

export interface TimelineNode extends Loose {
  readonly __typename: string;
  readonly id: string;
  readonly createdAt: string;
}

export interface GithubPullRequest extends Loose {
  readonly id: string;
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface GithubIssue extends GithubPullRequest {
  readonly state: string;
}

/** Somebody with an account, whatever kind. */
export interface GithubAccount {
  readonly __typename: string;
  readonly login: string;
  readonly databaseId: number | null;
}

export function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own property; nothing that is inherited. */
export function own(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A text that is not empty, cut to `most` characters. */
export function textOf(value: unknown, most = 200): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, most) : null;
}

export function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** Ids of GitHub are short; a longer one is none of its. */
export function idOf(value: unknown): string | null {
  const id = own(value, "id");
  return typeof id === "string" && id !== "" && id.length <= 200 ? id : null;
}

export function nameOf(value: unknown): string | null {
  return textOf(own(value, "name"));
}

export function nodesOf(connection: unknown): readonly unknown[] {
  const nodes = own(connection, "nodes");
  return Array.isArray(nodes) ? nodes : [];
}

export function accountOf(value: unknown): GithubAccount | null {
  const login = textOf(own(value, "login"), 100);
  const type = textOf(own(value, "__typename"), 40);
  return login === null || type === null ? null : { __typename: type, login, databaseId: numberOf(own(value, "databaseId")) };
}

const isDate = (value: unknown) => typeof value === "string" && value.length <= 40 && !Number.isNaN(Date.parse(value));

export function isTimelineNode(value: unknown): value is TimelineNode {
  return (
    isObject(value) && typeof own(value, "__typename") === "string" && idOf(value) !== null && isDate(own(value, "createdAt"))
  );
}

export function isPullRequest(value: unknown): value is GithubPullRequest {
  return (
    isObject(value) &&
    idOf(value) !== null &&
    Number.isSafeInteger(own(value, "number")) &&
    typeof own(value, "url") === "string" &&
    typeof own(value, "title") === "string" &&
    isDate(own(value, "createdAt")) &&
    isDate(own(value, "updatedAt"))
  );
}

export function isIssue(value: unknown): value is GithubIssue {
  return isPullRequest(value) && typeof own(value, "state") === "string";
}
