import { describe, expect, test } from "vitest";
import { actorRecord, createDirectory } from "../../../connectors/jira/actors.ts";
import { userRecord } from "../../../connectors/linear/actors.ts";
const hashes = { pseudonym: (id) => `p:${id}`, identity: (name) => `i:${name}` };
describe("by what an account is known in another tool", () => {
    test("Jira: its account id everywhere at Atlassian, and the address that it shows", () => {
        const user = { accountId: "5b10", accountType: "atlassian", emailAddress: "ada@acme.example" };
        expect(actorRecord(user, hashes).identities).toEqual(["i:account:atlassian/5b10", "i:email:ada@acme.example"]);
        expect(actorRecord({ ...user, emailAddress: null }, hashes).identities).toEqual(["i:account:atlassian/5b10"]);
        expect(actorRecord({ ...user, emailAddress: "?" }, hashes).identities).toEqual(["i:account:atlassian/5b10"]);
    });
    test("Jira: the address that an app claims is nobody's", () => {
        const app = { accountId: "app", accountType: "app", emailAddress: "ada@acme.example" };
        expect(actorRecord(app, hashes).identities).toEqual(["i:account:atlassian/app"]);
    });
    test("Jira: an address that only some endpoints show is not lost", () => {
        const directory = createDirectory(hashes);
        const user = { accountId: "5b10", accountType: "atlassian" };
        directory.see(user);
        directory.see({ ...user, emailAddress: "ada@acme.example" });
        directory.see(user);
        directory.see({ ...user, emailAddress: "ada@acme.example" });
        expect(directory.take().map(({ identities }) => identities.length)).toEqual([1, 2]);
    });
    test("Linear: the address of a person, never that of an app", () => {
        const user = { id: "u1", app: false, email: "ada@acme.example" };
        expect(userRecord(user, hashes).identities).toEqual(["i:account:linear/u1", "i:email:ada@acme.example"]);
        expect(userRecord({ ...user, app: true }, hashes).identities).toEqual(["i:account:linear/u1"]);
        expect(userRecord({ id: "u1", email: "ada@acme.example" }, hashes).identities).toEqual(["i:account:linear/u1"]);
    });
});
