import { expect, test } from "vitest";
import { accountNames, accountRecord } from "../../../connectors/github/actors.ts";
const hashes = { host: "github.com", pseudonym: (account) => `p:${account}`, identity: (name) => `i:${name}` };
test("the name that a user gives finds the account, as a number or as a login in any case", () => {
    const record = accountRecord({ __typename: "User", login: "Octocat", databaseId: 583_231 }, hashes);
    const byNumber = accountNames("github.com", "583231");
    expect(byNumber.accounts.map(hashes.pseudonym)).toEqual([record.id]);
    const byLogin = accountNames("github.com", "@Octocat");
    expect(record.identities).toContain(hashes.identity(byLogin.identifiers[0]));
});
