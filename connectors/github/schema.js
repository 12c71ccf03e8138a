import { z } from "zod";
/**
 * What we need of GitHub's answers and nothing more: pages and configuration; what comes by the thousand is in `shapes.ts`. Objects are
 * loose: a field that GitHub adds passes. Nulls pass wherever the schema allows them, and wherever the token may not see.
 */
const text = z.string().nullish();
const graphqlError = z.looseObject({
    type: text,
    message: text,
    path: z.array(z.union([z.string(), z.number()])).nullish(),
    extensions: z.looseObject({ code: text }).nullish().catch(null),
});
export const answerEnvelope = z.looseObject({
    data: z.unknown().optional(),
    errors: z.array(graphqlError).nullish(),
});
const pageInfo = z.looseObject({ hasNextPage: z.boolean(), endCursor: text });
const unchecked = z.looseObject({ nodes: z.array(z.unknown()).nullish(), pageInfo });
const newest = z.looseObject({
    totalCount: z.int().min(0),
    nodes: z.array(z.looseObject({ updatedAt: z.string() }).nullable()).nullish(),
});
export const repository = z.looseObject({
    id: z.string(),
    nameWithOwner: z.string(),
    name: z.string(),
    isPrivate: z.boolean().nullish(),
    isArchived: z.boolean().nullish(),
    isFork: z.boolean().nullish(),
    hasIssuesEnabled: z.boolean().nullish(),
    owner: z.looseObject({ __typename: z.string(), login: z.string() }),
    issues: newest.nullish(),
    pullRequests: newest.nullish(),
});
const names = z.array(z.looseObject({ name: z.string() })).nullish();
const probed = z.looseObject({ fields: names, enumValues: names }).nullish();
const signedIn = { viewer: z.looseObject({ login: z.string() }).nullish() };
export const preflightOfOwner = z.looseObject({
    ...signedIn,
    repositoryOwner: z
        .looseObject({
        __typename: z.string(),
        login: z.string(),
        repositories: z.looseObject({ nodes: z.array(repository.nullable()).nullish(), pageInfo }),
    })
        .nullish(),
});
export const preflightOfRepositories = z.looseObject(signedIn);
export const repositoryOrNothing = repository.nullish();
/** The parts of a first answer that tell what the host knows; of anything odd, nothing. */
export const probe = z.record(z.string(), probed.catch(null));
const option = z.looseObject({ id: z.string(), name: z.string() });
const iteration = z.looseObject({ id: z.string(), title: z.string(), startDate: z.string(), duration: z.number() });
const projectField = z.looseObject({
    __typename: z.string(),
    id: text,
    name: text,
    options: z.array(option).nullish(),
    configuration: z.looseObject({ iterations: z.array(iteration), completedIterations: z.array(iteration) }).nullish(),
});
export const project = z.looseObject({
    id: z.string(),
    number: z.number(),
    title: z.string(),
    closed: z.boolean().nullish(),
    items: z.looseObject({ totalCount: z.number() }).nullish(),
    fields: z.looseObject({ nodes: z.array(projectField.nullable()).nullish() }).nullish(),
});
export const projectsOfOwner = z.looseObject({ repositoryOwner: z.looseObject({ projectsV2: unchecked.nullish() }).nullish() });
export const setup = z.looseObject({
    id: text,
    labels: z.looseObject({ nodes: z.array(z.looseObject({ name: z.string() }).nullable()).nullish() }).nullish(),
    issueTemplates: z.array(z.looseObject({ body: text })).nullish(),
});
export const repositorySetup = z.record(z.string(), setup.nullable());
export const member = z.looseObject({
    __typename: z.string(),
    login: z.string(),
    databaseId: z.number().nullish(),
    organizationVerifiedDomainEmails: z.array(z.string()).nullish(),
});
export const members = z.looseObject({ organization: z.looseObject({ membersWithRole: unchecked.nullish() }).nullish() });
export const issuePage = z.looseObject({ node: z.looseObject({ issues: unchecked.nullish() }).nullish() });
export const pullRequestPage = z.looseObject({ node: z.looseObject({ pullRequests: unchecked.nullish() }).nullish() });
export const reviewsPage = z.looseObject({ node: z.looseObject({ reviews: unchecked.nullish() }).nullish() });
export const nodesPage = z.looseObject({ nodes: z.array(z.unknown()) });
export const timelineRestPage = z.record(z.string(), z.looseObject({ id: text, timelineItems: unchecked.nullish() }).nullable());
/** Instant of an ISO date; null = none. */
export function instantOf(value) {
    if (typeof value !== "string" || value.length > 40)
        return null;
    const at = Date.parse(value);
    return Number.isNaN(at) ? null : at;
}
/** The nodes of a list that have the shape, and how many had not. */
export function valuesIn(nodes, schema) {
    const values = [];
    for (const node of nodes) {
        const parsed = schema.safeParse(node);
        if (parsed.success)
            values.push(parsed.data);
    }
    return { values, rejected: nodes.length - values.length };
}
