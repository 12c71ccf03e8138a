import { TIMELINE } from "./timeline.ts";
/** Types whose fields are asked for, besides those of timelines. */
const TYPES = ["Issue", "PullRequest", "Repository", "Organization", "User", "ProjectV2", "ProjectV2Item"];
const ITEM_TYPES = "IssueTimelineItemsItemType";
const PROBED = [...TYPES, ...TIMELINE.map(({ type }) => type)];
/** Part of the first query of a run. Fields that are deprecated count: `stateReason` is one in some versions. */
export const PROBE = `
  itemTypes: __type(name: "${ITEM_TYPES}") { enumValues(includeDeprecated: true) { name } }
  ${PROBED.map((type, index) => `t${index}: __type(name: "${type}") { fields(includeDeprecated: true) { name } }`).join("\n  ")}
`;
/** Everything, for a host that does not let itself be asked. */
export const ALL_CAPABILITIES = { has: () => true, timeline: TIMELINE };
export function capabilitiesOf(answer) {
    const itemTypes = new Set((answer["itemTypes"]?.enumValues ?? []).map(({ name }) => name));
    if (itemTypes.size === 0)
        return ALL_CAPABILITIES;
    const fields = new Map();
    PROBED.forEach((type, index) => {
        const found = answer[`t${index}`];
        if (found !== null && found !== undefined)
            fields.set(type, new Set((found.fields ?? []).map(({ name }) => name)));
    });
    const has = (type, field) => fields.get(type)?.has(field) === true;
    return { has, timeline: TIMELINE.filter(({ type, item }) => itemTypes.has(item) && fields.has(type)) };
}
/** What an older host shows less of. */
export function narrowingOf({ has, timeline }) {
    const knows = (type) => timeline.some((item) => item.type === type);
    return {
        ...(has("Issue", "blockedBy") && has("Issue", "subIssues")
            ? {}
            : {
                links: {
                    level: "partial",
                    sentence: "This server is too old for dependencies or sub-issues; references, duplicates and pull requests are seen.",
                },
            }),
        ...(knows("ProjectV2ItemStatusChangedEvent")
            ? {}
            : {
                "status-history": {
                    level: "partial",
                    sentence: "This server keeps no history of columns: every closing and reopening is seen, and the column as it is now.",
                },
            }),
    };
}
/** The fields of a selection that this host knows. */
export function select({ has }, type, selection) {
    return selection
        .filter(([field]) => has(type, field))
        .map(([, text]) => text)
        .join(" ");
}
