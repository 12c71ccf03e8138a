import { z } from "zod";
import { EMPTY_BATCH, type Batch } from "../../src/model/batch.ts";
import type { Page } from "../../src/model/page.ts";
import { lastPage } from "../last-page.ts";
import { codeOf, type Answer, type JiraClient } from "./client.ts";
import { statusRecord } from "./normalise.ts";
import * as schema from "./schema.ts";
import { findFields, type FieldIds } from "./site.ts";
import type { JiraIssueType, JiraLinkType, JiraStatus } from "./shapes.ts";

/** What of a site's set-up the issues are read against. */
export interface Configuration {
  readonly fields: FieldIds;
  readonly statuses: readonly JiraStatus[];
  readonly issueTypes: readonly JiraIssueType[];
  readonly linkTypes: readonly JiraLinkType[];
  readonly bodies: readonly Answer<unknown>["body"][];
}

/** Four requests, whatever the size of the site. */
export async function fetchConfiguration(client: JiraClient, stream: string): Promise<Configuration> {
  const place = { stream, page: null };
  const bodies: Answer<unknown>["body"][] = [];
  const list = async <S extends z.ZodType>(path: string, one: S): Promise<z.infer<S>[]> => {
    const answer = await client.get(path, {}, z.array(z.unknown()), place);
    bodies.push(answer.body);
    return answer.data.flatMap((value) => {
      const parsed = one.safeParse(value);
      return parsed.success ? [parsed.data] : [];
    });
  };
  const fields = findFields(await list(`${client.api}/field`, schema.field));
  const statuses = await list(`${client.api}/status`, schema.status);
  const issueTypes = await list(`${client.api}/issuetype`, schema.issueType);
  return { fields, statuses, issueTypes, linkTypes: await linkTypes(client, place, bodies), bodies };
}

/** Sites can switch issue links off; then the endpoint answers 404. */
async function linkTypes(
  client: JiraClient,
  place: { readonly stream: string; readonly page: null },
  bodies: Answer<unknown>["body"][],
): Promise<readonly JiraLinkType[]> {
  try {
    const answer = await client.get(
      `${client.api}/issueLinkType`,
      {},
      z.looseObject({ issueLinkTypes: z.array(schema.linkType) }),
      place,
    );
    bodies.push(answer.body);
    return answer.data.issueLinkTypes;
  } catch (error) {
    const code = codeOf(error);
    if (code === "not-found" || code === "forbidden") return [];
    throw error;
  }
}

export function configurationPage(connection: string, { statuses, bodies }: Configuration, watermark: number): Page {
  const batch: Batch = { ...EMPTY_BATCH, statuses: statuses.map((status) => statusRecord({ connection }, status)) };
  return lastPage({ batch, bodies, watermark, fetched: statuses.length });
}
