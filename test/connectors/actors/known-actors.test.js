import { expect, test } from "vitest";
import { KNOWN_ACTORS, KNOWN_ACTORS_CHECKED, knownActor, knownBasis } from "../../../connectors/actors/known-actors.ts";
test("an account is known by the vendor's id, whatever it is called now", () => {
    // Ids as GitHub writes them into the address of its bots' commits, 41898282+github-actions[bot]@users.noreply.github.com.
    expect(knownActor("github", { id: "41898282" })?.kind).toBe("automation-rule");
    expect(knownActor("github", { id: "198982749", botLogin: "renamed" })?.kind).toBe("ai-agent");
    expect(knownActor("jira", { id: "557058:f58131cb-b67d-43c7-b30d-6b58d40bd077" })?.kind).toBe("automation-rule");
});
test("the login of a bot is enough, with or without its suffix", () => {
    expect(knownActor("github", { botLogin: "dependabot[bot]" })?.kind).toBe("automation-rule");
    expect(knownActor("github", { id: "1", botLogin: "Copilot-SWE-Agent" })?.kind).toBe("ai-agent");
});
test("a person who is called like an agent is no agent", () => {
    // GitHub user 81847 is a person with the login `claude`; a connector hands over the login of bots only.
    expect(knownActor("github", { id: "81847" })).toBeNull();
    expect(knownActor("github", { id: "81847", botLogin: null })).toBeNull();
});
test("an id means nothing at another vendor, and inherited names are none", () => {
    expect(knownActor("jira", { id: "41898282" })).toBeNull();
    expect(knownActor("linear", { id: "constructor" })).toBeNull();
    expect(knownActor("github", { botLogin: "__proto__[bot]" })).toBeNull();
});
test("every row has a source, and no account stands in the table twice", () => {
    for (const name of ["id", "botLogin"]) {
        const names = KNOWN_ACTORS.flatMap((row) => (row[name] === null ? [] : [`${row.vendor} ${row[name]}`]));
        expect(new Set(names).size).toBe(names.length);
    }
    expect(KNOWN_ACTORS.filter(({ id, botLogin, source }) => (id ?? botLogin) === null || source === "")).toEqual([]);
    expect(KNOWN_ACTORS.filter(({ vendor, id }) => vendor === "github" && !/^\d+$/.test(id ?? ""))).toEqual([]);
    expect(knownBasis(KNOWN_ACTORS[0])).toContain(KNOWN_ACTORS_CHECKED);
});
