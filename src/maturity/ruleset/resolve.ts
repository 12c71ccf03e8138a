import type { Characteristic } from "../../model/level.ts";
import type { StatusRule, TeamRule } from "../../model/mapping.ts";
import { deviationsFrom } from "./deviations.ts";
import type { RulesetFile } from "./file.ts";
import { refused } from "./refusal.ts";
import type { Ladder, Ruleset } from "./ruleset.ts";
import { validateRuleset } from "./validate.ts";

/** What an own ruleset changes and what its names may mean. */
export interface RulesetGround {
  /** As it is shipped. */
  readonly shipped: Ruleset;
  readonly characteristics: readonly Characteristic[];
  readonly signalIds: readonly string[];
}

/**
 * The shipped ruleset with the changes of a file. Its version is `<shipped>+<name of the file>`, so that no result under it passes for one
 * under the shipped rules; a file that neither changes anything nor has a name is the shipped one. Throws a `usage` problem with one sentence about the first thing wrong.
 */
export function resolveRuleset(file: RulesetFile, ground: RulesetGround): Ruleset {
  const { shipped, characteristics, signalIds } = ground;
  if (file.basedOn !== shipped.version)
    throw refused(
      `is based on version ${JSON.stringify(file.basedOn.slice(0, 40))} of the shipped one, and this is ${shipped.version}`,
      `Look at what changed in CHANGELOG.md under "Judgement", then set "basedOn": "${shipped.version}".`,
    );
  const { statuses, teams } = file;
  const ruleset: Ruleset = {
    ...shipped,
    ...withoutAbsent(file.rules ?? {}),
    version: `${shipped.version}+${file.name ?? "own"}`,
    ladders: ladders(file, ground),
    weights: weights(file, ground),
    policy: policy(file.applicability ?? {}, shipped.policy),
    ...(statuses === undefined ? {} : { statuses: statusRules(statuses) }),
    ...(teams === undefined ? {} : { teams: teamRules(teams) }),
  };
  validateRuleset(ruleset, characteristics, signalIds);
  return file.name === undefined && deviationsFrom(shipped, ruleset).length === 0 ? shipped : ruleset;
}

function ladders(file: RulesetFile, { shipped, signalIds }: RulesetGround): readonly Ladder[] {
  const own = new Map(Object.entries(file.ladders ?? {}));
  for (const signal of own.keys())
    if (!signalIds.includes(signal))
      throw refused(`has a ladder for ${JSON.stringify(signal.slice(0, 60))}, which is not a signal`, SIGNALS);
  return shipped.ladders.map((ladder): Ladder => {
    const given = own.get(ladder.signal);
    if (given === undefined) return ladder;
    const { rungs, scale, source } = Array.isArray(given) ? { rungs: given, scale: undefined, source: undefined } : given;
    if (Math.sign(rungs[5]! - rungs[0]!) === -Math.sign(ladder.rungs[5] - ladder.rungs[0]))
      throw refused(
        `has a ladder for ${ladder.signal} that goes the wrong way: ${ladder.rungs[5] > ladder.rungs[0] ? "higher" : "lower"} is better`,
      );
    if (source === undefined && (scale ?? ladder.scale) === ladder.scale && rungs.join() === ladder.rungs.join()) return ladder;
    return {
      ...ladder,
      rungs: rungs as unknown as Ladder["rungs"],
      scale: scale ?? ladder.scale,
      basis: { kind: "prior", source: source ?? "own ruleset" },
    };
  });
}

function weights(file: RulesetFile, { shipped, characteristics, signalIds }: RulesetGround): Ruleset["weights"] {
  const own = new Map(Object.entries(file.weights ?? {}));
  for (const [id, parts] of own) {
    if (!characteristics.some((characteristic) => characteristic.id === id))
      throw refused(
        `has weights for ${JSON.stringify(id.slice(0, 60))}, which is not a characteristic`,
        'See "wmmm list characteristics".',
      );
    for (const signal of Object.keys(parts))
      if (!signalIds.includes(signal))
        throw refused(`weighs ${JSON.stringify(signal.slice(0, 60))} in ${id}, which is not a signal`, SIGNALS);
  }
  return Object.fromEntries(Object.entries(shipped.weights).map(([id, parts]) => [id, own.get(id) ?? parts]));
}

const SIGNALS = 'See "wmmm list signals".';

/** Support work has neither estimates nor sprints, as work that is planned by throughput. */
function policy(switches: NonNullable<RulesetFile["applicability"]>, shipped: Ruleset["policy"]): Ruleset["policy"] {
  const { scrum, throughput, support, publicIntake, sharedOwnership } = switches;
  const withoutSprints = throughput === true || support === true;
  if (scrum === true && withoutSprints)
    throw refused(
      `switches on both scrum and ${throughput === true ? "throughput" : "support"}, and work is planned by sprints or it is not`,
    );
  return {
    sharedOwnership: sharedOwnership ?? shipped.sharedOwnership,
    throughputBased: withoutSprints || (throughput ?? shipped.throughputBased),
    publicIntake: publicIntake ?? shipped.publicIntake,
    ...(scrum === true ? { scrum } : {}),
    ...(support === true ? { support } : {}),
  };
}

function statusRules(statuses: NonNullable<RulesetFile["statuses"]>): readonly StatusRule[] {
  const rules = Object.entries(statuses).map(([key, category]): StatusRule => ({ ...sidesOf(key), category }));
  const seen = new Set<string>();
  for (const { connection, name } of rules) {
    const key = `${connection ?? ""}:${name.toLowerCase()}`;
    if (name === "" || seen.has(key))
      throw refused(`names the status ${JSON.stringify(name.slice(0, 60))} ${name === "" ? "without a name" : "twice"}`);
    seen.add(key);
  }
  return rules;
}

const CONNECTION = /^([a-z0-9][a-z0-9-]{0,62}):(.{1,200})$/;

/** `jira:In Test` is a status of one connection. A name with a colon of its own is written with its connection. */
function sidesOf(key: string): { readonly connection: string | null; readonly name: string } {
  const [, connection, name] = CONNECTION.exec(key.trim()) ?? [];
  return connection === undefined ? { connection: null, name: key.trim() } : { connection, name: name!.trim() };
}

function teamRules(teams: NonNullable<RulesetFile["teams"]>): readonly TeamRule[] {
  return teams.map(({ name, projects = [], labels = [], components = [] }): TeamRule => {
    if (projects.length + labels.length + components.length === 0)
      throw refused(`names a team ${JSON.stringify(name.slice(0, 60))} without a project, label or component`);
    return { name, projects, labels, components };
  });
}

function withoutAbsent<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
