import type { Narrowing } from "../../src/model/facet.ts";
import type { ProbeAnswer } from "./schema.ts";
import { TIMELINE } from "./timeline.ts";

/**
 * What the schema of this host knows. An Enterprise Server may be years behind: a document with one type or field that it does not know is
 * refused as a whole, so documents are made of what it said it has.
 */
export interface Capabilities {
  has(type: string, field: string): boolean;
  /** Of the items of a timeline that we read, those that this host knows. */
  readonly timeline: readonly (typeof TIMELINE)[number][];
}

/** A field by name, and how it is asked for. */
export type Selection = readonly (readonly [field: string, text: string])[];

/** Types whose fields are asked for, besides those of timelines. */
const TYPES = ["Issue", "PullRequest", "Repository", "Organization", "User", "ProjectV2", "ProjectV2Item"] as const;
const ITEM_TYPES = "IssueTimelineItemsItemType";
const PROBED: readonly string[] = [...TYPES, ...TIMELINE.map(({ type }) => type)];

/** Part of the first query of a run. Fields that are deprecated count: `stateReason` is one in some versions. */
export const PROBE = `
  itemTypes: __type(name: "${ITEM_TYPES}") { enumValues(includeDeprecated: true) { name } }
  ${PROBED.map((type, index) => `t${index}: __type(name: "${type}") { fields(includeDeprecated: true) { name } }`).join("\n  ")}
`;

/** Everything, for a host that does not let itself be asked. */
export const ALL_CAPABILITIES: Capabilities = { has: () => true, timeline: TIMELINE };

export function capabilitiesOf(answer: ProbeAnswer): Capabilities {
  const itemTypes = new Set((answer["itemTypes"]?.enumValues ?? []).map(({ name }) => name));
  if (itemTypes.size === 0) return ALL_CAPABILITIES;
  const fields = new Map<string, ReadonlySet<string>>();
  PROBED.forEach((type, index) => {
    const found = answer[`t${index}`];
    if (found !== null && found !== undefined) fields.set(type, new Set((found.fields ?? []).map(({ name }) => name)));
  });
  const has = (type: string, field: string) => fields.get(type)?.has(field) === true;
  return { has, timeline: TIMELINE.filter(({ type, item }) => itemTypes.has(item) && fields.has(type)) };
}

/** What an older host shows less of. */
export function narrowingOf({ has, timeline }: Capabilities): Narrowing {
  const knows = (type: string) => timeline.some((item) => item.type === type);
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
            sentence:
              "This server keeps no history of columns: every closing and reopening is seen, and the column as it is now.",
          },
        }),
  };
}

/** The fields of a selection that this host knows. */
export function select({ has }: Pick<Capabilities, "has">, type: string, selection: Selection): string {
  return selection
    .filter(([field]) => has(type, field))
    .map(([, text]) => text)
    .join(" ");
}
