export function findFields(fields) {
    const custom = (types, names) => {
        const byType = fields.filter((field) => types.includes(field.schema?.custom ?? ""));
        const found = byType.length > 0 || names === null ? byType : fields.filter((field) => field.custom !== false && names.test(field.name));
        return found.map(({ id }) => id);
    };
    const greenhopper = "com.pyxis.greenhopper.jira:";
    return {
        sprint: custom([`${greenhopper}gh-sprint`], /^sprint$/i)[0] ?? null,
        epicLink: custom([`${greenhopper}gh-epic-link`], /^epic link$/i)[0] ?? null,
        parentLink: custom(["com.atlassian.jpo:jpo-custom-field-parent"], /^parent link$/i)[0] ?? null,
        flagged: fields.find((field) => field.custom !== false && /^(?:flagged|impediment|markiert)$/i.test(field.name))?.id ?? null,
        team: custom(["com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team", "com.atlassian.teams:rm-teams-custom-field-team"], null)[0] ?? null,
        storyPoints: [
            ...new Set([
                ...custom([`${greenhopper}jsw-story-points`], null),
                ...fields
                    .filter((field) => field.custom !== false && /^story ?points?(?: estimate)?$/i.test(field.name))
                    .map(({ id }) => id),
            ]),
        ],
        requestType: custom(["com.atlassian.servicedesk:vp-origin"], null)[0] ?? null,
    };
}
/** References of a connection by the id they stand for: a site has few of these and names them in every other event. */
const references = new Map();
const MOST_REFERENCES = 10_000;
function reference({ connection }, id) {
    let known = references.get(connection);
    if (known === undefined)
        references.set(connection, (known = new Map()));
    let found = known.get(id);
    if (found === undefined) {
        if (known.size >= MOST_REFERENCES)
            known.clear();
        known.set(id, (found = `${connection}/${id}`));
    }
    return found;
}
export const statusId = (site, id) => reference(site, id);
export const itemId = (site, id) => `${site.connection}/${id}`;
export const sprintId = (site, id) => reference(site, id);
export const projectTeam = (site, projectKey) => `${site.connection}/project:${projectKey}`;
export const fieldTeam = (site, teamId) => `${site.connection}/team:${teamId}`;
/** Half a surrogate pair cannot stand in an address. */
export const browseUrl = (site, key) => `${site.url}/browse/${encodeURIComponent(key.toWellFormed())}`;
