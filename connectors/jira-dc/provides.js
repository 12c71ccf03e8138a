import { PROVIDES as CLOUD } from "../jira/provides.ts";
/** As Jira Cloud, but for what a Jira of one's own keeps to itself or does not know. */
export const PROVIDES = {
    ...CLOUD,
    "actor-kinds": {
        level: "none",
        sentence: "Jira Data Center does not tell people, scripts and apps apart; all but its own automation are taken for people.",
    },
    "declared-workflow": {
        level: "none",
        sentence: "Jira Data Center shows the transitions of its workflows to administrators only, so a workflow is learned from the history.",
    },
    "configuration-history": {
        level: "none",
        sentence: "Jira Data Center shows its audit log to administrators only, so changes of workflows are not read.",
    },
    types: { level: "full", sentence: "Issue types, and changes of them; an epic is known by its name." },
    "ai-agents": { level: "none", sentence: "Jira Data Center does not tell an AI agent from a person." },
};
export const PERMISSIONS = [
    {
        scope: "Browse projects",
        why: "to read issues with their history; a personal access token has the rights of its account, so an account that may do nothing else is best",
    },
];
