import { connectionOf } from "../model/work-item.ts";
import { ACTOR_KIND, KIND } from "./columns.ts";
import { compareTexts, projectName } from "./text-table.ts";
/** Records that items and events point to, by id. */
export class LookupTables {
    statuses = new Map();
    teams = new Map();
    /** By `projectName`. */
    projects = new Map();
    actors = new Map();
    sprints = new Map();
    boards = new Map();
    workflows = new Map();
    /** All tables sorted by id, with a row for whatever an item or event names though nobody described it. Who was joined away has none. */
    build(strings, items, events, pullRequests, { order, firstEvent, rows }, joined) {
        const named = namedBy(items, events, order);
        const idsOf = (codes, described) => {
            const ids = new Set(described);
            for (const code of codes)
                if (code >= 0)
                    ids.add(strings.texts[code]);
            return ids;
        };
        const standing = (ids, standIn) => [...new Set([...ids].map((id) => standIn.get(id) ?? id))].sort(compareTexts);
        const teamIds = idsOf(named.team, this.teams.keys());
        for (const project of this.projects.values())
            teamIds.add(project.team);
        const teams = standing(teamIds, joined.teamOf).map((id) => ({ id, name: this.#teamName(id, joined.teamOf) }));
        const teamIndex = new Map(teams.map((team, index) => [team.id, index]));
        const teamOf = (id) => teamIndex.get(joined.teamOf.get(id ?? "") ?? id ?? "") ?? -1;
        const projectIds = idsOf(named.project, this.projects.keys());
        projectsNamedBy(strings, items, events, { order, firstEvent, rows }, projectIds);
        for (const { id, projectKey } of pullRequests.records())
            projectIds.add(projectName(connectionOf(id), projectKey));
        const projects = [...projectIds].sort(compareTexts);
        const actorIds = idsOf(named.actor, this.actors.keys());
        for (const id of pullRequests.actors())
            actorIds.add(id);
        return {
            // A status that nobody described says nothing about work having started.
            statuses: standing(idsOf(named.status, this.statuses.keys()), new Map()).map((id) => {
                const status = this.statuses.get(id);
                return { id, name: status?.name ?? id, category: status?.category ?? "backlog" };
            }),
            teams,
            projects: projects.map((name) => name.slice(name.indexOf("\0") + 1)),
            projectConnection: projects.map((name) => name.slice(0, name.indexOf("\0"))),
            projectTeam: Int32Array.from(projects, (name) => teamOf(this.projects.get(name)?.team)),
            actors: this.#actorColumns(standing(actorIds, joined.actorOf), joined.actorOf),
            workflows: byId(this.workflows.values()),
            sprints: byId(this.sprints.values()),
            boards: byId(this.boards.values()),
        };
    }
    /** Of teams that are one the names of all, each once. */
    #teamName(id, standIn) {
        const names = [this.teams.get(id)?.name ?? id];
        for (const [other, stands] of standIn)
            if (stands === id)
                names.push(this.teams.get(other)?.name ?? other);
        return [...new Set(names)].join(" / ");
    }
    /** Of accounts that are one the first whose kind is known speaks for all; active is who is so anywhere. */
    #actorColumns(id, standIn) {
        const others = Map.groupBy(standIn, ([, stands]) => stands);
        const records = id.map((actor) => {
            const own = this.actors.get(actor);
            const accounts = [own, ...(others.get(actor) ?? []).map(([other]) => this.actors.get(other))].filter((one) => one !== undefined);
            if (accounts.length < 2)
                return accounts[0] ?? own;
            const active = accounts.some((one) => one.active === true)
                ? true
                : accounts.some((one) => one.active === null)
                    ? null
                    : false;
            return { ...(accounts.find(({ kind }) => kind !== "unknown") ?? accounts[0]), active };
        });
        return {
            count: id.length,
            id,
            kind: Uint8Array.from(records, (actor) => ACTOR_KIND[actor?.kind ?? "unknown"]),
            kindBasis: records.map((actor) => actor?.kindBasis ?? "named by an event, never described"),
            active: Int8Array.from(records, (actor) => (actor === undefined || actor.active === null ? -1 : actor.active ? 1 : 0)),
        };
    }
}
function byId(records) {
    return [...records].sort((a, b) => compareTexts(a.id, b.id));
}
/** Projects that items moved from or to. */
function projectsNamedBy(strings, items, events, { order, firstEvent, rows }, found) {
    for (let i = 0; i < rows.length; i++) {
        for (let n = firstEvent[i]; n < firstEvent[i + 1]; n++) {
            const e = order[n];
            if (events.kind.at(e) !== KIND.project)
                continue;
            const connection = connectionOf(items.id[rows[i]]);
            for (const code of [events.from.at(e), events.to.at(e)])
                if (code >= 0)
                    found.add(projectName(connection, strings.texts[code]));
        }
    }
}
/** Codes of the texts that stand for a status, team or actor anywhere, and for the projects of items. */
function namedBy(items, events, order) {
    const status = new Set();
    const team = new Set();
    const actor = new Set(items.creator);
    const project = new Set(items.project);
    const setOf = [];
    setOf[KIND.status] = status;
    setOf[KIND.team] = team;
    setOf[KIND.assignee] = actor;
    setOf[KIND.delegate] = actor;
    for (const e of order) {
        actor.add(events.actor.at(e));
        setOf[events.kind.at(e)]?.add(events.from.at(e)).add(events.to.at(e));
    }
    return { status, team, actor, project };
}
