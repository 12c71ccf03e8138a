import { ProblemError } from "../model/problem.ts";
import { ACTOR_KINDS } from "../model/actor.ts";
import { loadConnector } from "./sync-workspace.ts";
/** The record that `connection:name` means. What was given stands in no message: it may be somebody's account. */
export async function recordNamed(store, kind, text) {
    const { connection, name } = await split(store, text);
    if (kind === "person")
        return accountNamed(store, connection, name);
    if (kind === "team")
        return { id: await teamNamed(store, connection.id, name), isStored: true };
    const found = await store.workByKey(connection.id, name);
    if (found.length === 1)
        return { id: found[0], isStored: true };
    throw usage(found.length === 0
        ? `${connection.id} shows no work with that key.`
        : `${connection.id} shows several pieces of work with that key.`, "Give the key as the tool shows it, e.g. jira:ACME-7 or github:acme/shop#12, and scan first.");
}
async function split(store, text) {
    const colon = text.indexOf(":");
    const id = colon < 0 ? "" : text.slice(0, colon).trim();
    const name = text.slice(colon + 1).trim();
    const connections = await store.connections();
    const connection = connections.find((one) => one.id === id);
    if (connection !== undefined && name !== "")
        return { connection, name };
    const known = connections.map((one) => one.id).join(", ");
    throw usage("A name does not begin with a connection.", `Write <connection>:<name>; the connections are: ${known}.`);
}
async function accountNamed(store, { id, kind, config }, name) {
    const connector = await loadConnector(kind);
    const { accounts, identifiers } = connector.accountNames?.(config, name) ?? { accounts: [name], identifiers: [] };
    const pseudonyms = accounts.map((account) => store.pseudonym(id, account));
    const hashes = new Set(identifiers.map((identifier) => store.identity(identifier)));
    const own = (await store.accounts()).filter(({ connection }) => connection === id || connection === null);
    const found = own.find((account) => pseudonyms.includes(account.id)) ??
        own.find(({ identities }) => identities.some((identity) => hashes.has(identity)));
    if (found !== undefined)
        return { id: found.id, isStored: true };
    if (identifiers.length === 0)
        return { id: pseudonyms[0], isStored: false };
    throw usage(`${id} has not shown an account of that name yet.`, "Give its numeric id, or scan first.");
}
async function teamNamed(store, connection, name) {
    const teams = (await store.teams()).filter((team) => team.connection === connection);
    const exact = teams.filter((team) => team.id === `${connection}/${name}` || team.projectKeys.includes(name));
    const found = exact.length > 0 ? exact : teams.filter((team) => team.name === name);
    if (found.length === 1)
        return found[0].id;
    const keys = teams.flatMap(({ projectKeys }) => projectKeys).slice(0, 20);
    throw usage(`${connection} shows ${found.length === 0 ? "no team" : "several teams"} of that name or key.`, keys.length === 0 ? "Scan first." : `Its keys are: ${keys.join(", ")}.`);
}
/** `jira:<account>=automation-rule`; kind null = as the tool declares. */
export function kindGiven(text) {
    const at = text.lastIndexOf("=");
    const word = text.slice(at + 1).trim();
    const kind = ACTOR_KINDS.find((one) => one === word) ?? null;
    if (at > 0 && (kind !== null || word === "as-declared"))
        return { account: text.slice(0, at), kind };
    throw usage("That is no account with a kind.", `Write <connection>:<account>=<kind>; kinds are: ${ACTOR_KINDS.join(", ")}, as-declared.`);
}
/** `jira:<account>=github:<account>`, two or more sides. */
export function sidesOf(text) {
    const sides = text.split("=").map((side) => side.trim());
    if (sides.length >= 2 && sides.every((side) => side !== ""))
        return sides;
    throw usage("That names no two records.", "Write <connection>:<name>=<connection>:<name>.");
}
export function usage(what, todo) {
    return new ProblemError({ code: "usage", what, todo });
}
