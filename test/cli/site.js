import { simulateOrganisation } from "../../fixtures/demo-organisation/organisation.ts";
import { practiceSets } from "../../fixtures/demo-organisation/practices.ts";
import { renderJira } from "../../fixtures/demo-organisation/render-jira.ts";
import { ORDINARY_TEAM } from "../../fixtures/demo-organisation/spec.ts";
import { smallIssue, smallSite } from "../connectors/jira/small-site.ts";
export { smallIssue, smallSite };
/** The same site a day later: some issues were finished, some are new. */
export function laterSite(count, changedAt) {
    const site = smallSite(count + 5);
    const updated = new Date(changedAt).toISOString().replace("Z", "+0000");
    const issues = site.issues.map((issue, index) => index % 2 === 0 && index < 10
        ? { ...smallIssue(index + 1, true), fields: { ...smallIssue(index + 1, true).fields, updated } }
        : index >= count
            ? { ...issue, fields: { ...issue.fields, updated } }
            : issue);
    return { ...site, issues };
}
/** `count` issues, one or two a day until 11 July 2026, worked on by `people` people: too few for a level, enough for single signals. */
export function livelySite(count, people) {
    const site = smallSite(0);
    const person = (token) => ({
        accountId: token,
        accountType: "atlassian",
        active: true,
        displayName: `Person ${token}`,
    });
    const issues = Array.from({ length: count }, (_, index) => {
        const hours = 187 * 24 - (count - index) * 15;
        const text = JSON.stringify(smallIssue(hours, index < count - 6));
        const [opener, doer] = [`p${index % people}`, `p${(index + 1) % people}`];
        const issue = text.replaceAll(/\bu1\b/g, opener).replaceAll(/\bu2\b/g, doer);
        return JSON.parse(issue.replaceAll(`ACME-${hours}`, `ACME-${index + 1}`));
    });
    return { ...site, me: "p0", users: Array.from({ length: people }, (_, index) => person(`p${index}`)), issues };
}
export function everyIssue(site, change) {
    return { ...site, issues: site.issues.map(change) };
}
let judged = null;
/** One team over half a year, of which a level can be judged. The same at every call. */
export function judgedSite() {
    return (judged ??= renderJira(simulateOrganisation({
        name: "One team (synthetic)",
        firstDate: "2026-01-01",
        lastDate: "2026-07-15",
        timeZone: "Europe/Berlin",
        teams: [{ ...ORDINARY_TEAM, key: "ONE", name: "Team One (synthetic)", people: 6, practices: practiceSets[3] }],
    }, "command line")));
}
