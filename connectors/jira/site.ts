import type { JiraField } from "./schema.ts";
import type { JiraIssueType, JiraLinkType, JiraProject, JiraStatus } from "./shapes.ts";

/** Which of a site's own fields carries what; null or empty where it has none. */
export interface FieldIds {
  readonly sprint: string | null;
  readonly epicLink: string | null;
  readonly parentLink: string | null;
  readonly flagged: string | null;
  readonly team: string | null;
  readonly storyPoints: readonly string[];
  /** Jira Service Management: the request type an item came in through. */
  readonly requestType: string | null;
  /** Jira Service Management: clocks that run against an agreed time. */
  readonly serviceLevels: readonly string[];
}

/** What the issues of a site are read against. */
export interface Site {
  readonly connection: string;
  /** Origin. */
  readonly url: string;
  readonly fields: FieldIds;
  readonly statuses: readonly JiraStatus[];
  readonly issueTypes: readonly JiraIssueType[];
  readonly linkTypes: readonly JiraLinkType[];
  readonly projects: readonly JiraProject[];
  readonly keepTitles: boolean;
  pseudonym(accountId: string): string;
  /** See `ConnectorContext.identity`. */
  identity(identifier: string): string;
}

export function findFields(fields: readonly JiraField[]): FieldIds {
  const custom = (types: readonly string[], names: RegExp | null): string[] => {
    const byType = fields.filter((field) => types.includes(field.schema?.custom ?? ""));
    const found =
      byType.length > 0 || names === null ? byType : fields.filter((field) => field.custom !== false && names.test(field.name));
    return found.map(({ id }) => id);
  };
  const greenhopper = "com.pyxis.greenhopper.jira:";
  return {
    sprint: custom([`${greenhopper}gh-sprint`], /^sprint$/i)[0] ?? null,
    epicLink: custom([`${greenhopper}gh-epic-link`], /^epic link$/i)[0] ?? null,
    parentLink: custom(["com.atlassian.jpo:jpo-custom-field-parent"], /^parent link$/i)[0] ?? null,
    flagged: fields.find((field) => field.custom !== false && /^(?:flagged|impediment|markiert)$/i.test(field.name))?.id ?? null,
    team:
      custom(
        ["com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team", "com.atlassian.teams:rm-teams-custom-field-team"],
        null,
      )[0] ?? null,
    storyPoints: [
      ...new Set([
        ...custom([`${greenhopper}jsw-story-points`], null),
        ...fields
          .filter((field) => field.custom !== false && /^story ?points?(?: estimate)?$/i.test(field.name))
          .map(({ id }) => id),
      ]),
    ],
    requestType: custom(["com.atlassian.servicedesk:vp-origin"], null)[0] ?? null,
    serviceLevels: custom(["com.atlassian.servicedesk:sd-sla-field"], null),
  };
}

/** References of a connection by the id they stand for: a site has few of these and names them in every other event. */
const references = new Map<string, Map<string | number, string>>();
const MOST_REFERENCES = 10_000;

function reference({ connection }: Pick<Site, "connection">, id: string | number): string {
  let known = references.get(connection);
  if (known === undefined) references.set(connection, (known = new Map()));
  let found = known.get(id);
  if (found === undefined) {
    if (known.size >= MOST_REFERENCES) known.clear();
    known.set(id, (found = `${connection}/${id}`));
  }
  return found;
}

export const statusId = (site: Pick<Site, "connection">, id: string): string => reference(site, id);
export const itemId = (site: Pick<Site, "connection">, id: string): string => `${site.connection}/${id}`;
export const sprintId = (site: Pick<Site, "connection">, id: string | number): string => reference(site, id);
export const projectTeam = (site: Pick<Site, "connection">, projectKey: string): string =>
  `${site.connection}/project:${projectKey}`;
export const fieldTeam = (site: Pick<Site, "connection">, teamId: string): string => `${site.connection}/team:${teamId}`;
/** Half a surrogate pair cannot stand in an address. */
export const browseUrl = (site: Pick<Site, "url">, key: string): string =>
  `${site.url}/browse/${encodeURIComponent(key.toWellFormed())}`;
