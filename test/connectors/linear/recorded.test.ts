import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createActors } from "../../../connectors/linear/actors.ts";
import { normaliseIssue } from "../../../connectors/linear/issues.ts";
import { isHistory, isIssue } from "../../../connectors/linear/shapes.ts";
import type { Site } from "../../../connectors/linear/site.ts";
import { SHARED_MISSING, sharedPath } from "../../support/shared.ts";

interface Recorded {
  readonly id: string;
  readonly state: { readonly id: string; readonly name: string };
  readonly history: readonly {
    readonly createdAt: string;
    readonly actor: { readonly id: string } | null;
    readonly fromState: { readonly id: string } | null;
    readonly toState: { readonly id: string } | null;
  }[];
  readonly labels?: readonly { readonly id: string }[];
  readonly [field: string]: unknown;
}

const path = sharedPath("data/faros-linear/issues.json");
const recorded = () => JSON.parse(readFileSync(path!, "utf8")) as readonly Recorded[];

/** The recording asked for objects where the product asks for their ids; the values are the recorded ones. */
function asAsked(issue: Recorded) {
  const history = issue.history.map((entry, index) => ({
    id: `${issue.id}:${index}`,
    createdAt: entry.createdAt,
    actorId: entry.actor?.id ?? null,
    botActor: null,
    fromStateId: entry.fromState?.id ?? null,
    toStateId: entry.toState?.id ?? null,
  }));
  const { history: _, ...fields } = issue;
  // The recording did not ask for identifier, team and label ids.
  return {
    issue: {
      identifier: "REC-1",
      team: { id: "team" },
      labelIds: (issue.labels ?? []).map(({ id }) => id),
      ...fields,
    } as unknown,
    history,
  };
}

function siteOf(issues: readonly Recorded[]): Site {
  const states = new Map(issues.map(({ state }) => [state.id, { ...state, type: "started" }]));
  return {
    connection: "linear",
    teams: new Map(),
    states,
    labels: new Map(),
    projects: new Map(),
    users: new Map(),
    firstTemplateAt: null,
    keepTitles: false,
    pseudonym: (accountId) => `p:${accountId}`,
    identity: (identifier) => `i:${identifier}`,
  };
}

describe.skipIf(path === null)(`recorded answers of Linear (${path === null ? SHARED_MISSING : "found"})`, () => {
  test("11 issues with 12 entries are read; entries without actor or states are no gap", () => {
    const issues = recorded();
    const site = siteOf(issues);
    const actors = createActors(site);
    let entries = 0;
    let moves = 0;
    let systemEntries = 0;
    for (const one of issues) {
      const { issue, history } = asAsked(one);
      if (!isIssue(issue)) throw new TypeError(`issue ${one.id} was refused`);
      expect(history.every(isHistory)).toBe(true);
      const read = normaliseIssue(site, actors, { issue, history, historyComplete: true }, () => undefined)!;
      entries += history.length;
      systemEntries += history.filter(({ actorId }) => actorId === null).length;
      const statuses = read.events.filter(({ kind }) => kind === "status");
      moves += statuses.filter(({ origin }) => origin === "history").length;
      expect(statuses.at(-1)?.to).toBe(`linear/${one.state.id}`);
      expect(read.item.historyComplete).toBe(true);
      expect(statuses.filter(({ origin }) => origin === "initial")).toHaveLength(1);
    }
    expect([issues.length, entries]).toEqual([11, 12]);
    expect(moves).toBe(recorded().flatMap(({ history }) => history.filter(({ toState }) => toState !== null)).length);
    expect(moves).toBeGreaterThan(0);
    expect(systemEntries).toBeGreaterThan(0);
  });
});
