import { fieldTeam, projectTeam } from "./site.ts";
/**
 * Whose item it was over time. A value in the team field says so; without one the project stands for the team, so that a move to
 * another project is a move to another team.
 */
export function teamsOf(site, initial, changes) {
    const valueOf = (kind) => initial.find((one) => one.kind === kind)?.value.value ?? null;
    let field = valueOf("team");
    let project = valueOf("project");
    const effective = () => (field !== null ? fieldTeam(site, field) : project !== null ? projectTeam(site, project) : null);
    let team = effective();
    const found = team === null ? [] : [{ change: null, team, before: null }];
    for (const change of changes) {
        if (change.kind === "team")
            field = change.to;
        else if (change.kind === "project")
            project = change.to ?? project;
        else
            continue;
        const next = effective();
        if (next === null || next === team)
            continue;
        found.push({ change, team: next, before: team });
        team = next;
    }
    return found;
}
export function teamKey({ change }) {
    return change === null ? "initial:team" : `${change.key}:team`;
}
