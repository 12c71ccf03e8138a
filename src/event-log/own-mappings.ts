import type { StatusRule, TeamRule } from "../model/mapping.ts";
import { connectionOf } from "../model/work-item.ts";
import { KIND, type EventLog, type LogStatus } from "./columns.ts";

/** What somebody says about statuses and teams of a workspace, in place of what its tools suggest. */
export interface OwnMappings {
  readonly statuses?: readonly StatusRule[] | undefined;
  readonly teams?: readonly TeamRule[] | undefined;
}

/** The same history with other meanings. `unmatched`: rules that nothing in it goes by, as `status "In Test"` or `project PAY`. */
export function withMappings(
  log: EventLog,
  { statuses = [], teams = [] }: OwnMappings,
): { log: EventLog; unmatched: readonly string[] } {
  if (statuses.length + teams.length === 0) return { log, unmatched: [] };
  const unmatched: string[] = [];
  const named = statuses.length === 0 ? log.statuses : mappedStatuses(log.statuses, statuses, unmatched);
  if (teams.length === 0) return { log: { ...log, statuses: named }, unmatched };
  const indexOf = new Map(log.teams.map(({ name }, index) => [name.toLowerCase(), index]));
  const all = [...log.teams];
  const teamOf = teams.map(({ name }) => {
    let index = indexOf.get(name.toLowerCase());
    if (index === undefined) {
      indexOf.set(name.toLowerCase(), (index = all.length));
      all.push({ id: `ruleset/team:${name}`, name });
    }
    return index;
  });
  const rules = compile(log, teams, teamOf);
  unmatched.push(...rules.unmatched);
  const team = log.items.team.map((own, item) => teamByRule(log, rules, item, log.items.project[item]!, log.asOf) ?? own);
  return {
    log: {
      ...log,
      statuses: named,
      teams: all,
      projectTeam: rules.projectTeam,
      teamRules: { teams, teamOf },
      items: { ...log.items, team },
    },
    unmatched,
  };
}

function mappedStatuses(statuses: readonly LogStatus[], rules: readonly StatusRule[], unmatched: string[]): readonly LogStatus[] {
  const mapped = statuses.slice();
  // Rules of one connection stand before those of all.
  for (const rule of rules.toSorted((a, b) => Number(a.connection !== null) - Number(b.connection !== null))) {
    let found = false;
    mapped.forEach((status, index) => {
      if (status.name.trim().toLowerCase() !== rule.name.toLowerCase()) return;
      if (rule.connection !== null && connectionOf(status.id) !== rule.connection) return;
      found = true;
      mapped[index] = { ...status, category: rule.category };
    });
    if (!found) unmatched.push(`status "${rule.name}"`);
  }
  return mapped;
}

/** Rules as they meet the columns of one log. */
export interface CompiledTeamRules {
  /** Team of each project, as long as `projects`: that of the first rule that names it, else its own. */
  readonly projectTeam: Int32Array;
  /** Place of the first rule that names a project or the text of a label or component. */
  readonly byProject: ReadonlyMap<number, number>;
  readonly byText: Readonly<Record<"label" | "component", ReadonlyMap<number, number>>>;
  readonly teamOf: readonly number[];
  readonly unmatched: readonly string[];
}

export function compile(log: EventLog, teams: readonly TeamRule[], teamOf: readonly number[]): CompiledTeamRules {
  const unmatched: string[] = [];
  const placed = (
    what: "project" | "label" | "component",
    names: (team: TeamRule) => readonly string[],
    keysOf: (index: number) => readonly string[],
    count: number,
  ) => {
    const rule = new Map<string, number>();
    teams.forEach((team, place) => {
      for (const name of names(team)) if (!rule.has(name.toLowerCase())) rule.set(name.toLowerCase(), place);
    });
    const places = new Map<number, number>();
    const met = new Set<string>();
    for (let index = 0; index < count; index++) {
      for (const key of keysOf(index)) {
        const place = rule.get(key.toLowerCase());
        if (place === undefined) continue;
        met.add(key.toLowerCase());
        places.set(index, Math.min(place, places.get(index) ?? place));
      }
    }
    for (const team of teams) for (const name of names(team)) if (!met.has(name.toLowerCase())) unmatched.push(`${what} ${name}`);
    return places;
  };
  const byProject = placed(
    "project",
    (team) => team.projects,
    (index) => [log.projects[index]!, `${log.projectConnection[index]!}:${log.projects[index]!}`],
    log.projects.length,
  );
  const texts = (index: number): readonly string[] => [log.texts[index]!];
  const label = placed("label", (team) => team.labels, texts, log.texts.length);
  const component = placed("component", (team) => team.components, texts, log.texts.length);
  return {
    projectTeam: log.projectTeam.map((own, project) => (byProject.has(project) ? teamOf[byProject.get(project)!]! : own)),
    byProject,
    byText: { label, component },
    teamOf,
    unmatched,
  };
}

/** Team of an item in `project` by the first rule that it meets at `asOf`; null = it meets none. */
export function teamByRule(log: EventLog, rules: CompiledTeamRules, item: number, project: number, asOf: number): number | null {
  const { items, events } = log;
  let first = rules.byProject.get(project) ?? Infinity;
  const { label, component } = rules.byText;
  if (label.size + component.size > 0) {
    const carried = new Map<ReadonlyMap<number, number>, Set<number>>([
      [label, new Set()],
      [component, new Set()],
    ]);
    for (let e = items.firstEvent[item]!; e < items.firstEvent[item + 1]! && events.at[e]! < asOf; e++) {
      const kind = events.kind[e]!;
      const places = kind === KIND.label ? label : kind === KIND.component ? component : null;
      if (places === null) continue;
      carried.get(places)!.delete(events.from[e]!);
      if (places.has(events.to[e]!)) carried.get(places)!.add(events.to[e]!);
    }
    for (const [places, texts] of carried) for (const text of texts) first = Math.min(first, places.get(text)!);
  }
  return first === Infinity ? null : rules.teamOf[first]!;
}
