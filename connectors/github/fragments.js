export const PAGE = "pageInfo { hasNextPage endCursor }";
/** Who somebody is: ids to make pseudonyms of, the login to know shipped names of bots by. */
export const ACCOUNT = `
  fragment Account on Actor {
    __typename login
    ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } ... on Organization { databaseId }
  }
`;
