import type { Provides } from "../../src/model/facet.ts";
import type { Connector } from "../connector.ts";

export const PROVIDES: Provides = {
  "status-history": {
    level: "full",
    sentence: "Every status change with its time, from the changelog; the first status is found by undoing the changes.",
  },
  "assignee-history": {
    level: "full",
    sentence: "Every change of the assignee with its time; the first one is found by undoing the changes.",
  },
  actors: { level: "full", sentence: "Who made each change, as a pseudonym; deleted and anonymous authors are missing." },
  "actor-kinds": {
    level: "partial",
    sentence: "Jira marks apps, agents and its automation; a rule that acts as a person looks like that person.",
  },
  comments: {
    level: "full",
    sentence: "When and by whom, and whether one asks for a status or names other items; their texts are never stored.",
  },
  "comment-texts": {
    level: "partial",
    sentence: "Questions for a status in eleven languages and keys of other items, found in the text when it is read.",
  },
  descriptions: {
    level: "partial",
    sentence: "Length, sections and pointers elsewhere as they are now; earlier versions are not looked at.",
  },
  types: { level: "full", sentence: "Issue types with Jira's hierarchy, and changes of them." },
  priorities: { level: "full", sentence: "Priorities and their changes; sites that hide the field have none." },
  "due-dates": { level: "full", sentence: "Due dates and their changes." },
  estimates: { level: "partial", sentence: "Story points, or the original time estimate where a site has no points field." },
  sprints: { level: "full", sentence: "Sprints with their dates and every change of sprint, where Jira Software is used." },
  links: {
    level: "full",
    sentence:
      "Links between issues, parents and epics with their history; the meaning of custom link types is read from their wording.",
  },
  blocked: {
    level: "partial",
    sentence: "Flags, blocking links and statuses named so; blocking that is only told in words is not seen.",
  },
  "intake-forms": {
    level: "partial",
    sentence: "Request types of Jira Service Management and shared section headings; forms and templates leave no other mark.",
  },
  "declared-workflow": {
    level: "partial",
    sentence: "Workflows with their transitions, if the token may view them; how rules work inside is not read.",
  },
  "configuration-history": {
    level: "none",
    sentence: "Jira keeps changes of workflows for 60 days and for administrators only, so they are not read.",
  },
  "pull-requests": { level: "none", sentence: "The development panel is not part of the public interface." },
  "ai-agents": {
    level: "partial",
    sentence: "Rovo agents that act under their own account; an assistant that a person uses leaves no mark.",
  },
  "service-levels": {
    level: "partial",
    sentence:
      "Service level fields of Jira Service Management that run or have run on an issue; since when is not told, and a field of another app is not known.",
  },
  "wip-limits": {
    level: "partial",
    sentence:
      "Limits of board columns as they are now, if the token may read boards; earlier ones are seen from the first read on.",
  },
  "health-updates": {
    level: "partial",
    sentence:
      "Changes of a field named like one (health, RAG, confidence); status updates of Atlassian goals and projects are not part of Jira.",
  },
  releases: { level: "full", sentence: "Fix versions with every change." },
};

export const PERMISSIONS: Connector["permissions"] = [
  { scope: "Browse projects (classic scope read:jira-work)", why: "to read issues with their history; nothing is ever written" },
  {
    scope: "Access Jira (classic scope read:jira-user)",
    why: "to tell people, apps and agents apart; names and addresses are not stored",
  },
  { scope: "View (read-only) workflow", why: "to compare what happens with what the workflow allows; optional" },
  {
    scope: "read:board-scope:jira-software, read:sprint:jira-software",
    why: "to read columns, WIP limits and sprint dates; optional",
  },
];
