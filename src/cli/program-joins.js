const several = (value, previous = []) => [...previous, value];
/** Commands about what is one in several tools, and who is no person. */
export function declareJoins(program, ports, end) {
    const joins = program
        .command("joins")
        .description("see and decide which accounts, teams and pieces of work of several tools are one");
    joins
        .command("list")
        .description("every join with how it was made; accounts are pseudonyms")
        .argument("[workspace]")
        .option("--all", "all links between pieces of work, not only the first")
        .option("--json", "print as JSON")
        .action(async (workspace, options) => {
        const { listJoins } = await import("./commands/joins-list.ts");
        end(await listJoins(workspace, options, ports));
    });
    joins
        .command("add")
        .description("say that records of two connections are one, as <connection>:<name>=<connection>:<name>")
        .option("--workspace <name>", "workspace; may be left out when there is only one")
        .option("--person <pair>", "accounts, e.g. jira:<account id>=github:<login or id>; kept as pseudonyms only", several, [])
        .option("--team <pair>", "teams by project or team key, e.g. jira:ACME=linear:ENG", several, [])
        .option("--work <pair>", "items or pull requests by key, e.g. jira:ACME-7=github:acme/shop#12", several, [])
        .action(async (options) => {
        const { addJoins } = await import("./commands/joins.ts");
        end(await addJoins(options.workspace, options, ports));
    });
    joins
        .command("import")
        .description('the same from a JSON file: { "persons": [["jira:...", "github:..."]], "teams": [...], "work": [...] }')
        .argument("<file>")
        .option("--workspace <name>", "workspace; may be left out when there is only one")
        .action(async (file, options) => {
        const { importJoins } = await import("./commands/joins.ts");
        end(await importJoins(options.workspace, file, ports));
    });
    for (const verdict of ["undo", "redo"]) {
        joins
            .command(verdict)
            .description(verdict === "undo" ? "never join the two, on whatever basis" : "take a refusal back")
            .argument("<id>", "id of the join as listed, or its beginning")
            .option("--workspace <name>", "workspace; may be left out when there is only one")
            .action(async (id, options) => {
            const { decideJoins } = await import("./commands/joins.ts");
            end(await decideJoins(options.workspace, id, verdict, ports));
        });
    }
    const actors = program.command("actors").description("see and decide which accounts are no persons");
    actors
        .command("list")
        .description("automation, integrations and agents with how they are known; of people only how many there are")
        .argument("[workspace]")
        .option("--json", "print as JSON")
        .action(async (workspace, options) => {
        const { listActors } = await import("./commands/actors.ts");
        end(await listActors(workspace, options, ports));
    });
    actors
        .command("set")
        .description("say what an account is, as <connection>:<account id>=<kind>; as-declared takes it back")
        .argument("<account=kind...>")
        .option("--workspace <name>", "workspace; may be left out when there is only one")
        .action(async (given, options) => {
        const { setActorKinds } = await import("./commands/actors.ts");
        end(await setActorKinds(options.workspace, given, ports));
    });
}
