import { EventLogBuilder } from "../../src/event-log/builder.ts";
import { AS_OF, syntheticItems, syntheticTables } from "./synthetic-history.ts";
export function syntheticLog(count) {
    const builder = new EventLogBuilder();
    const { statuses, teams, projects, actors } = syntheticTables();
    for (const status of statuses)
        builder.addStatus(status);
    for (const team of teams)
        builder.addTeam(team);
    for (const project of projects)
        builder.addProject("t", project);
    for (const actor of actors)
        builder.addActor(actor);
    for (const { item, events } of syntheticItems(count)) {
        builder.addItem(item, { deletedAt: null });
        for (const event of events)
            builder.add(event);
    }
    return builder.finish(AS_OF);
}
