import { accountRecord } from "./actors.ts";
import { nextCursor } from "./client.ts";
import { MEMBERS } from "./documents.ts";
import { codeOf } from "./graphql-errors.ts";
import * as schema from "./schema.ts";
/** Addresses an account, at most: more are no help in knowing somebody again. */
const ADDRESSES = 5;
/**
 * Members of organisations with the addresses that the organisation itself has verified, as keyed hashes: by them somebody is known again in
 * another tool. Null where the token may not read members, which is nothing to stop for.
 */
export async function fetchMembers(client, owners, hashes, stream) {
    const records = [];
    let isRefused = false;
    for (const owner of owners) {
        const seen = new Set();
        let after = null;
        for (let page = 1; page === 1 || after !== null; page++) {
            const place = { stream, page };
            let answer;
            try {
                answer = await ask(client, owner, after, place);
            }
            catch (error) {
                if (codeOf(error) !== "forbidden" && codeOf(error) !== "not-found")
                    throw error;
                isRefused = true;
                break;
            }
            const list = answer.data.organization?.membersWithRole;
            isRefused ||= answer.missing.some(({ kind }) => kind === "forbidden");
            const { values } = schema.valuesIn(list?.nodes ?? [], schema.member);
            for (const { __typename, login, databaseId, organizationVerifiedDomainEmails: addresses } of values) {
                const verified = (addresses ?? []).slice(0, ADDRESSES).map((address) => hashes.identity(`email:${address}`));
                const record = accountRecord({ __typename, login, databaseId: databaseId ?? null }, hashes);
                records.push({ ...record, active: true, identities: [...(record.identities ?? []), ...verified] });
            }
            after = list ? nextCursor(list.pageInfo, seen, place) : null;
        }
    }
    return isRefused && records.length === 0 ? null : records;
}
const ask = (client, owner, after, place) => client.query(MEMBERS, { owner, after }, schema.members, place);
