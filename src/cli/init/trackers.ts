import { parse } from "node:path";
import type { Answers, TrackerGuide } from "./tracker-guide.ts";

/** `acme` for `https://acme.atlassian.net`. */
function firstLabel(address: string): string {
  const host = URL.parse(address.includes("://") ? address : `https://${address}`)?.hostname ?? "";
  const labels = host.split(".").filter((label) => !["jira", "www", "api", "issues"].includes(label));
  return labels.length < 2 || /^\d{1,3}$/.test(labels.at(-1)!) ? "" : labels[0]!;
}

const jiraCloud: TrackerGuide = {
  id: "jira-cloud",
  kind: "jira",
  label: "Jira Cloud",
  hint: "an address that ends in atlassian.net",
  questions: [
    { flag: "url", text: "Address of the site", example: "https://acme.atlassian.net" },
    { flag: "email", text: "E-mail address of the account that the token belongs to", example: "me@acme.com" },
  ],
  token: {
    variable: "JIRA_TOKEN",
    link: () => "https://id.atlassian.com/manage-profile/security/api-tokens",
    steps: [
      "1. Sign in with an account that may browse the projects; one that may do nothing else is best.",
      '2. Choose "Create API token". One "with scopes" is not served at the address of the site, so it does not work here.',
      "3. Let it expire soon: wmmm needs it only while it reads.",
    ],
  },
  scopeWord: "projects",
  settings: ({ url, email }, projects) => ({ url, email, projects }),
  workspace: ({ url = "" }) => firstLabel(url),
};

const linear: TrackerGuide = {
  id: "linear",
  kind: "linear",
  label: "Linear",
  hint: "linear.app",
  questions: [],
  token: {
    variable: "LINEAR_API_KEY",
    link: () => "https://linear.app/settings/account/security",
    steps: [
      '1. Under "Personal API keys" choose "New API key".',
      '2. Permissions: "Only select permissions", and there "Read" alone.',
      "3. Team access: all teams, or those that are to be read.",
    ],
  },
  scopeWord: "teams",
  settings: ({ "api-url": apiUrl }, teams) => ({ teams, ...(apiUrl === undefined ? {} : { apiUrl }) }),
  workspace: () => "linear",
};

const file: TrackerGuide = {
  id: "file",
  kind: "file",
  label: "Another tool, by a file",
  hint: "CSV, JSON lines or XES",
  questions: [{ flag: "path", text: "Path of the file", example: "events.csv", isPath: true }],
  token: null,
  scopeWord: "files",
  settings: ({ path }) => ({ path }),
  workspace: ({ path = "" }) => parse(path).name,
};

/** In the order in which they are offered. */
export const TRACKERS: readonly TrackerGuide[] = [jiraCloud, linear, file];

/** Answers that were given as options, without those that were not. */
export function given(options: Readonly<Record<string, string | undefined>>): Answers {
  return Object.fromEntries(Object.entries(options).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
