import type { Provides } from "../../src/model/facet.ts";
import type { Connector } from "../connector.ts";

export const PROVIDES: Provides = {
  "status-history": {
    level: "partial",
    sentence:
      "Every closing and reopening with its reason; columns of a Project where the token may read it, or a clear family of status labels; without either nothing is said between open and closed.",
  },
  "assignee-history": {
    level: "full",
    sentence: "Every assignment and its end; the owner is who was assigned first and still is, others are only counted.",
  },
  actors: { level: "full", sentence: "Who did each thing, as a pseudonym; deleted accounts are one unknown." },
  "actor-kinds": {
    level: "partial",
    sentence:
      "GitHub marks bots; known automations and AI agents are told by their account; what acts with a person's own token looks like that person.",
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
    sentence: "Length, sections and pointers elsewhere as they are now; edits of the text leave no event.",
  },
  types: {
    level: "partial",
    sentence:
      "Issue types and their changes where the organisation uses them, else a label named like a type; an issue with a parent is a part.",
  },
  priorities: {
    level: "partial",
    sentence: "Labels named like a priority and issue fields with their changes; of fields of a Project only the present value.",
  },
  "due-dates": {
    level: "partial",
    sentence:
      "Issue fields of dates with their changes; of date fields of a Project only the present value; milestones are kept as milestones.",
  },
  estimates: {
    level: "partial",
    sentence: "Issue fields with their changes; of number fields of a Project only the present value.",
  },
  sprints: {
    level: "partial",
    sentence: "Iterations of a Project with their dates, and only the one that an issue is in now; milestones with every change.",
  },
  links: {
    level: "full",
    sentence:
      "References, duplicates, parents, dependencies and closing pull requests with their dates, as far as this host knows them.",
  },
  blocked: {
    level: "partial",
    sentence:
      "Dependencies between issues, columns named so, and labels that say blocked; blocking that is only told in words is not seen.",
  },
  "intake-forms": {
    level: "partial",
    sentence: "Issues whose headings are those of a template of the repository; others may or may not have begun with one.",
  },
  "declared-workflow": {
    level: "partial",
    sentence:
      "Columns of the Project in their order; GitHub lets every column follow every other, so a workflow can be agreed on but not enforced.",
  },
  "configuration-history": { level: "none", sentence: "GitHub shows no history of its settings to a token that only reads." },
  "pull-requests": {
    level: "full",
    sentence:
      "All pull requests with their reviews, merges and the issues they close, with and without an issue; reviews of one beyond fifty are not read.",
  },
  "ai-agents": {
    level: "partial",
    sentence:
      "Issues assigned to agents, and what agents do under their own account; an assistant that a person uses leaves no mark.",
  },
  "service-levels": { level: "none", sentence: "GitHub has no service levels." },
  "wip-limits": { level: "none", sentence: "Limits of the columns of a Project are not part of the public interface." },
  "health-updates": { level: "none", sentence: "Status updates of Projects are not read." },
  releases: { level: "full", sentence: "Milestones with every change." },
};

export const PERMISSIONS: Connector["permissions"] = [
  { scope: "Metadata: read", why: "to find the repositories" },
  { scope: "Issues: read", why: "to read issues, their timelines, comments and labels; nothing is ever written" },
  { scope: "Pull requests: read", why: "to read pull requests with their reviews and the issues they close" },
  {
    scope: "Projects: read (organisation)",
    why: "to read the columns, iterations and fields of Projects; without it issues are only open or closed",
  },
  {
    scope: "Members: read (organisation)",
    why: "to know people again in another tool by the addresses the organisation has verified; without it nothing is joined so",
  },
];
