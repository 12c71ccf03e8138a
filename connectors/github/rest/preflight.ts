import { ProblemError, type Problem } from "../../../src/model/problem.ts";
import type { Instant } from "../../../src/model/window.ts";
import { clockSkew } from "../../clock-skew.ts";
import type { Preflight, ReadEstimate } from "../../connector.ts";
import { MOST } from "../page-sizes.ts";
import type { GithubRepository } from "../schema.ts";
import type { RestClient } from "./client.ts";
import { repositoryRow, rows } from "./rows.ts";

export interface FoundByRest extends Preflight {
  readonly repository: GithubRepository;
  readonly items: number;
  /** Requests that all issues with their events take. */
  readonly issueRequests: number;
  readonly firstRead: ReadEstimate;
}

const PLACE = { stream: "preflight", page: null };
/** The four of the preflight itself, and the labels. */
const ONCE = 5;

/** Four requests: the repository, and how many issues, pull requests and events it has, told by the number of the last page of one each. */
export async function restPreflight(
  client: RestClient,
  name: string,
  connection: string,
  now: () => Instant,
): Promise<FoundByRest> {
  const found = await client.get(`/repos/${name}`, repositoryRow, PLACE);
  if (found === null) throw notPublic(name);
  const { node_id: id, full_name: nameWithOwner, owner, ...row } = found.data;
  const count = async (list: string) => {
    const answer = await client.get(`/repos/${nameWithOwner}/${list}per_page=1`, rows, PLACE);
    return answer === null ? 0 : answer.data.length === 0 ? 0 : answer.lastPage;
  };
  const together = await count("issues?state=all&");
  const pullRequests = await count("pulls?state=all&");
  const events = await count("issues/events?");
  const items = Math.max(0, together - pullRequests);
  const pages = (records: number) => Math.max(1, Math.ceil(records / MOST));
  const issueRequests = pages(together) + pages(events);
  const all = ONCE + issueRequests;
  const skew = clockSkew(found.headers["date"], now(), "GitHub");
  const warning = (code: Problem["code"], what: string, todo: string) => [
    { code, connection, stream: null, page: null, what, todo },
  ];
  return {
    summary: "GitHub, without a token, 1 public repository",
    projects: [{ key: nameWithOwner, name: row.name }],
    clockSkewMs: skew.ms,
    warnings: [
      ...(skew.warning === null ? [] : warning(skew.warning.code, skew.warning.what, skew.warning.todo)),
      ...(items === 0
        ? warning(
            "empty",
            row.has_issues === false ? "Issues are switched off in this repository." : "The repository holds no issue.",
            "Check that it is the repository where work is tracked.",
          )
        : []),
    ],
    items,
    issueRequests,
    firstRead: {
      requests: [all, all],
      basis: "100 issues or events a request.",
    },
    repository: {
      id,
      nameWithOwner,
      name: row.name,
      isPrivate: row.private ?? null,
      owner: { __typename: owner.type, login: owner.login },
    },
  };
}

function notPublic(name: string): ProblemError {
  return new ProblemError({
    code: "not-found",
    what: `There is no public repository ${name}; a private one is shown to nobody without a token.`,
    todo: "Check the name, or set GITHUB_TOKEN to a token that may read it and run again.",
  });
}
