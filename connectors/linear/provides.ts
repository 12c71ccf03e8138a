import type { Provides } from "../../src/model/facet.ts";
import type { Connector } from "../connector.ts";

export const PROVIDES: Provides = {
  "status-history": {
    level: "partial",
    sentence:
      "Every state change that Linear keeps: changes in the first three minutes are folded into the creation, and teams may have quick changes grouped into one.",
  },
  "assignee-history": {
    level: "partial",
    sentence:
      "Every change of the assignee that Linear keeps, with the same gaps as state changes; the first one is found by undoing the changes.",
  },
  actors: {
    level: "full",
    sentence: "Who made each change, as a pseudonym; who commented or attached; who made a relation is not told.",
  },
  "actor-kinds": {
    level: "partial",
    sentence:
      "Linear marks apps, agents and bots, and changes without any actor are its own; what rules do in the first three minutes is folded into the creation.",
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
    sentence: "Length, sections and pointers elsewhere as they are now; of earlier versions only that there was one.",
  },
  types: {
    level: "partial",
    sentence: "Linear has no types: a label named like one stands for it, and an issue with a parent is a part.",
  },
  priorities: { level: "full", sentence: "Priorities and their changes." },
  "due-dates": { level: "full", sentence: "Due dates and their changes." },
  estimates: { level: "full", sentence: "Estimates in the team's own scale and their changes; there are no custom fields." },
  sprints: {
    level: "full",
    sentence:
      "Cycles with their dates and every change of cycle, in teams that use them; of project milestones only the present one.",
  },
  links: {
    level: "partial",
    sentence:
      "Relations and parents with their dates; of removed relations only what Linear's undocumented codes are known to mean.",
  },
  blocked: {
    level: "partial",
    sentence: "Blocking relations and states named so; Linear has no flag, and blocking that is only told in words is not seen.",
  },
  "intake-forms": {
    level: "partial",
    sentence:
      "Issues made from a template or on a schedule, from the workspace's first template on; other ways in leave no mark.",
  },
  "declared-workflow": {
    level: "partial",
    sentence:
      "States in their order and types; Linear lets every state follow every other, so a workflow can be agreed on but not enforced.",
  },
  "configuration-history": { level: "none", sentence: "Linear keeps no history of its settings." },
  "pull-requests": {
    level: "partial",
    sentence: "Pull requests attached to issues, with the date of attachment; code without an issue is not seen.",
  },
  "ai-agents": {
    level: "full",
    sentence:
      "Delegation to agents and what agents change under their own account; an assistant that a person uses leaves no mark.",
  },
  "service-levels": { level: "full", sentence: "When a service level began to run on an issue and when it was breached." },
  "wip-limits": { level: "none", sentence: "Linear has no limits of work in progress." },
  "health-updates": { level: "none", sentence: "Updates of projects and initiatives with their health are not read." },
  releases: { level: "partial", sentence: "Project milestones as they are now; their history is not told." },
};

export const PERMISSIONS: Connector["permissions"] = [
  {
    scope: "read",
    why: "to read teams, states, issues with their history, comments and relations; nothing is ever written, and a key can be restricted to reading and to teams",
  },
];
